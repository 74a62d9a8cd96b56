// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A ledger of so many mints, and the section that shows them: how long it takes to lift it from schema version 8, until
// the section stands there with its first rows, until each filter has its rows painted, and until a mint is admitted,
// beside the same in an empty ledger, which is the disk's part. Prints one JSON object.
//
//   bench_mints [COUNT]

#include "core/ledger/schema.h"
#include "figures.h"
#include "tests/support/awaited.h"
#include "tests/support/testcredential.h"
#include "ui/panels/points/pointssection.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTestEventLoop>
#include <QTextStream>
#include <QUuid>

using namespace chancery;
using namespace chancery::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int usualCount = 1'000'000;
constexpr int days = 400;
constexpr int openings = 20;
constexpr int steps = 100;
constexpr int patienceMs = 60'000;
constexpr auto pause = std::chrono::milliseconds(10);

/// Of 50,000 accounts, 30 operators and 200 batches; four in five at the first service, 500 of a million without a
/// known end. Numbers are spread so that neighbours have nothing in common.
constexpr QLatin1StringView mints{R"(WITH RECURSIVE
numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?),
spread AS (SELECT i, (i * 2654435761) % 4294967296 AS h, (i - 1) * %1 / ? - %1 + 1 AS day FROM numbers)
INSERT INTO mint SELECT
    i, printf('%08x-0000-4000-8000-%012x', h, i), 'of the dead', CASE i % 5 WHEN 0 THEN 'https://other.test' ELSE ? END,
    printf('%08x-1111-4111-8111-%012d', (h % 50000) * 7919, h % 50000), '0x' || printf('%040x', h % 50000),
    1 + h % 5000, 'loyalty ' || (h % 20), 'operator-' || (h / 50000 % 30), 'profile-' || (h / 70000 % 3), 'Desk',
    printf('%08x-2222-4222-8222-%012x', h, i), printf('%064x', h), '1700',
    CASE i / 2500 % 2 WHEN 0 THEN 'batch-' || (i / 5000) ELSE '' END, i % 2500,
    date('now', day || ' days'), date('now', day || ' days') || 'T06:07:08.009Z',
    CASE i % 2000 WHEN 7 THEN '' ELSE date('now', day || ' days') || 'T06:07:09.010Z' END,
    CASE WHEN i % 2000 = 7 THEN 'unknown' WHEN i % 97 = 3 THEN 'failed' WHEN i % 211 = 5 THEN 'notSent' ELSE 'done' END,
    'minted', '', '2300', '', '', '', '' FROM spread)"};

/// Something that a person does again and again; each time until it is painted.
struct Doing
{
    QString name;
    std::function<void(int step)> act;
    std::vector<double> times{};
};

QString accountOf(int number)
{
    return u"%1-1111-4111-8111-%2"_s.arg(qint64(number) * 7919, 8, 16, QLatin1Char('0'))
        .arg(number, 12, 10, QLatin1Char('0'));
}

class Bench
{
public:
    explicit Bench(int count)
        : m_count(count)
        , m_theme(*qApp)
        , m_credential("test-key")
        , m_http({m_network, m_credential, m_log},
                 {.base = QUrl(u"https://service.test"_s), .guard = Guard(GuardLevel::Normal)})
        , m_client(m_http, u"test-application"_s)
        , m_settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
        , m_ledger(m_folder.filePath(u"ledger.sqlite"_s))
        , m_empty(m_folder.filePath(u"empty.sqlite"_s))
    {}

    bool run()
    {
        if (!fill())
            return false;
        QElapsedTimer clock;
        clock.start();
        if (!test::awaited(m_ledger.open()) || !test::awaited(m_empty.open()))
            return false;
        m_liftMs = milliseconds(clock);
        for (int opening = 0; opening < openings; ++opening)
            if (!openSection())
                return false;
        m_heart.start();
        for (Doing &doing : m_doings)
            for (int step = 0; step < steps; ++step)
                if (!work(doing, step))
                    return false;
        m_heart.beat();
        m_section.reset();
        return admit();
    }

    void print() const
    {
        QTextStream out(stdout);
        out << u"{\"mints\":%1,\"liftMs\":%2,"_s.arg(m_count).arg(m_liftMs, 0, 'f', 0)
            << figures(u"opening"_s, m_opening);
        for (const Doing &doing : m_doings)
            out << figures(doing.name, doing.times);
        out << figures(u"outlook"_s, m_outlook) << figures(u"admission"_s, m_admission)
            << figures(u"admissionToEmpty"_s, m_admissionToEmpty)
            << u"\"beats\":%1,\"p95GapMs\":%2,\"longestGapMs\":%3}\n"_s.arg(m_heart.beats())
                   .arg(m_heart.gapMs(0.95), 0, 'f', 2)
                   .arg(m_heart.gapMs(1), 0, 'f', 2);
    }

private:
    static QString figures(const QString &name, const std::vector<double> &times)
    {
        return u"\"%1\":{\"p50Ms\":%2,\"p95Ms\":%3,\"worstMs\":%4},"_s.arg(name)
            .arg(share(times, 0.5), 0, 'f', 2)
            .arg(share(times, 0.95), 0, 'f', 2)
            .arg(share(times, 1), 0, 'f', 2);
    }

    bool fill()
    {
        SqliteConnection old(ledgerFile(m_ledger.path()));
        if (!old.open(ledgerMigrations().first(8)))
            return false;
        const auto filled = old.transact([&]() -> Result<Nothing> {
            const auto done =
                old.run(QString(mints).replace(u"%1"_s, QString::number(days)), {m_count, m_count, m_client.service()});
            return done ? Result<Nothing>(Nothing{}) : done.error();
        });
        return filled.ok();
    }

