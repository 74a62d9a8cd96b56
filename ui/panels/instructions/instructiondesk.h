// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instruction.h"
#include "ui/dialogs/dialoghead.h"
#include "ui/theme/tokens.h"

namespace chancery {

/// What instructions are worked with, and where; the client and the ledger outlive it.
struct InstructionDesk
{
    keystone::Client &client;
    Ledger &ledger;
    Officer officer;
    DialogPlace place;
};

Tone toneOfInstruction(const QString &status);
/// "delivers 100 BOND-1 and receives 99.50 EUR"; of more than three legs a side the first, "and 4 more".
QString legsSentence(const QList<keystone::InstructionLeg> &legs);
/// "100 BOND-1 → 99.50 EUR": what is delivered and what is received for it.
QString legsLine(const QList<keystone::InstructionLeg> &legs);

} // namespace chancery
