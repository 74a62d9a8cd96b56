// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardtest.h"
#include "tests/core/ledger/ledgertest.h"

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What batches of awards keep in the ledger: shared by consoles, short of room, under another clock.
class TestAwardLedger : public AwardTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void aFullDiskEndsItAndIsMadeUpForLater_data();
    void aFullDiskEndsItAndIsMadeUpForLater();
    void anAnswerWithoutTheAmountOrAnOrderIsUnknown();
    void aWalletInPlaceOfAnAccountFailsByItself();
    void twoConsolesMintTheSameBatchOnce();
    void twoConsolesMintWhatTheirBatchesShareOnce();
    void aClockSetBackADayChangesNothing();

private:
    bool inTheLedger(const QString &sql) { return OtherProgram(m_bench->ledger->path()).run(sql); }
    /// As after a start of the program: what was on its way then is unknown.
    void restart()
    {
        const QString path = m_bench->ledger->path();
        m_bench->ledger.reset();
        m_bench->ledger = std::make_unique<Ledger>(path);
        QVERIFY(awaited(m_bench->ledger->open()));
    }
    /// Both begin at the same moment, at one ledger file; yields how they ended.
    std::pair<AwardReport, AwardReport> runBoth(const AwardOrder &here, const AwardOrder &there);
};

void TestAwardLedger::aFullDiskEndsItAndIsMadeUpForLater_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<qint64>("sent");
    QTest::newRow("before a line") << u"INSERT ON mint WHEN NEW.line = 3"_s << qint64(5);
    QTest::newRow("after its answer") << u"UPDATE ON mint WHEN NEW.line = 3"_s << qint64(11);
}

void TestAwardLedger::aFullDiskEndsItAndIsMadeUpForLater()
{
    QFETCH(const QString, when);
    QFETCH(const qint64, sent);
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7) + row(3, 8)));
    QVERIFY(inTheLedger(u"CREATE TRIGGER full BEFORE "_s + when + u" BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const AwardReport full = run(order);

    QVERIFY(full.error);
    QCOMPARE(full.error->kind, ErrorKind::Storage);
    QCOMPARE(m_bench->minted(), sent);
    QCOMPARE(full.counts.pointsDone, sent);
    QCOMPARE(full.counts.done + full.counts.notSent, 4);
    QVERIFY(inTheLedger(u"DROP TRIGGER full"_s));
    QCOMPARE(m_bench->sumOfDone(), sent); // there is room again
    const AwardReport rest = run(order);
    QCOMPARE(rest.counts.done, 4);
    QCOMPARE(rest.counts.before, full.counts.done);
    QCOMPARE(m_bench->minted(), 26);
    QCOMPARE(m_bench->sumOfDone(), 26);
    QVERIFY(!valueOf(m_bench->ledger->verifyAudit()).broken);
}

void TestAwardLedger::anAnswerWithoutTheAmountOrAnOrderIsUnknown()
{
    m_bench->manners(R"({"newAmount":"absent","orders":"late"})");
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6)));

    QCOMPARE(run(order).counts.unknown, 2);
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");

    QCOMPARE(run(order).counts.done, 2);
    QCOMPARE(m_bench->minted(), 11);
    QCOMPARE(m_bench->records().size(), 2);
}

void TestAwardLedger::aWalletInPlaceOfAnAccountFailsByItself()
{
    const QString wallet = m_sandbox->get(u"loyalty"_s)[u"accounts"].items().at(0)[u"walletId"].toString();
    const AwardFile checked = file(wallet.toUtf8() + ",1,test\n" + row(0, 5));
    QCOMPARE(checked.findings.size(), 1);
    QCOMPARE(checked.findings.first().fault, AwardFault::AccountUnusable);
    QCOMPARE(checked.lines.size(), 1);

    AwardFile unchecked = file(row(0, 1) + row(0, 2) + row(0, 3) + row(0, 4) + row(0, 5));
    for (qsizetype place = 0; place < 4; ++place)
        unchecked.lines[place].accountId = wallet;
    const AwardReport report = run(orderOf(unchecked));

    QCOMPARE(report.counts.notSent, 4);
    QCOMPARE(report.outcomes[0].why, mintWhyWord(MintWhy::AccountUnusable));
    QCOMPARE(report.counts.done, 1);
    QVERIFY(!report.error && !report.isStopped);
    QCOMPARE(m_bench->minted(), 5);
}

