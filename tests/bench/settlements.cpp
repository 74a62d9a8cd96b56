// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The review of settlements over the sandbox, with 10,000 that wait for a decision: how soon the first page stands
// there, how long a letter in the search and a step of scrolling take until they are painted, and how long each turn of
// the main thread's event loop took while all of that went on and the pages came. Prints one JSON object.
//
//   bench_settlements [COUNT]

#include "core/runs/settlementconnection.h"
#include "figures.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "ui/panels/settlements/settlementssection.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextStream>

using namespace chancery;
using namespace chancery::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int usualCount = 10'000;
constexpr int steps = 400;
constexpr auto pause = std::chrono::milliseconds(20);
constexpr auto patience = std::chrono::minutes(2);

/// Something that a person does again and again; each time until it is painted.
struct Doing
{
    std::function<void(int step)> act;
    std::vector<double> times{};
};

bool waitUntil(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, int(std::chrono::milliseconds(patience).count()));
}

class Bench
{
public:
    explicit Bench(int count)
        : m_count(count)
        , m_theme(*qApp)
        , m_ledger(m_folder.filePath(u"ledger.sqlite"_s))
        , m_connection(
              KeystoneService{m_sandbox.keystone(), m_sandbox.keystoneAuth(), m_sandbox.keystoneClientId(), {}},
              GuardLevel::Normal)
    {
        m_connection.credential().setClient(m_sandbox.keystoneClientId(),
                                            Secret::fromUtf8(m_sandbox.keystoneClientSecret()));
        m_sandbox.post(u"keystone"_s, u"{\"add\":{\"count\":%1,\"flagged\":true}}"_s.arg(count).toUtf8());
        m_sandbox.post(u"clock"_s, R"({"advanceSeconds":60})");
    }

    bool run()
    {
        if (!test::awaited(m_ledger.open()))
            return false;
        m_section = std::make_unique<SettlementsSection>(
            SettlementsSectionParts{
                .client = m_connection.client(),
                .ledger = m_ledger,
                .officer = {.author = {u"first"_s, {}, {}}, .service = u"sandbox"_s, .clientId = {}},
                .place = {}},
            ReaderScope::Queue);
        m_section->resize(1280, 800);
        QElapsedTimer clock;
        clock.start();
        m_section->show();
        m_table = m_section->findChild<QAbstractItemView *>(u"reviewQueue"_s);
        if (!waitUntil([this] { return m_table->model()->rowCount() > 0; }))
            return false;
        m_firstMs = milliseconds(clock);
        m_heart.start();
        work(m_whileLoading);
        if (!waitUntil([this] { return m_table->model()->rowCount() == m_count; }))
            return false;
        m_allMs = milliseconds(clock);
        work(m_scrolling);
        work(m_typing);
        m_heart.beat();
        return true;
    }

    void print() const
    {
        QTextStream out(stdout);
        out << u"{\"settlements\":%1,\"firstPageMs\":%2,\"allMs\":%3,"_s.arg(m_count)
                   .arg(m_firstMs, 0, 'f', 0)
                   .arg(m_allMs, 0, 'f', 0)
            << figures(u"scrollingWhileLoading"_s, m_whileLoading) << figures(u"scrolling"_s, m_scrolling)
            << figures(u"typing"_s, m_typing)
            << u"\"beats\":%1,\"p95GapMs\":%2,\"longestGapMs\":%3}\n"_s.arg(m_heart.beats())
                   .arg(m_heart.gapMs(0.95), 0, 'f', 2)
                   .arg(m_heart.gapMs(1), 0, 'f', 2);
    }

private:
    static QString figures(const QString &name, const Doing &doing)
    {
        return u"\"%1\":{\"p50Ms\":%2,\"p95Ms\":%3,\"worstMs\":%4},"_s.arg(name)
            .arg(share(doing.times, 0.5), 0, 'f', 2)
            .arg(share(doing.times, 0.95), 0, 'f', 2)
            .arg(share(doing.times, 1), 0, 'f', 2);
    }

    void work(Doing &doing)
    {
        for (int step = 0; step < steps; ++step) {
            QElapsedTimer clock;
            clock.start();
            doing.act(step);
            m_table->viewport()->repaint();
            doing.times.push_back(milliseconds(clock));
            test::valueOf(after(pause));
        }
    }

    void scroll(int step)
    {
        QScrollBar &bar = *m_table->verticalScrollBar();
        bar.setValue(int(qint64(bar.maximum()) * (step * 37 % steps) / steps));
    }

    /// Letter by letter, each searched for at once.
    void type(int step)
    {
        static const QString words[] = {u"northwind"_s, u"desk-2"_s, u"bond-2031"_s, u"0xe2"_s, u"treasury"_s};
        const QString &word = words[step / 10 % int(std::size(words))];
        auto *field = m_section->findChild<QLineEdit *>(u"settlementSearch"_s);
        field->setText(word.left(step % 10));
        QTest::keyClick(field, Qt::Key_Return);
    }

    const int m_count;
    Theme m_theme;
    QTemporaryDir m_folder;
    test::SandboxUnderTest m_sandbox;
    Ledger m_ledger;
    SettlementConnection m_connection;
    std::unique_ptr<SettlementsSection> m_section;
    QAbstractItemView *m_table = nullptr;
    Heartbeat m_heart;
    double m_firstMs = 0;
    double m_allMs = 0;
    Doing m_whileLoading{[this](int step) { scroll(step); }};
    Doing m_scrolling{[this](int step) { scroll(step); }};
    Doing m_typing{[this](int step) { type(step); }};
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    Bench bench(arguments.size() > 1 ? arguments.at(1).toInt() : usualCount);
    if (!bench.run())
        return 1;
    bench.print();
    return 0;
}
