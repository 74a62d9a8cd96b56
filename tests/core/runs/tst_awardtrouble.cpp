// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/awardrun.h"
#include "mintbench.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QTimer>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Batches of awards on bad days: whatever happens to a line, the others are neither lost nor minted twice.
class TestAwardTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aDiskThatFillsUpEndsItBeforeTheNextLineIsSent();
    void aDiskThatIsFullWhenTheAnswerComesLosesNoPoints();
    void aLineTurnedAwayIsNotSentAndTheRestWaits();
    void aPauseOfYearsIsEndedByStopping_data();
    void aPauseOfYearsIsEndedByStopping();
    void manyTurnedAwayEndIt();
    void anAnswerWithoutTheBalanceIsDone();
    void lostAnswersAreSettledByTheirOrders_data();
    void lostAnswersAreSettledByTheirOrders();
    void anAccountThatNobodyHasFailsAlone();
    void aRefusedKeyEndsIt();

private:
    AwardFile file(const QByteArray &rows);
    QByteArray row(const QString &account, int points) const
    {
        return account.toUtf8() + ',' + QByteArray::number(points) + ",test\n";
    }
    /// Of 5, 6 and 7 points.
    AwardOrder threeLines();
    AwardReport run(const AwardOrder &order);
    void execute(const QString &statement);
    void failMint(int which, const QByteArray &effect)
    {
        m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":)" + QByteArray::number(which) +
                             R"(,"effect":)" + effect + "}]");
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<MintBench> m_bench;
};

void TestAwardTrouble::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<MintBench>(*m_sandbox);
    m_bench->manners(R"({"orderMs":0})");
}

void TestAwardTrouble::cleanup()
{
    m_bench.reset();
    m_sandbox.reset();
}

AwardFile TestAwardTrouble::file(const QByteArray &rows)
{
    QFile out(m_bench->folder.filePath(u"awards.csv"_s));
    const QByteArray csv = "account,amount,reason\n" + rows;
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
        qFatal("no file");
    out.close();
    return readAwardFile({.file = out.fileName(), .batch = u"spring"_s}).value();
}

AwardOrder TestAwardTrouble::threeLines()
{
    const AwardFile three =
        file(row(m_bench->accounts[0], 5) + row(m_bench->accounts[1], 6) + row(m_bench->accounts[2], 7));
    return {.file = three, .confirmed = 18};
}

AwardReport TestAwardTrouble::run(const AwardOrder &order)
{
    AwardRun run(m_bench->parts());
    std::optional<AwardReport> report;
    connect(&run, &AwardRun::ended, &run, [&](const AwardReport &end) { report = end; });
    run.start(order);
    if (!QTest::qWaitFor([&] { return report.has_value(); }, 60'000))
        qFatal("the batch did not end");
    return *report;
}

/// On the ledger's file, as something else on this machine would.
void TestAwardTrouble::execute(const QString &statement)
{
    const QString name = u"other"_s;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        other.setDatabaseName(m_bench->ledger->path());
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(statement));
    }
    QSqlDatabase::removeDatabase(name);
}

