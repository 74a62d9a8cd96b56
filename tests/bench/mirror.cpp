// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fills a mirror with made-up passports, page by page as a synchronisation does, then searches it as a person types:
// from the key until the first 200 rows, decoded, and the exact count are back in the main thread. Prints one JSON
// object.
//
//   bench_mirror [ROWS [FILE]]        FILE is kept, and used again when it holds as many rows

#include "core/mirror/mirror.h"
#include "figures.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTextStream>

#include <memory>
#include <random>

using namespace chancery;
using namespace chancery::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shown = 200;

/// The memory of this process that is in use, in MiB.
double residentMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Names, materials and numbers as a maker's catalogue has them; a few words often, most numbers once.
class Catalogue
{
public:
    QByteArray page(qint64 first, qint64 count)
    {
        QByteArray body = R"({"data":[)";
        for (qint64 row = first; row < first + count; ++row)
            body += (row == first ? "" : ",") + passport(row);
        return body + R"(],"total":)" + QByteArray::number(first + count) + '}';
    }

private:
    QByteArray pick(std::initializer_list<const char *> words) { return {words.begin()[m_dice() % words.size()]}; }
    QByteArray digits(int count)
    {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += char('0' + m_dice() % 10);
        return text;
    }
    QByteArray passport(qint64 row)
    {
        const QByteArray number = QByteArray::number(row).rightJustified(9, '0');
        return R"({"id":")" + digits(8) + "-" + number + R"(","application":"app","granularity":"model","network":")" +
               pick({"StarknetSepolia", "StarknetMainnet"}) + R"(","modelNumber":"ART-)" + number + R"(","name":")" +
               pick({"Desk lamp", "Weekend bag", "Café chair", "Rain jacket", "Field notebook"}) + " no. " +
               QByteArray::number(row) + R"(","status":")" + pick({"draft", "published", "published", "archived"}) +
               R"(","certificationStatus":"certified","updatedAt":"2026-0)" + QByteArray::number(1 + m_dice() % 9) +
               "-1" + QByteArray::number(m_dice() % 10) + "T1" + digits(1) + ":0" + digits(1) + ":0" + digits(1) +
               R"(Z","certifiedPaths":["gtin"],"data":{"gtin":")" + digits(13) + R"(","material":")" +
               pick({"Linen", "Cotton, organic", "Leather", "Polyester recyclé", "Merino wool", "Oak, oiled"}) +
               R"(","brand":{"name":")" + pick({"Maison Verrane", "Atelier Nord"}) + R"("}}})";
    }

    std::mt19937 m_dice{11};
};

struct Question
{
    MirrorQuery query;
    bool isTyped = false;
};

constexpr MirrorColumn columns[] = {MirrorColumn::Number, MirrorColumn::Name,    MirrorColumn::Level,
                                    MirrorColumn::Status, MirrorColumn::Updated, MirrorColumn::Certification,
                                    MirrorColumn::Network};

/// Every beginning and the inner parts of words that occur always, sometimes, once and never.
void type(std::vector<Question> &questions, MirrorColumn column, Qt::SortOrder direction)
{
    const QStringList words{u"wee"_s, u"Weekend bag"_s, u"eekend"_s, u"art-0004"_s,     u"oak"_s,        u"CAFE"_s,
                            u"e"_s,   u"7"_s,           u"z"_s,      u"verrane"_s,      u"nord"_s,       u"no. 4"_s,
                            u"991"_s, u"4711"_s,        u"organi"_s, u"nothing here"_s, u"\"no. 12\""_s, u"00012345"_s};
    for (const QString &word : words) {
        for (qsizetype size = 1; size <= word.size(); ++size)
            questions.push_back({{.text = word.first(size), .column = column, .direction = direction}, true});
    }
}

void filter(std::vector<Question> &questions, MirrorColumn column, Qt::SortOrder direction)
{
    questions.push_back({{.status = u"draft"_s, .column = column, .direction = direction}});
    questions.push_back({{.status = u"claimed"_s, .column = column, .direction = direction}});
    questions.push_back({{.certification = u"certified"_s, .column = column, .direction = direction}});
    questions.push_back({{.network = u"StarknetMainnet"_s, .column = column, .direction = direction}});
    questions.push_back({{.level = u"model"_s, .status = u"archived"_s, .column = column, .direction = direction}});
    questions.push_back({{.model = u"ART-000000077"_s, .column = column, .direction = direction}});
    questions.push_back({{.column = column, .direction = direction}});
}

std::vector<Question> allQuestions()
{
    std::vector<Question> questions;
    for (const MirrorColumn column : columns) {
        for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            type(questions, column, direction);
            filter(questions, column, direction);
        }
    }
    return questions;
}

QString object(const char *name, const std::vector<double> &ms)
{
    return u"\"%1\":{\"searches\":%2,\"p50Ms\":%3,\"p95Ms\":%4,\"worstMs\":%5}"_s.arg(QString::fromLatin1(name))
        .arg(ms.size())
        .arg(share(ms, 0.5), 0, 'f', 2)
        .arg(share(ms, 0.95), 0, 'f', 2)
        .arg(share(ms, 1), 0, 'f', 2);
}

