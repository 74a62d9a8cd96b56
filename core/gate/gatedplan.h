// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/approval.h"
#include "core/profiles/profile.h"

namespace chancery {

/// All that a sensitive action would do. A yes is given to its hash: with any change it is another plan.
struct GatedPlan
{
    GatedAction action = GatedAction::Publish;
    qint64 size = 1; ///< as GateRule::from counts
    QString service; ///< the address that would be told to do it
    // What whoever approves is shown beside the message, as far as the action has it.
    QString amount; ///< a decimal, such as 25000
    QString recipient;
    QString resource;
    json::Value content; ///< whatever else decides what happens: rows, records, digests of files

    /// SHA-256 over every member; the digest itself, 32 bytes.
    QByteArray hash() const;
    /// The first eight hexadecimal digits of the hash, which stand in the console and on the phone.
    QString shortCode() const;
    bool operator==(const GatedPlan &) const = default;
};

/// What the connection's policy asks for it.
GateNeed needOf(const Profile &profile, const GatedPlan &plan);

/// Asks the approver for exactly this plan, on their phone. Precondition: the profile has an approval service.
/// `message` is what the phone shows, on one line.
ApprovalIntent phoneIntent(const Profile &profile, const GatedPlan &plan, const Approver &approver,
                           const QString &message, const Author &author);
/// What a person asks a yes for by hand: something that this program does not do itself, such as a deployment.
struct HandRequest
{
    QString message; ///< what the phone shows, on one line
    QString scope = QStringLiteral("approve:action");
    QString type = {};
    QString amount = {}; ///< a decimal
    QString currency = {};
    QString recipient = {};
    QString resource = {};
};
/// The word of what is asked for by hand. No action of this program is spent for it.
inline constexpr QLatin1StringView handAction{"byHand"};
/// Asks the approver for this, on their phone; the plan is the request itself. Precondition as above.
ApprovalIntent handIntent(const Profile &profile, const HandRequest &request, const Approver &approver,
                          const Author &author);
/// Asks any other user of this ledger.
ApprovalIntent deskIntent(const GatedPlan &plan, const QString &message, const Author &author);

/// To spend an approval for this plan. `subject` is what is done, as its own journal names it.
ApprovalUse useOf(const QString &approvalId, const GatedPlan &plan, const Author &author, const QString &subject);

} // namespace chancery
