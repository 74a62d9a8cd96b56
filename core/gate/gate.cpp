// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/gate/gate.h"

#include "core/async/errorof.h"

#include <algorithm>

namespace chancery {

namespace {

Result<Nothing> verdict(const GatedPlan &plan, ApprovalBar bar)
{
    if (bar == ApprovalBar::None)
        return Nothing{};
    return approvalVoid(plan.hash(), bar);
}

/// Whether this very plan was begun with a yes that was good enough.
Result<Nothing> wasBegun(const QList<ApprovalRecord> &known, const GatedPlan &plan, ApprovalWay least)
{
    const bool isBegun = std::any_of(known.begin(), known.end(), [&](const ApprovalRecord &record) {
        return record.state == ApprovalState::Spent && record.intent.way >= least &&
               record.intent.action == gatedActionWord(plan.action);
    });
    return isBegun ? Result<Nothing>(Nothing{}) : approvalMissing(plan);
}

AskedBefore sortedOut(const QList<ApprovalRecord> &open, const GatedPlan &plan, const Author &author, ApprovalWay least)
{
    AskedBefore before;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const ApprovalRecord &record : open) {
        const ApprovalIntent &intent = record.intent;
        if (intent.author.user != author.user || intent.way < least || intent.action != gatedActionWord(plan.action))
            continue;
        if (record.state == ApprovalState::Waiting)
            before.waiting << record;
        else if (record.state == ApprovalState::Granted && now < record.grant.validUntil && !before.granted)
            before.granted = record;
    }
    return before;
}

} // namespace

std::optional<ApprovalWay> leastWay(GateNeed need)
{
    switch (need) {
    case GateNeed::None:
    case GateNeed::SecondLook:
        return std::nullopt;
    case GateNeed::SecondPerson:
        return ApprovalWay::Desk;
    case GateNeed::Phone:
        break;
    }
    return ApprovalWay::Phone;
}

bool isUngated(const GatePolicy &policy, const GatedPlan &plan)
{
    return !leastWay(policy.needOf(plan.action, plan.size));
}

Pending<AskedBefore> askedBefore(Ledger &ledger, const GatedPlan &plan, const Author &author, ApprovalWay least)
{
    return ledger.approvals({.profileId = author.profileId, .plan = plan.hash(), .which = ApprovalQuery::Which::Open})
        .transform(
            [plan, author, least](const QList<ApprovalRecord> &open) { return sortedOut(open, plan, author, least); });
}

Error approvalMissing(const GatedPlan &plan)
{
    return errorOf(ErrorKind::ApprovalNeeded, Cause::ApprovalMissing, plan.shortCode());
}

Pending<Nothing> Gate::pass(const GatedPlan &plan, const QString &approvalId, const QString &subject) const
{
    if (ledger)
        return passGate(*ledger, policy, plan, {.approvalId = approvalId, .author = author, .subject = subject});
    return approvalId.isEmpty() && isUngated(policy, plan) ? Pending<Nothing>::ready(Nothing{})
                                                           : Pending<Nothing>::failed(approvalMissing(plan));
}

Pending<Nothing> passGate(Ledger &ledger, const GatePolicy &policy, const GatedPlan &plan, const GateKey &key)
{
    const auto least = leastWay(policy.needOf(plan.action, plan.size));
    if (!key.approvalId.isEmpty()) {
        ApprovalUse use = useOf(key.approvalId, plan, key.author, key.subject);
        use.least = least.value_or(ApprovalWay::Desk);
        return ledger.spendApproval(std::move(use)).transform([plan](ApprovalBar bar) { return verdict(plan, bar); });
    }
    if (!least)
        return Pending<Nothing>::ready(Nothing{});
    if (key.carryOn == CarryOn::Refused)
        return Pending<Nothing>::failed(approvalMissing(plan));
    return ledger.approvals({.profileId = key.author.profileId, .plan = plan.hash()})
        .transform([plan, way = *least](const QList<ApprovalRecord> &known) { return wasBegun(known, plan, way); });
}

} // namespace chancery
