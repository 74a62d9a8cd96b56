// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyaltyclient.h"
#include "core/ledger/ledger.h"

#include <chrono>
#include <optional>

namespace chancery {

/// Points that an operator wants to give.
struct MintRequest
{
    QString accountId;
    qint64 points = 0;
    QString reason;
    QString walletId{};    ///< where it is known
    QStringList despite{}; ///< as MintIntent has it
    QString batchId{};
    qint64 line = 0;
    QString key{}; ///< under which it is minted once; empty: one of its own
    /// Of exactly this, in the ledger; it is spent with the intent and lifts the limits. Empty: nobody was asked.
    QString approvalId{};
};

/// Why a mint ended as it did.
enum class MintWhy {
    Minted,
    ShownByOrder, ///< the answer was lost; an order proves it
    // not sent
    ReasonMissing,
    AmountUnusable,
    AccountUnusable,
    OverAction,
    OverAccountDay,
    OverOperatorDay,
    OverProfileDay,
    UnderWay,
    Unresolved,
    SameRecorded,
    ApprovalNeeded, ///< somebody has to say yes first
    NotApproved,    ///< the yes that came with it counts for nothing
    NotRecorded,    ///< the ledger did not take it
    NotSent,        ///< it did not get as far as the service
    TurnedAway,     ///< too many requests (429)
    // failed
    Refused,
    NotMinted, ///< the answer was lost; orders and balance prove that nothing was minted
    // unknown
    AnswerLost,
    Word, ///< an operator's; any outcome
};

/// `minted`, `shownByOrder` and so on, in the ledger and in JSON.
QLatin1StringView mintWhyWord(MintWhy why);
MintWhy whyOf(MintBar bar);

/// What the service shows of an account at one moment; what could not be read is missing.
struct MintReading
{
    std::optional<QList<keyban::LoyaltyOrder>> orders{};
    QString balance{};
    QString walletId{};
    std::optional<Error> error{}; ///< why something is missing
};
/// Reads balance and orders; never fails. The wallet is the account's where none is given.
Pending<MintReading> readMinted(keyban::LoyaltyClient &client, const QString &accountId, const QString &walletId);

/// How sure evidence is. Only strong evidence closes a mint without an operator's word.
enum class EvidenceStrength {
    None,   ///< nothing could be read, or it speaks for neither
    Weak,   ///< it speaks for one side, and something else may explain it
    Strong, ///< nothing else explains it, as far as this ledger knows
};
QLatin1StringView evidenceStrengthWord(EvidenceStrength strength);

/// What speaks for or against a mint whose answer was lost, to be shown to the operator.
struct MintEvidence
{
    EvidenceStrength strength = EvidenceStrength::None;
    RowOutcome speaksFor = RowOutcome::Unknown;  ///< Done, Failed, or neither
    std::optional<keyban::LoyaltyOrder> order{}; ///< that would show it
    qsizetype candidates = 0; ///< orders of this amount since the intent that nothing else in the ledger explains
    qsizetype foreign = 0;    ///< other orders since then that the ledger does not explain
    qsizetype rivals = 0;     ///< other mints of this amount without a known end
    bool hasOrders = false;
    QString balanceBefore{};
    QString balanceLost{};
    QString balanceNow{};
    qint64 givenSince = 0; ///< by other mints of this ledger
    QDateTime read{};
};

/// How long a lost answer is looked for, and what counts as when.
struct MintPatience
{
    QList<std::chrono::milliseconds> waits{std::chrono::milliseconds(500), std::chrono::seconds(1),
                                           std::chrono::seconds(2), std::chrono::seconds(4)};
    /// How far the service's clock may be from ours.
    std::chrono::seconds skew{5};
    /// How long after the intent a mint may have been carried out when nobody noted the loss of its answer.
    std::chrono::seconds life{30};
    /// A request lives for two minutes at most: what is not there by then was not minted.
    std::chrono::seconds notMintedAfter{150};
};

/// What is weighed: the mint, all others of the ledger for the account, and what the service shows at `when`, by its
/// own clock.
struct MintCase
{
    const MintRecord &mint;
    const QList<MintRecord> &others;
    const MintReading &reading;
    QDateTime when;
};
MintEvidence weighed(const MintCase &what, const MintPatience &patience);

} // namespace chancery
