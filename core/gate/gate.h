// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gatedplan.h"
#include "core/ledger/ledger.h"

#include <optional>

namespace chancery {

/// Whether the same plan, once begun with a yes, may be carried on without another one.
enum class CarryOn {
    Refused,
    Allowed, ///< where carrying on does nothing twice
};

/// With what somebody comes to a gate.
struct GateKey
{
    QString approvalId; ///< empty: nobody was asked
    Author author;
    QString subject; ///< what is done, as its own journal names it
    CarryOn carryOn = CarryOn::Refused;
};

/// The least way in which an approval has to be given; nothing where none is needed.
std::optional<ApprovalWay> leastWay(GateNeed need);

/// Whether nobody else has to be asked.
bool isUngated(const GatePolicy &policy, const GatedPlan &plan);

/// What an author has asked others for exactly one plan already, in no lesser way than is needed.
struct AskedBefore
{
    std::optional<ApprovalRecord> granted{}; ///< and it still counts: nobody has to be asked
    QList<ApprovalRecord> waiting{};         ///< for an answer, the latest first
};
Pending<AskedBefore> askedBefore(Ledger &ledger, const GatedPlan &plan, const Author &author, ApprovalWay least);

/// Before the plan is done: go on only after this has succeeded. Where the policy asks for another person's yes, it is
/// spent here, once. Errors: ApprovalNeeded with ApprovalMissing or ApprovalVoid, and those of the ledger.
Pending<Nothing> passGate(Ledger &ledger, const GatePolicy &policy, const GatedPlan &plan, const GateKey &key);

/// The gate of one connection, for whoever has it as a part. Without a ledger nothing that needs a yes goes through.
struct Gate
{
    Ledger *ledger = nullptr;
    GatePolicy policy{};
    Author author{};

    /// As passGate().
    Pending<Nothing> pass(const GatedPlan &plan, const QString &approvalId, const QString &subject) const;
};

/// ApprovalNeeded / ApprovalMissing.
Error approvalMissing(const GatedPlan &plan);

} // namespace chancery
