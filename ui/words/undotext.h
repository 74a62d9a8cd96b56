// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/undorun.h"

namespace chancery {

/// "reverted", "kept", …
QString undoOutcomeText(UndoOutcome outcome);
/// Why a row ended so, as the rest of a sentence; the service's own words where it refused.
QString undoReasonText(const UndoEnd &end);
/// "4 reverted, 2 kept because edited since": those that there are.
QString undoCountsText(const UndoCounts &counts);
/// What taking the run back would do, a sentence a group of rows, before anything is sent.
QStringList undoForecast(const UndoPlan &plan);
/// Why nothing can be taken back, and what to do instead; empty when something can.
QString undoHindrance(const UndoPlan &plan);

} // namespace chancery
