// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/importrun.h"
#include "core/runs/importprogress.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace chancery {

/// The headline of a run: the worst outcome that needs a person, and only if there is none, that all is well.
struct RunHeadline
{
    enum Weight { Good, Attention, Bad, Unknown } weight = Good;
    QString text;
};
RunHeadline headlineOf(ImportState state, const ImportCounts &counts);
Tone toneOf(RunHeadline::Weight weight);

/// One line of the story of a run.
QString storyText(const ImportNote &note);
/// "1,240 rows/s, about 31 s left"; empty while it can't be told.
QString paceText(const ImportProgress &progress);
/// What is kept of a run of the past, as counts.
ImportCounts countsOf(const ImportRunRecord &record);
ImportState stateOf(const ImportRunRecord &record);
/// The rest of what the ledger holds of a run, a line a fact: file, hash, who, when, where to, template, jobs.
QStringList recordText(const ImportRunRecord &record);

} // namespace chancery
