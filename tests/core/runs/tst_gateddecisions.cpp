// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decisionbatch.h"
#include "core/runs/gatedplans.h"
#include "deskbench.h"
#include "gatebench.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keystone::Decision;

/// Decisions about settlements behind another person's yes.
class TestGatedDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void withoutAYesNothingIsSent();
    void aYesDecidesOnce();
    void rejectingIsAnotherAction();
    void aSettlementThatMovedKeepsTheYes();
    void aBatchSpendsOneYes();
    void aBatchWithoutOneSendsNothing();
    void preparingNeedsNone();

private:
    DecisionRequest request(Decision decision = Decision::Approve) const
    {
        return {m_bench->seen(), decision, u"no hit"_s};
    }
    QString yesTo(const QList<DecisionRequest> &requests)
    {
        Author author = m_bench->officer.author;
        author.user = u"first"_s;
        return approved(*m_bench->ledger, planOf(m_bench->officer.service, requests), author);
    }
    QList<DecisionReport> batch(const QString &approvalId, DecisionBatch::Act act = DecisionBatch::Act::Decide);

    std::unique_ptr<DeskBench> m_bench;
};

void TestGatedDecisions::init()
{
    m_bench = std::make_unique<DeskBench>();
    m_bench->officer.gate = asks(GatedAction::ApproveSettlement, 1);
}

QList<DecisionReport> TestGatedDecisions::batch(const QString &approvalId, DecisionBatch::Act act)
{
    DecisionBatch batch(m_bench->parts());
    QList<DecisionReport> reports;
    connect(&batch, &DecisionBatch::reported, &batch, [&reports](const DecisionReport &report) { reports << report; });
    QSignalSpy ended(&batch, &DecisionBatch::ended);
    batch.start({request()}, act, approvalId);
    if (ended.isEmpty() && !ended.wait(20'000))
        qFatal("the batch did not end");
    return reports;
}

void TestGatedDecisions::withoutAYesNothingIsSent()
{
    const DecisionReport report = m_bench->decide(request());

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, DecisionWhy::ApprovalNeeded);
    QCOMPARE(m_bench->desk.posts, 0);
    QCOMPARE(m_bench->records().size(), 0);
}

void TestGatedDecisions::aYesDecidesOnce()
{
    DecisionRequest approval = request();
    approval.approvalId = yesTo({approval});

    QCOMPARE(m_bench->decide(approval).why, DecisionWhy::Taken);

    DecisionRequest again = request();
    again.approvalId = approval.approvalId;
    QCOMPARE(m_bench->decide(again).why, DecisionWhy::NotApproved);
    QCOMPARE(m_bench->desk.decisions, 1);
}

void TestGatedDecisions::rejectingIsAnotherAction()
{
    DecisionRequest rejection = request(Decision::Reject);
    rejection.approvalId = yesTo({request()});

    const DecisionReport report = m_bench->decide(rejection);

    QCOMPARE(report.why, DecisionWhy::NotApproved);
    QCOMPARE(approvalBarFromWord(report.error->code), ApprovalBar::OtherAction);
    QCOMPARE(m_bench->decide(request(Decision::Reject)).why, DecisionWhy::Taken); // for which nobody has to be asked
}

void TestGatedDecisions::aSettlementThatMovedKeepsTheYes()
{
    DecisionRequest approval = request();
    approval.approvalId = yesTo({approval});
    m_bench->desk.decide(u"approve"_s, u"m2m:somebody"_s);

    QCOMPARE(m_bench->decide(approval).why, DecisionWhy::Moved);
    QCOMPARE(stateOf(*m_bench->ledger, approval.approvalId), ApprovalState::Granted);

    DecisionRequest now = request(); // as it is by now, which nobody approved
    now.approvalId = approval.approvalId;
    QCOMPARE(m_bench->decide(now).why, DecisionWhy::NotApproved);
    QCOMPARE(m_bench->desk.posts, 0);
}

void TestGatedDecisions::aBatchSpendsOneYes()
{
    const QString yes = yesTo({request()});

    const QList<DecisionReport> reports = batch(yes);

    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports.first().why, DecisionWhy::Taken);
    QCOMPARE(stateOf(*m_bench->ledger, yes), ApprovalState::Spent);
}

void TestGatedDecisions::aBatchWithoutOneSendsNothing()
{
    const QList<DecisionReport> reports = batch({});

    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports.first().why, DecisionWhy::ApprovalNeeded);
    QCOMPARE(reports.first().intent.settlementId, m_bench->desk.id);
    QCOMPARE(m_bench->desk.posts, 0);
}

void TestGatedDecisions::preparingNeedsNone()
{
    const QList<DecisionReport> reports = batch({}, DecisionBatch::Act::Prepare);

    QCOMPARE(reports.first().why, DecisionWhy::Prepared);
    QCOMPARE(m_bench->desk.posts, 0);
}

QTEST_GUILESS_MAIN(TestGatedDecisions)
#include "tst_gateddecisions.moc"
