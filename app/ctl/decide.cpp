// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/settlements.h"
#include "app/ctl/settlementservice.h"
#include "app/ctl/settlementtext.h"

#include "core/runs/decisionrun.h"
#include "core/runs/gatedplans.h"
#include "ui/words/decisiontext.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

Exit exitOfNotSent(const DecisionReport &report)
{
    switch (report.why) {
    case DecisionWhy::Prepared:
        return AllDone;
    case DecisionWhy::ReasonMissing:
        return BadUsage;
    case DecisionWhy::NotPrepared:
    case DecisionWhy::PreparedOtherwise:
    case DecisionWhy::SameOfficer:
    case DecisionWhy::ApprovalNeeded:
    case DecisionWhy::NotApproved:
        return Denied;
    case DecisionWhy::UnderWay:
    case DecisionWhy::Unresolved:
        return Interrupted;
    case DecisionWhy::Moved:
        return SomeFailed;
    default:
        return report.error ? exitFor(*report.error) : Unreachable;
    }
}

Exit exitOf(const DecisionReport &report)
{
    switch (report.outcome) {
    case RowOutcome::Done:
        return AllDone;
    case RowOutcome::Failed:
        return report.why == DecisionWhy::Refused ? Unreachable : SomeFailed;
    case RowOutcome::NotSent:
        return exitOfNotSent(report);
    case RowOutcome::Unknown:
        break;
    }
    return Interrupted;
}

/// Reads the settlement, and decides about it as it was then.
class DecideCommand : public QObject
{
public:
    DecideCommand(const SettlementOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
        , m_ledger(ledgerPath(options.common))
        , m_gate(service.profile, m_ledger, options.asked)
        , m_run({service.client(), m_ledger, officerOf(service.profile, systemUser())})
    {
        connect(&m_run, &DecisionRun::ended, this, &DecideCommand::finish);
    }

    void start()
    {
        QDir().mkpath(m_options.common.dataDir);
        m_ledger.open()
            .andThen([this](Nothing) { return m_service.client().readSettlement(m_options.id); })
            .then(this, [this](const Result<Settlement> &seen) {
                if (!seen)
                    fail(sentence(seen.error()), exitFor(seen.error()));
                act(*seen);
            });
    }

private:
    void act(const Settlement &seen)
    {
        if (!m_options.state.isEmpty() && seen.state != m_options.state) {
            fail(tr("Nothing was sent: the settlement is in %1, not in %2.").arg(seen.state, m_options.state),
                 SomeFailed);
        }
        const DecisionRequest request{
            seen, m_options.decision == u"approve" ? keystone::Decision::Approve : keystone::Decision::Reject,
            m_options.reason};
        if (m_options.act == SettlementOptions::Act::Prepare)
            return m_run.prepare(request);
        const Officer officer = officerOf(m_service.profile, systemUser());
        m_gate.pass(planOf(officer.service, {request}), officer.author, [this, request](const QString &approvalId) {
            DecisionRequest approved = request;
            approved.approvalId = approvalId;
            m_run.decide(approved);
        });
    }

    void finish(const DecisionReport &report)
    {
        if (m_options.common.json)
            printJson(reportJson(report));
        remark(describe(report));
        QCoreApplication::exit(exitOf(report));
    }

    const SettlementOptions m_options;
    SettlementService &m_service;
    Ledger m_ledger;
    GatePass m_gate;
    DecisionRun m_run;
};

} // namespace

int decideSettlement(const SettlementOptions &options)
{
    std::unique_ptr<DecideCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<DecideCommand>(options, service);
        command->start();
    });
}

} // namespace chancery::ctl