std::pair<AwardReport, AwardReport> TestAwardLedger::runBoth(const AwardOrder &here, const AwardOrder &there)
{
    MintBench other(*m_sandbox, u"second"_s);
    other.ledger = std::make_unique<Ledger>(m_bench->ledger->path());
    if (!awaited(other.ledger->open()))
        qFatal("no ledger");
    AwardRun first(m_bench->parts());
    AwardRun second(other.parts());
    std::optional<AwardReport> ends[2];
    connect(&first, &AwardRun::ended, &first, [&](const AwardReport &end) { ends[0] = end; });
    connect(&second, &AwardRun::ended, &second, [&](const AwardReport &end) { ends[1] = end; });
    first.start(here);
    second.start(there);
    if (!QTest::qWaitFor([&] { return ends[0] && ends[1]; }, 60'000))
        qFatal("they did not end");
    return {*ends[0], *ends[1]};
}

void TestAwardLedger::twoConsolesMintTheSameBatchOnce()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7) + row(0, 5)));

    const auto [first, second] = runBoth(order, order);

    const bool isTakenByFirst = second.error.has_value();
    const AwardReport &turnedDown = isTakenByFirst ? second : first;
    QVERIFY(turnedDown.error);
    QCOMPARE(turnedDown.error->cause, Cause::RunTaken);
    QCOMPARE((isTakenByFirst ? first : second).counts.done, 4);
    QCOMPARE(m_bench->records().size(), 4);
    QCOMPARE(m_bench->minted(), 23);
    QCOMPARE(m_bench->sumOfDone(), 23);
}

void TestAwardLedger::twoConsolesMintWhatTheirBatchesShareOnce()
{
    const QByteArray shared = row(0, 5) + row(1, 6) + row(2, 7);
    const AwardOrder one = orderOf(file(shared));
    const AwardOrder more = orderOf(file(shared + row(3, 8)));

    runBoth(one, more);

    QCOMPARE(run(one).counts.done, 3);
    QCOMPARE(run(more).counts.done, 4);
    QCOMPARE(m_bench->minted(), 26);
    QCOMPARE(m_bench->sumOfDone(), 26);
}

void TestAwardLedger::aClockSetBackADayChangesNothing()
{
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.profileDay = 12})));
    m_bench->manners(R"({"orders":"late"})");
    m_bench->fault("\"resetAfter\"");
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7)));
    const AwardReport before = run(order, [](AwardRun &run) { run.stop(); });
    QCOMPARE(before.counts.unknown, 1);
    // As if the clock had been a day ahead until now.
    const QString tomorrow = QDateTime::currentDateTimeUtc().addDays(1).toString(u"yyyy-MM-dd"_s);
    QVERIFY(inTheLedger(u"UPDATE mint SET day = '%1', intended_at = '%1' || substr(intended_at, 11), lost_at = '%1' || "
                        "substr(lost_at, 11), service_ahead_ms = -86400000"_s.arg(tomorrow)));
    QVERIFY(inTheLedger(u"UPDATE award_batch SET started_at = '%1' || substr(started_at, 11), finished_at = '%1' || "
                        "substr(finished_at, 11)"_s.arg(tomorrow)));
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");
    restart();

    const AwardReport after = run(order);

    QCOMPARE(after.batchId, before.batchId);
    QCOMPARE(after.outcomes[0].outcome, RowOutcome::Done);
    QCOMPARE(after.outcomes[1].outcome, RowOutcome::Done);
    QCOMPARE(after.outcomes[2].why, mintWhyWord(MintWhy::OverProfileDay)); // yesterday's points count on
    QCOMPARE(m_bench->minted(), 11);
    QCOMPARE(m_bench->sumOfDone(), 11);
    QCOMPARE(m_bench->records().size(), 2);
}

QTEST_GUILESS_MAIN(TestAwardLedger)
#include "tst_awardledger.moc"
