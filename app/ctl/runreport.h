// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/runs/pastrun.h"

namespace chancery::ctl {

/// What the ledger holds of a run, without its rows.
json::Value runJson(const ImportRunRecord &run);
/// The same on one line.
QString runLine(const ImportRunRecord &run);

/// Counts by what was found, and the rows that ended otherwise than planned.
json::Value outcomeJson(const PlanOutcome &outcome);
/// The rows on stderr, the first hundred of them, and a sentence with the counts.
void printOutcome(const PlanOutcome &outcome);

/// All that the ledger holds of a run, as JSON or in words.
void printPastRun(const PastRun &past, const CommonOptions &options);

} // namespace chancery::ctl
