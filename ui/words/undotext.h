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
/// What the latest attempt to take a run back came to, in a few words for a list: "undone", "partly undone: 2 of 5
/// rows", …
QString undoMark(const UndoRecord &undo);
/// What taking the run back would do with a group of its rows.
struct UndoForecastLine
{
    qint64 rows = 0;
    QString text; ///< goes with any number before it
};
/// The groups that there are, before anything is sent.
QList<UndoForecastLine> undoForecast(const UndoPlan &plan);
/// Why nothing can be taken back, and what to do instead; empty when something can.
QString undoHindrance(const UndoPlan &plan);

} // namespace chancery
