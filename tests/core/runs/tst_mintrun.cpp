// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mintbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// One mint and the bad days it meets, against the sandbox.
class TestMintRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void pointsAreMintedOnce();
    void whatCannotBeRightIsNeitherKeptNorSent_data();
    void whatCannotBeRightIsNeitherKeptNorSent();
    void whatTheServiceRefusesHasFailed();
    void anUnknownAccountHasFailed();
    void tooManyRequestsMeanNotSent();
    void aLostAnswerIsFoundAmongTheOrders_data();
    void aLostAnswerIsFoundAmongTheOrders();
    void aComputerWhoseClockIsBehindFindsItToo();
    void aComputerWhoseClockIsAheadFindsItToo();
    void ordersThatComeLateCloseItThen();
    void ordersThatComeTwiceCountOnce();
    void withoutOrdersItStaysUnknown();
    void whatWasNotMintedIsProvenByOrdersAndBalance();
    void beforeItsTimeAbsenceProvesNothing();
    void withoutABalanceAbsenceProvesLittle();
    void anOrderThatNamesTheKeyIsProof();
    void whatAnotherLedgerMintedIsNotOurs();
    void anotherMintOfTheSameAsksFirst();
    void overTheLimitNothingIsSent();
    void whatTheLedgerDoesNotTakeIsNotSent();
    void anOperatorsWordNeedsAReason();
    void aDroppedMintIsUnknownInTheLedger();

private:
    bool sent(const MintReport &report) const { return report.outcome != RowOutcome::NotSent; }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<MintBench> m_bench;
};

void TestMintRun::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<MintBench>(*m_sandbox);
    m_bench->manners(R"({"orderMs":0})");
}

void TestMintRun::cleanup()
{
    m_bench.reset();
    m_sandbox.reset();
}

void TestMintRun::pointsAreMintedOnce()
{
    const MintReport report = m_bench->mint(600);

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.newAmount, u"600"_s);
    QCOMPARE(m_bench->minted(), 600);
    const MintRecord record = m_bench->records().first();
    QCOMPARE(record.end.why, u"minted"_s);
    QCOMPARE(record.intent.balanceBefore, u"0"_s);
    QVERIFY(record.intent.walletId.startsWith(u'G'));
    QVERIFY(!record.intent.idempotencyKey.isEmpty() && !record.intent.digest.isEmpty());
}

void TestMintRun::whatCannotBeRightIsNeitherKeptNorSent_data()
{
    QTest::addColumn<QString>("account");
    QTest::addColumn<qint64>("points");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("why");
    QTest::newRow("zero") << u"a"_s << qint64(0) << u"r"_s << int(MintWhy::AmountUnusable);
    QTest::newRow("negative") << u"a"_s << qint64(-1) << u"r"_s << int(MintWhy::AmountUnusable);
    QTest::newRow("2^53") << u"a"_s << (qint64(1) << 53) << u"r"_s << int(MintWhy::AmountUnusable);
    QTest::newRow("wallet") << QString(u'G' + QString(55, u'A')) << qint64(1) << u"r"_s
                            << int(MintWhy::AccountUnusable);
    QTest::newRow("no reason") << u"a"_s << qint64(1) << u" "_s << int(MintWhy::ReasonMissing);
}

void TestMintRun::whatCannotBeRightIsNeitherKeptNorSent()
{
    QFETCH(const QString, account);
    QFETCH(const qint64, points);
    QFETCH(const QString, reason);
    QFETCH(const int, why);

    const MintReport report = m_bench->mint({.accountId = account, .points = points, .reason = reason});

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(int(report.why), why);
    QVERIFY(m_bench->records().isEmpty());
    QVERIFY(m_sandbox->get(u"requests"_s)[u"requests"].items().empty());
}

void TestMintRun::whatTheServiceRefusesHasFailed()
{
    m_bench->manners(R"({"quota":5})");

    const MintReport report = m_bench->mint(6);

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.error->code, u"BILLING_QUOTA_EXCEEDED"_s);
    QCOMPARE(m_bench->minted(), 0);
}

void TestMintRun::anUnknownAccountHasFailed()
{
    const MintReport report = m_bench->mint({.accountId = u"nobody"_s, .points = 1, .reason = u"r"_s});

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.error->code, u"LOYALTY_ACCOUNT_NOT_FOUND"_s);
}

void TestMintRun::tooManyRequestsMeanNotSent()
{
    m_bench->fault(R"("status","status":429,"retryAfter":"Wed, 21 Oct 2099 07:28:00 GMT")");

    const MintReport report = m_bench->mint(5);

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, MintWhy::TurnedAway);
    QVERIFY(report.error->retryAfter.has_value());
    QCOMPARE(m_bench->records().first().end.outcome, RowOutcome::NotSent);
}

void TestMintRun::aLostAnswerIsFoundAmongTheOrders_data()
{
    QTest::addColumn<QByteArray>("effect");
    QTest::newRow("reset after commit") << QByteArray(R"("resetAfter")");
    QTest::newRow("cut short") << QByteArray(R"("truncate")");
    QTest::newRow("garbage") << QByteArray(R"("garbage")");
    QTest::newRow("no newamount") << QByteArray();
}

