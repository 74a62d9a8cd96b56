// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/author.h"
#include "core/ledger/importrun.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace chancery {

/// How a settlement looked when it was read. The record itself stays out of the ledger, as it names customers; its
/// digest tells later which one it was.
struct Sighting
{
    QString state = {};
    QString updatedAt = {}; ///< as the service spelt it
    QByteArray digest = {}; ///< SHA-256 of the record; the digest itself
    bool isNull() const { return state.isEmpty() && digest.isEmpty(); }
    bool operator==(const Sighting &) const = default;
};

/// Whether nothing has happened between two readings, as far as state and time of change tell.
inline bool isUnchanged(const Sighting &before, const Sighting &now)
{
    return before.state == now.state && before.updatedAt == now.updatedAt;
}

/// A decision about a settlement, as it is meant.
struct DecisionIntent
{
    QString id = {};      ///< a UUID, chosen by the caller
    QString service = {}; ///< whose settlement it is: the address
    QString settlementId = {};
    QString decision = {}; ///< `approve` or `reject`
    QString reason = {};   ///< the service has no field for it; it is kept here alone
    Author author = {};
    Sighting before = {};
    bool operator==(const DecisionIntent &) const = default;
};

/// Whether whoever decides must be another person than who prepared it.
enum class Eyes {
    Two,
    Four,
};

/// Why a decision may not be sent.
enum class DecisionBar {
    None,
    ReasonMissing,
    NotPrepared,       ///< nobody has prepared this decision about the settlement as it is now
    PreparedOtherwise, ///< who prepared it meant the other decision
    SameOfficer,       ///< who prepared it may not decide
    UnderWay,          ///< another process is deciding at this moment
    Unresolved,        ///< the answer to an earlier decision was lost and what became of it is not known yet
};

/// How a decision ended.
struct DecisionEnd
{
    RowOutcome outcome = RowOutcome::Unknown;
    QString why = {};    ///< in a word of core/runs
    QString detail = {}; ///< the service's own words
    Sighting after = {}; ///< null where it could not be read
    bool operator==(const DecisionEnd &) const = default;
};

/// A decision and what is known of it.
struct DecisionRecord
{
    DecisionIntent intent = {};
    QString preparedBy = {}; ///< empty: nobody needed to
    QDateTime intended = {};
    QDateTime settled = {}; ///< null while nobody knows its end
    DecisionEnd end = {};
    bool isUnderWay = false; ///< in a living process
    bool operator==(const DecisionRecord &) const = default;
};

/// Which decisions, the latest first. Empty texts let everything through.
struct DecisionQuery
{
    qint64 limit = 1000;
    QString service = {};
    QString settlementId = {};
    enum class Which {
        All,
        Unresolved, ///< whose answer was lost
    };
    Which which = Which::All;
};

} // namespace chancery
