// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardtest.h"
#include "core/runs/gatedplans.h"
#include "gatebench.h"

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Points behind another person's yes, against the sandbox.
class TestGatedMints : public AwardTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        begin();
        m_bench->gate = asks(GatedAction::Mint, 500);
    }
    void cleanup() { end(); }
    void belowTheRuleNobodyIsAsked();
    void withoutAYesNothingIsSent();
    void aYesMintsOnce();
    void aChangedPlanIsNotWhatWasApproved_data();
    void aChangedPlanIsNotWhatWasApproved();
    void aYesAtADeskIsTooLittle();
    void somebodyElsesYesCountsForNothing();
    void aYesLiftsTheLimit();
    void aMintThatIsBarredKeepsItsYes();
    void theYesAndTheIntentAreOneEntryAfterTheOther();
    void aBatchNeedsOneYes();
    void aBatchIsCarriedOnWithItsYes();
    void anotherBatchNeedsItsOwn();

private:
    MintRequest request(qint64 points = 600) const
    {
        return {.accountId = m_bench->accounts[0], .points = points, .reason = u"test"_s};
    }
    GatedPlan plan(const MintRequest &what) { return planOf(m_bench->client.service(), what); }
    GatedPlan plan(const AwardOrder &what) { return planOf(m_bench->client.service(), what); }
    QString yesTo(const GatedPlan &what, ApprovalWay way = ApprovalWay::Phone)
    {
        return approved(*m_bench->ledger, what, m_bench->author, way);
    }
    MintReport mintWith(MintRequest what, const QString &approvalId)
    {
        what.approvalId = approvalId;
        return m_bench->mint(what);
    }
    static ApprovalBar barOf(const MintReport &report)
    {
        return report.error ? approvalBarFromWord(report.error->code) : ApprovalBar::None;
    }
};

void TestGatedMints::belowTheRuleNobodyIsAsked()
{
    QCOMPARE(m_bench->mint(request(499)).outcome, RowOutcome::Done);
    QCOMPARE(m_bench->minted(), 499);
}

void TestGatedMints::withoutAYesNothingIsSent()
{
    const MintReport report = m_bench->mint(request(500));

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, MintWhy::ApprovalNeeded);
    QCOMPARE(report.error->cause, Cause::ApprovalMissing);
    QCOMPARE(report.error->subject, plan(request(500)).shortCode());
    QCOMPARE(m_bench->records().size(), 0);
    QCOMPARE(m_bench->minted(), 0);
}

void TestGatedMints::aYesMintsOnce()
{
    const QString yes = yesTo(plan(request()));

    QCOMPARE(mintWith(request(), yes).outcome, RowOutcome::Done);
    const MintReport again = mintWith(request(), yes);

    QCOMPARE(again.why, MintWhy::NotApproved);
    QCOMPARE(barOf(again), ApprovalBar::AlreadySpent);
    QCOMPARE(m_bench->minted(), 600);
    const ApprovalRecord record = valueOf(m_bench->ledger->approvals({.id = yes})).first();
    QCOMPARE(record.state, ApprovalState::Spent);
    QCOMPARE(record.spentFor, m_bench->records().first().intent.id);
}

void TestGatedMints::aChangedPlanIsNotWhatWasApproved_data()
{
    QTest::addColumn<int>("account");
    QTest::addColumn<qint64>("points");
    QTest::addColumn<QString>("reason");
    QTest::newRow("another account") << 1 << qint64(600) << u"test"_s;
    QTest::newRow("one point more") << 0 << qint64(601) << u"test"_s;
    QTest::newRow("another reason") << 0 << qint64(600) << u"tests"_s;
}

void TestGatedMints::aChangedPlanIsNotWhatWasApproved()
{
    QFETCH(const int, account);
    QFETCH(const qint64, points);
    QFETCH(const QString, reason);
    const QString yes = yesTo(plan(request()));

    const MintReport report =
        mintWith({.accountId = m_bench->accounts[account], .points = points, .reason = reason}, yes);

    QCOMPARE(report.why, MintWhy::NotApproved);
    QCOMPARE(barOf(report), ApprovalBar::PlanChanged);
    QCOMPARE(m_bench->minted(), 0);
    QCOMPARE(stateOf(*m_bench->ledger, yes), ApprovalState::Granted); // for what was approved it still counts
    QCOMPARE(mintWith(request(), yes).outcome, RowOutcome::Done);
}