void TestMintRun::aLostAnswerIsFoundAmongTheOrders()
{
    QFETCH(const QByteArray, effect);
    if (effect.isEmpty())
        m_bench->manners(R"({"newAmount":"absent"})");
    else
        m_bench->fault(effect);

    const MintReport report = m_bench->mint(600);

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.why, MintWhy::ShownByOrder);
    QCOMPARE(m_bench->minted(), 600);
    QCOMPARE(m_bench->records().first().end.orderId, report.evidence->order->id);
    QCOMPARE(m_bench->records().first().end.balanceLost, u"600"_s);
}

void TestMintRun::aComputerWhoseClockIsBehindFindsItToo()
{
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":3600})");
    m_bench->fault(R"("resetAfter")");

    const MintReport report = m_bench->mint(600);

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.why, MintWhy::ShownByOrder);
    const qint64 aheadMs = m_bench->records().first().intent.serviceAheadMs;
    QVERIFY2(qAbs(aheadMs - 3'600'000) < 10'000, qPrintable(QString::number(aheadMs)));
    QVERIFY(report.evidence->read < QDateTime::currentDateTimeUtc().addSecs(60));
}

void TestMintRun::aComputerWhoseClockIsAheadFindsItToo()
{
    const QDateTime there = QDateTime::fromString(u"2026-04-01T05:06:07Z"_s, Qt::ISODate);
    const QDateTime here = there.addSecs(3600);
    MintRecord mint{.sequence = 1, .intended = here};
    mint.intent.points = 5;
    mint.intent.balanceBefore = u"0"_s;
    mint.intent.serviceAheadMs = -3'600'000;
    mint.end.lost = here.addSecs(2);
    mint.end.balanceLost = u"5"_s;
    keyban::LoyaltyOrder order;
    order.id = u"o-1"_s;
    order.type = u"MINT"_s;
    order.amount = u"5"_s;
    order.createdAt = there.addSecs(1);
    const MintReading reading{.orders = QList{order}, .balance = u"5"_s};

    const MintEvidence evidence = weighed({mint, {}, reading, there.addSecs(10)}, {});
    mint.intent.serviceAheadMs = 0;
    const MintEvidence byOneClock = weighed({mint, {}, reading, there.addSecs(10)}, {});

    QCOMPARE(evidence.strength, EvidenceStrength::Strong);
    QCOMPARE(evidence.speaksFor, RowOutcome::Done);
    QCOMPARE(byOneClock.candidates, 0);
}

void TestMintRun::ordersThatComeLateCloseItThen()
{
    m_bench->manners(R"({"orders":"late"})");
    m_bench->fault(R"("resetAfter")");
    const MintReport lost = m_bench->mint(600);
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");

    const MintReport found = m_bench->reconcileLast();

    QCOMPARE(lost.outcome, RowOutcome::Unknown);
    QVERIFY(lost.evidence && lost.evidence->balanceNow == u"600");
    QCOMPARE(found.outcome, RowOutcome::Done);
    QVERIFY(m_bench->records().first().settled.isValid());
}

void TestMintRun::ordersThatComeTwiceCountOnce()
{
    m_bench->manners(R"({"orders":"twice"})");
    m_bench->fault(R"("resetAfter")");

    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Done);
}

void TestMintRun::withoutOrdersItStaysUnknown()
{
    m_bench->manners(R"({"orders":"never"})");
    m_bench->fault(R"("resetAfter")");
    const MintReport lost = m_bench->mint(600);
    m_bench->patience.notMintedAfter = std::chrono::seconds(-60);

    const MintReport later = m_bench->reconcileLast();

    QCOMPARE(lost.outcome, RowOutcome::Unknown);
    QCOMPARE(later.outcome, RowOutcome::Unknown);
    QCOMPARE(later.evidence->strength, EvidenceStrength::Weak); // the balance rose by as much
    QCOMPARE(later.evidence->speaksFor, RowOutcome::Done);
    QVERIFY(!m_bench->records().first().settled.isValid());
}

void TestMintRun::whatWasNotMintedIsProvenByOrdersAndBalance()
{
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Done);
    m_bench->fault(R"("resetBefore")");
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Unknown);
    QCOMPARE(m_bench->mint(7).outcome, RowOutcome::Done);
    const MintRecord open = valueOf(m_bench->ledger->mints({.which = MintQuery::Which::Unresolved})).first();
    m_bench->patience.notMintedAfter = std::chrono::seconds(-60);

    const MintReport report = m_bench->reconcile(open);

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.why, MintWhy::NotMinted);
    QCOMPARE(report.evidence->givenSince, 7);
    QCOMPARE(m_bench->minted(), m_bench->sumOfDone());
}

void TestMintRun::beforeItsTimeAbsenceProvesNothing()
{
    m_bench->fault(R"("resetBefore")");
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Unknown);

    QCOMPARE(m_bench->reconcileLast().outcome, RowOutcome::Unknown);
}

