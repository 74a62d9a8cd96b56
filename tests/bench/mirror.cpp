// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fills a mirror with made-up passports, page by page as a synchronisation does, then searches it as a person types:
// from the key until the first 200 rows, decoded, and the exact count are back in the main thread. Prints one JSON
// object.
//
//   bench_mirror [ROWS [FILE]]        FILE is kept, and used again when it holds as many rows

#include "core/mirror/mirror.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <random>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shown = 200;

template <class T>
Result<T> wait(Pending<T> pending)
{
    std::optional<Result<T>> result;
    QEventLoop loop;
    std::move(pending).then(&loop, [&](const Result<T> &answer) {
        result = answer;
        loop.quit();
    });
    loop.exec();
    return *result;
}

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

double share(std::vector<double> times, double part)
{
    std::sort(times.begin(), times.end());
    return times.empty() ? 0 : times[std::min(times.size() - 1, std::size_t(double(times.size()) * part))];
}

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

double fill(Mirror &mirror, qint64 rows)
{
    Catalogue catalogue;
    QElapsedTimer clock;
    clock.start();
    constexpr qint64 inFlight = 8;
    for (qint64 first = 0; first < rows; first += 100 * inFlight) {
        for (qint64 page = 1; page < inFlight && first + page * 100 < rows; ++page) {
            static QObject context;
            mirror.takePage(catalogue.page(first + page * 100, 100)).then(&context, [](const auto &) {});
        }
        if (!wait(mirror.takePage(catalogue.page(first, 100))))
            qFatal("the mirror takes no rows");
    }
    return milliseconds(clock) / 1000;
}

struct Figures
{
    std::vector<double> ms;
    qint64 answers = 0;
};

void ask(Mirror &mirror, const MirrorQuery &query, Figures &figures)
{
    QElapsedTimer clock;
    clock.start();
    const Result<MirrorPage> page = wait(mirror.page(query, 0, shown));
    figures.ms.push_back(milliseconds(clock));
    if (!page || page->rows.size() != std::min(shown, page->total))
        qFatal("a wrong answer");
    ++figures.answers;
}

QString object(const char *name, const Figures &figures)
{
    return u"\"%1\":{\"searches\":%2,\"p50Ms\":%3,\"p95Ms\":%4,\"worstMs\":%5}"_s.arg(QString::fromLatin1(name))
        .arg(figures.answers)
        .arg(share(figures.ms, 0.5), 0, 'f', 2)
        .arg(share(figures.ms, 0.95), 0, 'f', 2)
        .arg(share(figures.ms, 1), 0, 'f', 2);
}

constexpr MirrorColumn columns[] = {MirrorColumn::Number, MirrorColumn::Name,    MirrorColumn::Level,
                                    MirrorColumn::Status, MirrorColumn::Updated, MirrorColumn::Certification,
                                    MirrorColumn::Network};

/// Every beginning and the inner parts of words that occur always, sometimes, once and never, in each column's order.
void typing(Mirror &mirror, Figures &figures)
{
    const QStringList words{u"wee"_s, u"Weekend bag"_s, u"eekend"_s, u"art-0004"_s,     u"oak"_s,        u"CAFE"_s,
                            u"e"_s,   u"7"_s,           u"z"_s,      u"verrane"_s,      u"nord"_s,       u"no. 4"_s,
                            u"991"_s, u"4711"_s,        u"organi"_s, u"nothing here"_s, u"\"no. 12\""_s, u"00012345"_s};
    for (const QString &word : words) {
        for (const MirrorColumn column : columns) {
            for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                for (qsizetype size = 1; size <= word.size(); ++size)
                    ask(mirror, {.text = word.first(size), .column = column, .direction = direction}, figures);
            }
        }
    }
}

void filtering(Mirror &mirror, Figures &figures)
{
    for (const MirrorColumn column : columns) {
        for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            ask(mirror, {.status = u"draft"_s, .column = column, .direction = direction}, figures);
            ask(mirror, {.status = u"claimed"_s, .column = column, .direction = direction}, figures);
            ask(mirror, {.certification = u"certified"_s, .column = column, .direction = direction}, figures);
            ask(mirror, {.network = u"StarknetMainnet"_s, .column = column, .direction = direction}, figures);
            ask(mirror, {.level = u"model"_s, .status = u"archived"_s, .column = column, .direction = direction},
                figures);
            ask(mirror, {.model = u"ART-000000077"_s, .column = column, .direction = direction}, figures);
            ask(mirror, {.column = column, .direction = direction}, figures);
        }
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const qint64 rows = arguments.value(1, u"1000000"_s).toLongLong();
    QTemporaryDir folder;
    const QString path = arguments.value(2, folder.filePath(u"mirror.sqlite"_s));
    const double before = residentMiB();
    double filled = 0;
    {
        Mirror mirror({path, u"bench"_s, u"app"_s});
        if (!wait(mirror.open()))
            qFatal("no mirror at %s", qPrintable(path));
        QCoreApplication::processEvents();
        if (mirror.state().rows < rows)
            filled = fill(mirror, rows);
    }
    QElapsedTimer clock;
    clock.start();
    Mirror mirror({path, u"bench"_s, u"app"_s});
    QEventLoop loop;
    QObject::connect(&mirror, &Mirror::changed, &loop, [&] {
        if (mirror.isOpen() && !mirror.isLoading())
            loop.quit();
    });
    const bool opened = wait(mirror.open()).ok();
    const double openMs = milliseconds(clock);
    loop.exec();
    const double loadedMs = milliseconds(clock);
    const double after = residentMiB();
    Figures typed;
    Figures filtered;
    typing(mirror, typed);
    filtering(mirror, filtered);

    const auto bytes = wait(mirror.memory());
    QTextStream(stdout) << u"{\"ok\":%1,\"rows\":%2,\"fileMiB\":%3,\"putRowsPerS\":%4,\"openMs\":%5,\"loadedMs\":%6,"
                           "\"searchMiB\":%7,\"processMiB\":%8,"_s.arg(opened ? u"true"_s : u"false"_s)
                               .arg(mirror.state().rows)
                               .arg(double(QFileInfo(path).size()) / 1048576, 0, 'f', 0)
                               .arg(filled > 0 ? double(rows) / filled : 0, 0, 'f', 0)
                               .arg(openMs, 0, 'f', 1)
                               .arg(loadedMs, 0, 'f', 0)
                               .arg(bytes ? double(*bytes) / 1048576 : 0, 0, 'f', 1)
                               .arg(after - before, 0, 'f', 1)
                        << object("typing", typed) << ',' << object("filter", filtered) << "}\n";
    return share(typed.ms, 0.95) < 16 && share(filtered.ms, 0.95) < 16 ? 0 : 1;
}
