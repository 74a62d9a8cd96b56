// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructionbatch.h"
#include "core/runs/lostinstructions.h"
#include "ui/words/findingtext.h"

namespace chancery {

/// "Pending match" for a status of the guide; any other as it came.
QString instructionStatusName(const QString &status);

FindingText describe(const InstructionFinding &finding);
/// "line 7, column quantity", or "line 7".
QString placeText(const InstructionFinding &finding);

/// How an instruction ended and what to do now, in one or two sentences.
QString describe(const InstructionReport &report);
/// The same without what the service or the ledger says about it.
QString reasonText(InstructionWhy why);
/// Why one of a file ended as it did, in a sentence or two; of one that was left out, what is wrong with it.
QString reasonText(const InstructionFile &file, const FiledOutcome &outcome);
/// How a file ended: the four counts, and what to do where not all is done.
QString describe(const InstructionBatchReport &report);
/// "12 instructions: 9 done, 1 failed, 2 not sent."
QString countsText(const InstructionCounts &counts);

QString describe(const InstructionCancelReport &report);

/// What was found out about an instruction whose answer was lost, and what to do now.
QString describe(const LostInstruction &lost);

} // namespace chancery
