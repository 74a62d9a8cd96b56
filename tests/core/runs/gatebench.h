// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gate.h"
#include "tests/support/awaited.h"

#include <QUuid>

namespace chancery::test {

/// An approval of the plan that somebody else gave; its id.
inline QString approved(Ledger &ledger, const GatedPlan &plan, const Author &author,
                        ApprovalWay way = ApprovalWay::Phone)
{
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(300);
    Profile profile;
    profile.bkey = makeBkeyService();
    const Approver grace{QStringLiteral("Grace"), QStringLiteral("did:bkey:zGrace"), QStringLiteral("grace")};
    const ApprovalIntent intent = way == ApprovalWay::Phone
                                      ? phoneIntent(profile, plan, grace, QStringLiteral("Do it"), author)
                                      : deskIntent(plan, QStringLiteral("Do it"), author);
    if (valueOf(ledger.askApproval(intent)) != ApprovalBar::None)
        qFatal("not asked");
    if (way == ApprovalWay::Phone)
        valueOf(ledger.awaitApproval(intent.id, QStringLiteral("r-") + intent.id, soon));
    const ApprovalGrant yes{.approver = way == ApprovalWay::Phone ? grace.did : grace.user,
                            .tokenId = way == ApprovalWay::Phone ? QUuid::createUuid().toString() : QString(),
                            .validUntil = soon};
    if (valueOf(ledger.grantApproval(intent.id, yes)) != ApprovalBar::None)
        qFatal("not granted");
    return intent.id;
}

inline ApprovalState stateOf(Ledger &ledger, const QString &approvalId)
{
    return valueOf(ledger.approvals({.id = approvalId})).value(0).state;
}

/// A policy of one rule.
inline GatePolicy asks(GatedAction action, qint64 from, GateNeed need = GateNeed::Phone)
{
    return GatePolicy({GateRule{action, from, need}});
}

} // namespace chancery::test