void TestGatedMints::aYesAtADeskIsTooLittle()
{
    const QString yes = yesTo(plan(request()), ApprovalWay::Desk);

    QCOMPARE(barOf(mintWith(request(), yes)), ApprovalBar::OtherWay);

    m_bench->gate = asks(GatedAction::Mint, 500, GateNeed::SecondPerson);
    QCOMPARE(mintWith(request(), yes).outcome, RowOutcome::Done);
}

void TestGatedMints::somebodyElsesYesCountsForNothing()
{
    Author other = m_bench->author;
    other.user = u"second"_s;
    const QString yes = approved(*m_bench->ledger, plan(request()), other);

    QCOMPARE(barOf(mintWith(request(), yes)), ApprovalBar::OtherAuthor);
    QCOMPARE(m_bench->minted(), 0);
}

void TestGatedMints::aYesLiftsTheLimit()
{
    m_bench->gate = {};
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.action = 100, .operatorDay = 150})));

    QCOMPARE(m_bench->mint(request()).why, MintWhy::OverAction);
    QCOMPARE(mintWith(request(), yesTo(plan(request()), ApprovalWay::Desk)).outcome, RowOutcome::Done);
    QCOMPARE(m_bench->mint(request(50)).why, MintWhy::OverOperatorDay); // what was approved counts as well
}

void TestGatedMints::aMintThatIsBarredKeepsItsYes()
{
    m_bench->gate = {};
    m_bench->manners(R"({"orderMs":60000})");
    m_bench->fault("\"resetAfter\"");
    QCOMPARE(m_bench->mint(request()).outcome, RowOutcome::Unknown);
    const QString yes = yesTo(plan(request()));

    QCOMPARE(mintWith(request(), yes).why, MintWhy::Unresolved);
    QCOMPARE(stateOf(*m_bench->ledger, yes), ApprovalState::Granted);
}

void TestGatedMints::theYesAndTheIntentAreOneEntryAfterTheOther()
{
    const QString yes = yesTo(plan(request()));
    QCOMPARE(mintWith(request(), yes).outcome, RowOutcome::Done);

    QList<AuditEntry> entries = valueOf(m_bench->ledger->auditEntries({.limit = 100}));
    std::reverse(entries.begin(), entries.end());
    const auto spent = std::find_if(entries.begin(), entries.end(),
                                    [](const AuditEntry &entry) { return entry.event == u"approval.spent"; });
    QVERIFY(spent != entries.end() && spent + 1 != entries.end());
    QCOMPARE((spent + 1)->event, u"mint.intended"_s);
    const json::Value content = json::parse(spent->content).value();
    QCOMPARE(content[u"approver"].toString(), u"did:bkey:zGrace"_s);
    QVERIFY(!content[u"tokenId"].toString().isEmpty());
    QCOMPARE(content[u"plan"].toString(), QString::fromLatin1(plan(request()).hash().toHex()));
}

void TestGatedMints::aBatchNeedsOneYes()
{
    AwardOrder order = orderOf(file(row(0, 200) + row(1, 200) + row(2, 200)));

    const AwardReport refused = run(order);
    QCOMPARE(refused.error->cause, Cause::ApprovalMissing);
    QVERIFY(refused.batchId.isEmpty());
    QCOMPARE(m_bench->minted(), 0);

    order.approvalId = yesTo(plan(order));
    QCOMPARE(run(order).counts.done, 3);
    QCOMPARE(m_bench->minted(), 600);
}

void TestGatedMints::aBatchIsCarriedOnWithItsYes()
{
    AwardOrder order = orderOf(file(row(0, 200) + row(1, 200) + row(2, 200)));
    order.approvalId = yesTo(plan(order));
    const AwardReport stopped = run(order, [](AwardRun &under) { under.stop(); });
    QVERIFY(stopped.counts.done < 3);

    order.approvalId.clear();
    QCOMPARE(run(order).counts.done, 3);
    QCOMPARE(m_bench->minted(), 600);
}

void TestGatedMints::anotherBatchNeedsItsOwn()
{
    AwardOrder order = orderOf(file(row(0, 300) + row(1, 300)));
    order.approvalId = yesTo(plan(order));
    QCOMPARE(run(order).counts.done, 2);

    AwardOrder other = orderOf(file(row(1, 300) + row(2, 300), u"summer"_s));
    other.approvalId = order.approvalId;
    const AwardReport refused = run(other);

    QCOMPARE(refused.error->cause, Cause::ApprovalVoid);
    QCOMPARE(m_bench->minted(), 600);
}

QTEST_GUILESS_MAIN(TestGatedMints)
#include "tst_gatedmints.moc"
