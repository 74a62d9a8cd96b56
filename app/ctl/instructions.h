// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/runs/instructionbatch.h"

namespace chancery::ctl {

/// What `instructions` was asked, each carried out by a function of its own; the value is the exit code.
struct InstructionOptions
{
    CommonOptions common;
    QString id;
    QString status; ///< only this one; empty: any
    QString file;
    catalogue::FormatChoice format;
    QString batch;
    QString failedTo; ///< a file for what is not done; empty: none
    bool isStrict = false;
    bool onlyChecks = false;
};

int listInstructions(const InstructionOptions &options);
int showInstruction(const InstructionOptions &options);
int cancelInstruction(const InstructionOptions &options);
int submitInstructions(const InstructionOptions &options);

/// "88888888-…  pending_match  TR-1  seller FUND-A  …".
QString instructionLine(const keystone::Instruction &instruction);

} // namespace chancery::ctl
