// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instruction.h"

namespace chancery {

/// What the service's list says of an instruction whose answer was lost.
enum class LostFate {
    Arrived,    ///< one that can only be this is listed
    NotArrived, ///< none is, and it was sent long enough ago
    TooEarly,   ///< none is, but it may still be on its way
    Unclear,    ///< several could be this, or the list is not whole
};

struct LostInstruction
{
    InstructionRecord record;
    LostFate fate = LostFate::Unclear;
    QString instructionId{}; ///< of one that arrived
};

/// How long after it was sent an instruction that is not listed may still arrive.
inline constexpr std::chrono::milliseconds onItsWay = std::chrono::minutes(5);

/// Tells the fate of each by trade, template, side and time; `now` and the records' times are of the same clock, and
/// `ahead` is how far the service's clock is ahead of it. `taken` are the ids that belong to others.
QList<LostInstruction> fatesOf(const QList<InstructionRecord> &lost, const QList<keystone::Instruction> &listed,
                               const QStringList &taken, const QDateTime &now, std::chrono::milliseconds ahead);

/// Looks for the instructions that a form submitted, whose answers were lost and which nobody submits now, in the list
/// of the service; writes to the ledger which arrived and which did not. Those of a file are settled by the same file.
/// Reads the service only where there are any.
Pending<QList<LostInstruction>> settleLostInstructions(keystone::Client &client, Ledger &ledger,
                                                       const Officer &officer);

} // namespace chancery
