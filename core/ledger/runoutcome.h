// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passportkey.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace chancery {

/// What the plan that a run applies said of its rows, beside those that ImportRunRecord counts as unchanged.
struct PlanCounts
{
    qint64 create = 0;
    qint64 update = 0; ///< without those that re-certify
    qint64 recertify = 0;
    qint64 notKnown = 0; ///< without a passport while not all passports were known
    qint64 refused = 0;  ///< left out, since the service can't take them
    QDateTime asOf = {}; ///< the service's passports, as they were then; null while not all were known
    bool operator==(const PlanCounts &) const = default;
};

/// What the passports showed once a run was over.
struct RunOutcome
{
    QDateTime compared = {}; ///< with the plan
    qint64 created = 0;
    qint64 updated = 0;   ///< those that were certified anew, too
    qint64 differing = 0; ///< rows that ended otherwise than planned
    bool operator==(const RunOutcome &) const = default;
};

/// Rows that were planned as one thing and found as another, or the same. The words are those of core/runs.
struct OutcomeCount
{
    QString planned = {};
    QString found = {};
    qint64 rows = 0;
    bool operator==(const OutcomeCount &) const = default;
};

/// A row that ended otherwise than planned.
struct OutcomeRow
{
    qint64 line = 0;
    keyban::PassportKey key = {};
    QString planned = {};
    QString found = {};
    QString reason = {}; ///< the service's own words, of a row that failed
    bool operator==(const OutcomeRow &) const = default;
};

/// A comparison in full.
struct OutcomeRecord
{
    RunOutcome outcome = {};
    QList<OutcomeCount> counts = {};
    QList<OutcomeRow> rows = {}; ///< in the order of their lines; not all, where there are very many
    bool operator==(const OutcomeRecord &) const = default;
};

} // namespace chancery