    bool openSection()
    {
        m_section.reset();
        QElapsedTimer clock;
        clock.start();
        m_section = std::make_unique<PointsSection>(
            PointsDesk{.client = m_client, .ledger = m_ledger, .settings = m_settings, .author = m_author});
        m_section->resize(1280, 800);
        m_section->show();
        m_table = m_section->findChild<QAbstractItemView *>(u"mintsTable"_s);
        QSignalSpy rows(m_table->model(), &QAbstractItemModel::rowsInserted);
        if (m_table->model()->rowCount() == 0 && !rows.wait(patienceMs))
            return false;
        paint();
        m_opening.push_back(milliseconds(clock));
        return true;
    }

    void paint()
    {
        QCoreApplication::sendPostedEvents();
        m_section->repaint();
    }

    bool work(Doing &doing, int step)
    {
        const QAbstractItemModel *const model = m_table->model();
        QSignalSpy others(model, &QAbstractItemModel::modelReset);
        QSignalSpy further(model, &QAbstractItemModel::rowsInserted);
        QElapsedTimer clock;
        clock.start();
        doing.act(step);
        QSignalSpy &awaitedSignal = doing.name == u"nextPage"_s ? further : others;
        if (awaitedSignal.isEmpty() && !awaitedSignal.wait(patienceMs))
            return false;
        paint();
        doing.times.push_back(milliseconds(clock));
        test::valueOf(after(pause));
        return true;
    }

    template <class T>
    T *find(const QString &name)
    {
        return m_section->findChild<T *>(name);
    }

    void choose(const QString &name, int index)
    {
        const QSignalBlocker quietly(find<QComboBox>(name));
        find<QComboBox>(name)->setCurrentIndex(index);
    }

    /// As by Enter, without the pause that lets a person finish the word.
    void look(const QString &text)
    {
        auto *field = find<QLineEdit>(u"mintsSearch"_s);
        field->setText(text);
        QTest::keyClick(field, Qt::Key_Return);
    }

    /// What text is looked for in: the account, the operator, the batch.
    void lookIn(int column, const QString &text, int outcome = 0)
    {
        choose(u"mintsOutcome"_s, outcome);
        choose(u"mintsBy"_s, column);
        look(text);
    }

    bool admit()
    {
        if (!test::awaited(m_ledger.setMintLimits(m_author, m_limits)) ||
            !test::awaited(m_empty.setMintLimits(m_author, m_limits)))
            return false;
        for (int step = 0; step < 2 * steps; ++step)
            if (!time(m_outlook, m_ledger.mintOutlook(mint(step))) ||
                !time(m_admission, m_ledger.intendMint(mint(step))) ||
                !time(m_admissionToEmpty, m_empty.intendMint(mint(step))))
                return false;
        return true;
    }

    template <class T>
    static bool time(std::vector<double> &times, Pending<T> pending)
    {
        QElapsedTimer clock;
        clock.start();
        bool isDone = false;
        QTestEventLoop loop; // which looks up at once, where others sleep in between
        std::move(pending).then(&loop, [&](const Result<T> &done) {
            isDone = done.ok();
            times.push_back(milliseconds(clock));
            loop.exitLoop();
        });
        loop.enterLoopMSecs(patienceMs);
        return isDone;
    }

    MintIntent mint(int number) const
    {
        return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                .service = m_client.service(),
                .accountId = accountOf(number),
                .points = 6000 + number,
                .reason = u"bench"_s,
                .author = m_author,
                .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces)};
    }

    const int m_count;
    const Author m_author{u"operator-7"_s, u"profile-1"_s, u"Desk"_s};
    const MintLimits m_limits{
        .action = 10'000, .accountDay = 1'000'000'000, .operatorDay = 1'000'000'000, .profileDay = 1'000'000'000};
    Theme m_theme;
    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    RequestLog m_log;
    test::TestCredential m_credential;
    HttpClient m_http;
    keyban::LoyaltyClient m_client;
    QSettings m_settings;
    Ledger m_ledger;
    Ledger m_empty;
    std::unique_ptr<PointsSection> m_section;
    QAbstractItemView *m_table = nullptr;
    Heartbeat m_heart;
    double m_liftMs = 0;
    std::vector<double> m_opening;
    std::vector<double> m_outlook;
    std::vector<double> m_admission;
    std::vector<double> m_admissionToEmpty;
    std::vector<Doing> m_doings{
        {u"account"_s, [this](int step) { lookIn(0, accountOf(step * 491 % 50'000)); }},
        {u"absent"_s, [this](int step) { lookIn(step % 3, u"none-%1"_s.arg(step), step % 5); }},
        {u"operator"_s, [this](int step) { lookIn(1, u"operator-%1"_s.arg(step * 7 % 30)); }},
        {u"batch"_s, [this](int step) { lookIn(2, u"batch-%1"_s.arg(step * 37 % 200)); }},
        {u"operatorAndOutcome"_s,
         [this](int step) { lookIn(1, u"operator-%1"_s.arg((step + 3) * 7 % 30), 1 + step % 4); }},
        {u"batchAndOutcome"_s, [this](int step) { lookIn(2, u"batch-%1"_s.arg(step * 37 % 200), 1 + step % 4); }},
        {u"outcome"_s,
         [this](int step) {
             if (step == 0)
                 lookIn(0, {});
             find<QComboBox>(u"mintsOutcome"_s)->setCurrentIndex((step + 1) % 5);
         }},
        {u"nextPage"_s, [this](int) { find<QPushButton>(u"moreMints"_s)->click(); }}};
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