void TestAwardTrouble::aDiskThatFillsUpEndsItBeforeTheNextLineIsSent()
{
    execute(u"CREATE TRIGGER full BEFORE INSERT ON mint WHEN (SELECT COUNT(*) FROM mint) > 0 "
            "BEGIN SELECT RAISE(ABORT, 'disk'); END"_s);

    const AwardReport report = run(threeLines());

    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(report.counts.done, 1);
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(report.outcomes[1].why, mintWhyWord(MintWhy::NotRecorded));
    QCOMPARE(m_bench->minted(), 5);
    execute(u"DROP TRIGGER full"_s);
    QCOMPARE(run(threeLines()).counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(m_bench->sumOfDone(), 18);
}

void TestAwardTrouble::aDiskThatIsFullWhenTheAnswerComesLosesNoPoints()
{
    execute(u"CREATE TRIGGER full BEFORE UPDATE ON mint BEGIN SELECT RAISE(ABORT, 'disk'); END"_s);

    const AwardReport report = run(threeLines());

    QVERIFY(report.error);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 5);
    execute(u"DROP TRIGGER full"_s);
    const QString path = m_bench->ledger->path();
    m_bench->ledger.reset();
    m_bench->ledger = std::make_unique<Ledger>(path); // what it did not write of ends is looked for anew
    QVERIFY(awaited(m_bench->ledger->open()));
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");

    const AwardReport later = run(threeLines());

    QCOMPARE(later.counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(m_bench->sumOfDone(), 18);
}

void TestAwardTrouble::aLineTurnedAwayIsNotSentAndTheRestWaits()
{
    failMint(2, R"("status","status":429,"retryAfter":"1")");
    AwardRun run(m_bench->parts());
    QList<RetryWait> held;
    connect(&run, &AwardRun::held, &run, [&](const RetryWait &wait) { held << wait; });
    QSignalSpy ended(&run, &AwardRun::ended);

    run.start(threeLines());

    QVERIFY(ended.wait(20'000));
    const auto report = ended.first().first().value<AwardReport>();
    QCOMPARE(report.outcomes[1].outcome, RowOutcome::NotSent);
    QCOMPARE(report.outcomes[1].why, mintWhyWord(MintWhy::TurnedAway));
    QCOMPARE(report.counts.done, 2);
    QVERIFY(!held.isEmpty());
    QCOMPARE(m_bench->minted(), 12);
    QCOMPARE(this->run(threeLines()).counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
}

void TestAwardTrouble::aPauseOfYearsIsEndedByStopping_data()
{
    QTest::addColumn<int>("ended");
    QTest::newRow("as it begins") << 1;
    QTest::newRow("as the next line is written to the ledger") << 2;
}

void TestAwardTrouble::aPauseOfYearsIsEndedByStopping()
{
    QFETCH(int, ended);
    failMint(2, R"("status","status":429,"retryAfter":"Wed, 21 Oct 2099 07:28:00 GMT")");
    AwardRun run(m_bench->parts());
    const auto stopOnce = [&](const AwardCounts &counts) {
        if (counts.ended() == ended)
            QTimer::singleShot(0, &run, &AwardRun::stop); // the next line has begun by then
    };
    connect(&run, &AwardRun::held, &run, [&] { stopOnce(run.counts()); });
    connect(&run, &AwardRun::progressed, &run, [&](const AwardCounts &counts) {
        if (counts.ended() == 2)
            stopOnce(counts);
    });
    QSignalSpy over(&run, &AwardRun::ended);

    run.start(threeLines());

    QVERIFY(over.wait(20'000));
    const auto report = over.first().first().value<AwardReport>();
    QVERIFY(report.isStopped);
    QCOMPARE(report.counts.done, 1);
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 5);
}

void TestAwardTrouble::manyTurnedAwayEndIt()
{
    m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","effect":"status","status":429,"retryAfter":"0"}])");
    QByteArray rows;
    for (int points = 1; points <= 40; ++points)
        rows += row(m_bench->accounts[0], points);
    const AwardFile many = file(rows);

    const AwardReport report = run({.file = many, .confirmed = many.total().value()});

    QVERIFY(report.error);
    QCOMPARE(report.error->kind, ErrorKind::RateLimited);
    QCOMPARE(report.counts.notSent, 40);
    QVERIFY(m_bench->records().size() < 40);
    QCOMPARE(m_bench->minted(), 0);
}

void TestAwardTrouble::anAnswerWithoutTheBalanceIsDone()
{
    m_bench->manners(R"({"orderMs":0,"newAmount":"absent"})");

    const AwardReport report = run(threeLines());

    QCOMPARE(report.counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(run(threeLines()).counts.before, 3);
}

void TestAwardTrouble::lostAnswersAreSettledByTheirOrders_data()
{
    QTest::addColumn<QByteArray>("effect");
    QTest::addColumn<bool>("wasMinted");
    QTest::newRow("before") << QByteArray(R"("resetBefore")") << false;
    QTest::newRow("after") << QByteArray(R"("resetAfter")") << true;
    QTest::newRow("garbage") << QByteArray(R"("garbage")") << true;
    QTest::newRow("cut off") << QByteArray(R"("truncate")") << true;
}

void TestAwardTrouble::lostAnswersAreSettledByTheirOrders()
{
    QFETCH(QByteArray, effect);
    QFETCH(bool, wasMinted);
    failMint(2, effect);

    const AwardReport report = run(threeLines());

    QCOMPARE(report.counts.ended(), 3);
    QCOMPARE(report.counts.done + report.counts.unknown + report.counts.failed, 3);
    QCOMPARE(m_bench->minted(), wasMinted ? 18 : 12); // it was not sent again by itself
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":600})");
    AwardOrder again = threeLines();
    again.afterFailure = AfterFailure::MintAgain;
    run(again);

    const AwardReport last = run(again);

    QCOMPARE(last.counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(m_bench->sumOfDone(), 18);
}

void TestAwardTrouble::anAccountThatNobodyHasFailsAlone()
{
    const AwardFile mixed = file(row(m_bench->accounts[0], 5) + row(u"nobody"_s, 6) + row(m_bench->accounts[2], 7));

    const AwardReport report = run({.file = mixed, .confirmed = 18});

    QCOMPARE(report.counts.done, 2);
    QCOMPARE(report.counts.failed, 1);
    QVERIFY(!report.outcomes[1].detail.isEmpty());
    QVERIFY(!report.error);
    QCOMPARE(m_bench->minted(), 12);
}

void TestAwardTrouble::aRefusedKeyEndsIt()
{
    failMint(2, R"("status","status":401)");

    const AwardReport report = run(threeLines());

    QCOMPARE(report.error->kind, ErrorKind::Unauthorized);
    QCOMPARE(report.counts.done, 1);
    QCOMPARE(report.counts.done + report.counts.notSent + report.counts.failed, 3);
    QVERIFY(report.outcomes[2].mintId.isEmpty());
    QCOMPARE(m_bench->minted(), 5);
}

QTEST_GUILESS_MAIN(TestAwardTrouble)
#include "tst_awardtrouble.moc"
