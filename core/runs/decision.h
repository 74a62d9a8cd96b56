// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/ledger/decision.h"
#include "core/profiles/profile.h"

#include <chrono>
#include <optional>

namespace chancery {

/// Who decides, and where.
struct Officer
{
    Author author;
    QString service;  ///< the address, as the ledger names it
    QString clientId; ///< as which the service knows this connection
    Eyes eyes = Eyes::Two;
    GatePolicy gate = {}; ///< what needs another person's yes
};

/// The profile has a settlement service.
Officer officerOf(const Profile &profile, const QString &user);

/// What an officer wants, and what it rests on.
struct DecisionRequest
{
    keystone::Settlement seen; ///< as the officer has seen it; any change since stops the decision
    keystone::Decision decision = keystone::Decision::Reject;
    QString reason;
    /// Of exactly this, in the ledger, and spent for it. Empty: nobody was asked.
    QString approvalId = {};
};

/// Why a decision ended as it did.
enum class DecisionWhy {
    Taken,
    Prepared, ///< written down for another officer; nothing was sent
    // not sent
    ReasonMissing,
    NotPrepared,
    PreparedOtherwise,
    SameOfficer,
    UnderWay,
    Unresolved,     ///< what became of an earlier decision is still not known
    Moved,          ///< the settlement is no longer as the officer saw it
    CouldNotRead,   ///< so nobody knows whether it is
    ApprovalNeeded, ///< somebody has to say yes first
    NotApproved,    ///< the yes that came with it counts for nothing
    NotRecorded,    ///< the ledger did not take it
    NotSent,        ///< it did not get as far as the service
    // failed
    Refused,
    NoneAwaited, ///< the service awaits no decision (409)
    DecidedElsewhere,
    NotTaken, ///< the answer was lost, and the settlement has stayed as it was
    // unknown
    AnswerLost,
};

/// `taken`, `sameOfficer` and so on, in the ledger and in JSON.
QLatin1StringView decisionWhyWord(DecisionWhy why);
/// Of a gate that was not passed.
DecisionWhy decisionWhyOf(const Error &error);

/// How it ended, with both states where they differ.
struct DecisionReport
{
    RowOutcome outcome = RowOutcome::Unknown;
    DecisionWhy why = DecisionWhy::AnswerLost;
    DecisionIntent intent;
    std::optional<keystone::Settlement> now; ///< as it was read last
    std::optional<Error> error;              ///< of the service or the ledger
};

/// How long a lost answer is looked for.
struct DecisionPatience
{
    QList<std::chrono::milliseconds> waits{std::chrono::milliseconds(500), std::chrono::seconds(1),
                                           std::chrono::seconds(2), std::chrono::seconds(4)};
    /// A request lives for two minutes at most: a settlement that has not moved by then was not decided by it.
    std::chrono::seconds notTakenAfter{150};
};

Sighting sightingOf(const keystone::Settlement &settlement);

/// What the service shows of a settlement after a decision was sent.
struct DecisionReading
{
    keystone::Settlement now;
    QList<keystone::SettlementEvent> events;
};
Pending<DecisionReading> readAfterDecision(keystone::Client &client, const QString &settlementId);

struct DecisionJudgement
{
    RowOutcome outcome = RowOutcome::Unknown;
    DecisionWhy why = DecisionWhy::AnswerLost;
    bool operator==(const DecisionJudgement &) const = default;
};
/// What became of a decision whose answer was lost; nothing while the settlement has not moved. The event with which it
/// left the state in which it was decided tells: where it went, and by whom, as it may have moved on since.
std::optional<DecisionJudgement> judged(const DecisionIntent &intent, const QString &clientId,
                                        const DecisionReading &reading);

} // namespace chancery
