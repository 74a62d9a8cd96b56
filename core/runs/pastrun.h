// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/ledger/ledger.h"
#include "core/runs/planoutcome.h"

#include <limits>

namespace chancery {

/// All that the ledger tells of a run of the past.
struct PastRun
{
    ImportRunRecord record;
    QList<RowRecord> rows;              ///< that are not in, in the order of their lines
    std::optional<PlanOutcome> outcome; ///< of its plan, once it was compared
};

/// Asks no service. `mostRows` are listed at most. Errors: as Ledger::run().
Pending<PastRun> pastRun(Ledger &ledger, const QString &runId, qint64 mostRows = std::numeric_limits<qint64>::max());

} // namespace chancery