/// Fills the mirror, opens it anew, asks: each step begins where the one before it was answered.
class Bench : public QObject
{
public:
    Bench(QString path, qint64 rows)
        : m_path(std::move(path))
        , m_rows(rows)
    {}

    void start()
    {
        m_before = residentMiB();
        makeMirror();
        m_mirror->open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                qFatal("no mirror at %s", qPrintable(m_path));
            m_clock.start();
            m_mirror->state().rows < m_rows ? fill() : reopen();
        });
    }

private:
    void makeMirror() { m_mirror = std::make_unique<Mirror>(MirrorPlace{m_path, u"bench"_s, u"app"_s}); }

    /// As many pages on their way as a synchronisation allows.
    void fill()
    {
        constexpr int unwritten = 8;
        m_mirror->beginPass().then(this, [](const auto &) {});
        for (int i = 0; i < unwritten; ++i)
            putPage();
    }

    void putPage()
    {
        if (m_asked >= m_rows)
            return;
        const qint64 count = std::min<qint64>(100, m_rows - m_asked);
        m_mirror->takePage(m_catalogue.page(m_asked, count)).then(this, [this](const Result<TakenPage> &page) {
            if (!page)
                qFatal("the mirror takes no rows");
            m_put += page->rows;
            m_put < m_rows ? putPage() : endPass();
        });
        m_asked += count;
    }

    void endPass()
    {
        m_mirror->endPass(MirrorUnseen::Keep).then(this, [this](const auto &) {
            m_filledMs = milliseconds(m_clock);
            reopen();
        });
    }

    void reopen()
    {
        m_mirror.reset();
        m_clock.start();
        makeMirror();
        connect(m_mirror.get(), &Mirror::changed, this, [this] {
            if (m_mirror->isOpen() && !m_mirror->isLoading() && m_loadedMs == 0)
                loaded();
        });
        m_mirror->open().then(this, [this](const Result<Nothing> &) { m_openMs = milliseconds(m_clock); });
    }

    void loaded()
    {
        m_loadedMs = milliseconds(m_clock);
        m_memory = residentMiB() - m_before;
        m_questions = allQuestions();
        ask();
    }

    void ask()
    {
        if (m_at == m_questions.size())
            return end();
        m_clock.start();
        m_mirror->page(m_questions[m_at].query, 0, shown).then(this, [this](const Result<MirrorPage> &page) {
            const double ms = milliseconds(m_clock);
            if (!page || page->rows.size() != std::min(shown, page->total))
                qFatal("a wrong answer");
            const Question &asked = m_questions[m_at++];
            (asked.isTyped ? m_typed : m_filtered).push_back(ms);
            if (qEnvironmentVariableIsSet("BENCH_EACH"))
                qInfo("%7.2f ms %8lld hits, column %d %s '%s'", ms, page->total, int(asked.query.column),
                      asked.query.direction == Qt::AscendingOrder ? "up" : "down", qPrintable(asked.query.text));
            ask();
        });
    }

    void end()
    {
        m_mirror->memory().then(this, [this](const Result<qint64> &bytes) {
            QTextStream(stdout) << u"{\"rows\":%1,\"fileMiB\":%2,\"putRowsPerS\":%3,\"openMs\":%4,\"loadedMs\":%5,"
                                   "\"searchMiB\":%6,\"processMiB\":%7,"_s.arg(m_mirror->state().rows)
                                       .arg(double(QFileInfo(m_path).size()) / 1048576, 0, 'f', 0)
                                       .arg(m_filledMs > 0 ? double(m_rows) / m_filledMs * 1000 : 0, 0, 'f', 0)
                                       .arg(m_openMs, 0, 'f', 1)
                                       .arg(m_loadedMs, 0, 'f', 0)
                                       .arg(bytes ? double(*bytes) / 1048576 : 0, 0, 'f', 1)
                                       .arg(m_memory, 0, 'f', 1)
                                << object("typing", m_typed) << ',' << object("filter", m_filtered) << "}\n";
            QCoreApplication::exit(share(m_typed, 0.95) < 16 && share(m_filtered, 0.95) < 16 ? 0 : 1);
        });
    }

    const QString m_path;
    const qint64 m_rows;
    Catalogue m_catalogue;
    std::unique_ptr<Mirror> m_mirror;
    QElapsedTimer m_clock;
    qint64 m_asked = 0;
    qint64 m_put = 0;
    double m_before = 0;
    double m_filledMs = 0;
    double m_openMs = 0;
    double m_loadedMs = 0;
    double m_memory = 0;
    std::vector<Question> m_questions;
    std::size_t m_at = 0;
    std::vector<double> m_typed;
    std::vector<double> m_filtered;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    QTemporaryDir folder;
    Bench bench(arguments.value(2, folder.filePath(u"mirror.sqlite"_s)), arguments.value(1, u"1000000"_s).toLongLong());
    bench.start();
    return QCoreApplication::exec();
}
