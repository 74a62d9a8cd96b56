// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/author.h"
#include "core/ledger/importrun.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace chancery {

/// Points for an account, as they are meant. Nothing of the account's holder is kept but the ids.
struct MintIntent
{
    QString id = {};      ///< a UUID, chosen by the caller
    QString service = {}; ///< the address
    QString accountId = {};
    QString walletId = {}; ///< where it is known
    qint64 points = 0;
    QString reason = {};
    Author author = {};
    QString idempotencyKey = {}; ///< nothing is minted twice under one
    QByteArray digest = {};      ///< SHA-256 of the request; the digest itself
    QString balanceBefore = {};  ///< as the service told just before; empty where it did not
    QString batchId = {};        ///< of the batch it belongs to; empty: by itself
    qint64 line = 0;             ///< of that batch
    /// Mints without a known end that whoever mints knows of and does not wait for.
    QStringList despite = {};
    qint64 serviceAheadMs = 0; ///< of this computer's clock, the service's
    bool operator==(const MintIntent &) const = default;
};

/// How a mint ended.
struct MintEnd
{
    RowOutcome outcome = RowOutcome::Unknown;
    QString why = {};         ///< in a word of core/runs
    QString detail = {};      ///< the service's own words, or an operator's reason
    QString newAmount = {};   ///< as the service spelt it
    QString orderId = {};     ///< of the order that shows it
    QDateTime lost = {};      ///< when the answer was given up; null otherwise
    QString balanceLost = {}; ///< as the service told right after
    QString closedBy = {};    ///< the operator whose word it is; empty: evidence, or the answer
    bool operator==(const MintEnd &) const = default;
};

/// A mint and what is known of it.
struct MintRecord
{
    qint64 sequence = 0; ///< in the order of the intents, whatever the clock said
    MintIntent intent = {};
    QDateTime intended = {};
    QDateTime settled = {}; ///< null while nobody knows its end
    MintEnd end = {};
    bool isUnderWay = false; ///< in a living process
    bool operator==(const MintRecord &) const = default;
};

/// The most points without a second person; 0: any number. Days are those of UTC.
struct MintLimits
{
    qint64 action = 10'000;
    qint64 accountDay = 0;  ///< to one account
    qint64 operatorDay = 0; ///< by one operator, at one service
    qint64 profileDay = 0;
    bool operator==(const MintLimits &) const = default;
};

/// Why points may not be sent.
enum class MintBar {
    None,
    ReasonMissing,
    AmountUnusable,  ///< below 1, or more than can be counted
    OverAction,      ///< more than one mint may carry
    OverAccountDay,  ///< with what the account was given today
    OverOperatorDay, ///< with what the operator gave today
    OverProfileDay,  ///< with what the profile gave today
    UnderWay,        ///< a living process is minting as much for the account at this moment
    Unresolved,      ///< as much for the account is without a known end; see MintIntent::despite
    SameRecorded,    ///< with this key it was minted, or may have been
};

/// Whether it may be sent.
struct MintAdmission
{
    MintBar bar = MintBar::None;
    qint64 limit = 0;                ///< that stands in the way
    qint64 used = 0;                 ///< of it before this mint
    QList<MintRecord> blocking = {}; ///< those that stand in the way
};

/// What would become of a mint now, and what its limits leave.
struct MintOutlook
{
    MintAdmission admission = {};
    MintLimits limits = {};
    MintLimits used = {}; ///< today, before it; 0 where there is no limit
};

/// Which mints, the latest first. Empty texts let everything through.
struct MintQuery
{
    qint64 limit = 1000;
    QString id = {};
    QString service = {};
    QString accountId = {};
    QString batchId = {};
    QString user = {}; ///< who minted
    enum class Which {
        All,
        Unresolved, ///< without a known end
        Done,
        Failed,
        NotSent,
    };
    Which which = Which::All;
    qint64 after = 0;  ///< only later than this sequence number
    qint64 before = 0; ///< only earlier than this one; 0: from the latest
};

} // namespace chancery
