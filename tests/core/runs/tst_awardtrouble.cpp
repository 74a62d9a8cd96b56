// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardtest.h"
#include "tests/core/ledger/ledgertest.h"

#include <QTimer>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Batches of awards on bad days: whatever happens to a line, the others are neither lost nor minted twice.
class TestAwardTrouble : public AwardTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
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
    /// Of 5, 6 and 7 points.
    AwardOrder threeLines() { return orderOf(file(row(0, 5) + row(1, 6) + row(2, 7))); }
    bool inTheLedger(const QString &sql) { return OtherProgram(m_bench->ledger->path()).run(sql); }
    void failMint(int which, const QByteArray &effect)
    {
        m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":)" + QByteArray::number(which) +
                             R"(,"effect":)" + effect + "}]");
    }
};

void TestAwardTrouble::aDiskThatFillsUpEndsItBeforeTheNextLineIsSent()
{
    QVERIFY(inTheLedger(u"CREATE TRIGGER full BEFORE INSERT ON mint WHEN (SELECT COUNT(*) FROM mint) > 0 "
                        "BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const AwardReport report = run(threeLines());

    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(report.counts.done, 1);
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(report.outcomes[1].why, mintWhyWord(MintWhy::NotRecorded));
    QCOMPARE(m_bench->minted(), 5);
    QVERIFY(inTheLedger(u"DROP TRIGGER full"_s));
    QCOMPARE(run(threeLines()).counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(m_bench->sumOfDone(), 18);
}

void TestAwardTrouble::aDiskThatIsFullWhenTheAnswerComesLosesNoPoints()
{
    QVERIFY(inTheLedger(u"CREATE TRIGGER full BEFORE UPDATE ON mint BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const AwardReport report = run(threeLines());

    QVERIFY(report.error);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 5);
    QVERIFY(inTheLedger(u"DROP TRIGGER full"_s));
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
        rows += row(0, points);
    const AwardFile many = file(rows);

    const AwardReport report = run(orderOf(many));

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
    const AwardFile mixed = file(row(0, 5) + "nobody,6,test\n" + row(2, 7));

    const AwardReport report = run(orderOf(mixed));

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