void TestMintRun::withoutABalanceAbsenceProvesLittle()
{
    m_bench->manners(R"({"offersAccounts":false})");
    m_bench->patience.notMintedAfter = std::chrono::seconds(-60);
    m_bench->fault(R"("resetBefore")");
    const QString wallet = m_sandbox->get(u"loyalty"_s)[u"accounts"].items().at(0)[u"walletId"].toString();

    const MintReport report =
        m_bench->mint({.accountId = m_bench->accounts[0], .points = 600, .reason = u"r"_s, .walletId = wallet});

    QCOMPARE(report.outcome, RowOutcome::Unknown);
    QCOMPARE(report.evidence->speaksFor, RowOutcome::Failed);
    QCOMPARE(report.evidence->strength, EvidenceStrength::Weak);
}

void TestMintRun::anOrderThatNamesTheKeyIsProof()
{
    m_bench->manners(R"({"showsKeys":true,"offersAccounts":false})");
    const QString wallet = m_sandbox->get(u"loyalty"_s)[u"accounts"].items().at(0)[u"walletId"].toString();
    MintBench other(*m_sandbox, u"second"_s);
    QCOMPARE(other.mint(600).outcome, RowOutcome::Done);
    m_bench->fault(R"("resetAfter")");

    const MintReport report =
        m_bench->mint({.accountId = m_bench->accounts[0], .points = 600, .reason = u"r"_s, .walletId = wallet});

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.evidence->order->idempotencyKey, report.intent.idempotencyKey);
}

/// Two ledgers at one account: the other's order must not close our mint.
void TestMintRun::whatAnotherLedgerMintedIsNotOurs()
{
    MintBench other(*m_sandbox, u"second"_s);
    m_bench->fault(R"("resetBefore")");
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Unknown);
    QCOMPARE(other.mint(600).outcome, RowOutcome::Done);
    m_bench->patience.notMintedAfter = std::chrono::seconds(-60);

    const MintReport report = m_bench->reconcileLast();

    QCOMPARE(report.outcome, RowOutcome::Unknown);
    QCOMPARE(report.evidence->strength, EvidenceStrength::Weak);
    QCOMPARE(m_bench->minted(), other.sumOfDone());
}

void TestMintRun::anotherMintOfTheSameAsksFirst()
{
    m_bench->fault(R"("resetBefore")");
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Unknown);

    const MintReport asked = m_bench->mint(600);
    const MintReport despite = m_bench->mint({.accountId = m_bench->accounts[0],
                                              .points = 600,
                                              .reason = u"r"_s,
                                              .despite = {asked.admission.blocking.first().intent.id}});

    QCOMPARE(asked.why, MintWhy::Unresolved);
    QVERIFY(!sent(asked));
    QCOMPARE(despite.outcome, RowOutcome::Done);
    QCOMPARE(m_bench->minted(), 600);
}

void TestMintRun::overTheLimitNothingIsSent()
{
    const MintReport report = m_bench->mint(10'001);

    QCOMPARE(report.why, MintWhy::OverAction);
    QCOMPARE(report.admission.limit, 10'000);
    QCOMPARE(m_bench->minted(), 0);
}

void TestMintRun::whatTheLedgerDoesNotTakeIsNotSent()
{
    Ledger closed(m_bench->folder.filePath(u"never-opened.sqlite"_s));
    MintRun run({m_bench->client, closed, m_bench->author, m_bench->patience});
    std::optional<MintReport> report;
    connect(&run, &MintRun::ended, this, [&](const MintReport &end) { report = end; });

    run.mint({.accountId = m_bench->accounts[0], .points = 1, .reason = u"r"_s});

    QTRY_VERIFY(report.has_value());
    QCOMPARE(report->why, MintWhy::NotRecorded);
    QCOMPARE(m_bench->minted(), 0);
}

void TestMintRun::anOperatorsWordNeedsAReason()
{
    m_bench->fault(R"("resetBefore")");
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Unknown);
    const MintRecord open = m_bench->records().first();
    const MintEnd bare{.outcome = RowOutcome::Failed, .closedBy = u"first"_s};
    MintEnd word = bare;
    word.detail = u"the service's support says so"_s;

    QVERIFY(!awaited(closeMint(*m_bench->ledger, open, bare)));
    QVERIFY(awaited(closeMint(*m_bench->ledger, open, word)));

    QCOMPARE(m_bench->records().first().end.closedBy, u"first"_s);
    QCOMPARE(m_bench->records().first().end.why, u"word"_s);
    QCOMPARE(m_bench->mint(600).outcome, RowOutcome::Done);
}

void TestMintRun::aDroppedMintIsUnknownInTheLedger()
{
    m_bench->fault(R"("mute")");
    auto run = std::make_unique<MintRun>(m_bench->parts());
    run->mint({.accountId = m_bench->accounts[0], .points = 5, .reason = u"r"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->minted(), 5, 20'000);

    run.reset();

    QCOMPARE(m_bench->records().first().end.why, u"abandoned"_s);
    QCOMPARE(m_bench->reconcileLast().outcome, RowOutcome::Done);
}

QTEST_GUILESS_MAIN(TestMintRun)
#include "tst_mintrun.moc"
