// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"
#include "core/keystone/instruction.h"

#include <optional>

namespace chancery {

/// What an instruction is made of, in a file or in a form: each has a name, and what it takes is judged the same way.
enum class InstructionColumn {
    TradeReference,
    Template,
    Role,
    PartyReference,
    PartyName,
    Wallet,
    PartyChain,
    TimeoutAt,
    IdempotencyKey,
    Category,
    MaturityAt,
    RepoRate,
    RepaymentAmount,
    // of a leg
    LegType,
    Instrument,
    Chain,
    TokenStandard,
    Quantity,
    Direction,
};
inline constexpr int instructionColumns = int(InstructionColumn::Direction) + 1;

inline constexpr bool isOfLeg(InstructionColumn column)
{
    return column >= InstructionColumn::LegType;
}
/// As it stands in the header of a file: `tradeReference`.
QLatin1StringView columnName(InstructionColumn column);
/// Understands the names in any case, with blanks or underscores, and those of the service.
std::optional<InstructionColumn> instructionColumnFromName(const QString &name);
bool isRequired(InstructionColumn column);

/// What is wrong with a cell, a row or a file of instructions.
enum class InstructionFault {
    // of the file: nothing of it can be sent
    ColumnMissing,
    ColumnTwice,
    RowUnreadable, ///< so nobody knows which instruction it belongs to; InstructionFinding::reading says why
    PlaceMissing,  ///< likewise: no trade reference, role or party
    // of an instruction, which is left out
    CellMissing,
    TooLong,
    NotADecimal,
    NotPositive,
    NotADirection,
    NotAChain,
    NotATime,
    TimeWithoutZone,
    DiffersFromFirst, ///< another row of the instruction says otherwise
    TooManyLegs,
    KeyTwice,
    TemplateUnknown,
    RoleUnknown,
    // warnings
    ColumnUnknown,
    TimeOver,
    Repeats, ///< the same instruction once more
};

struct InstructionFinding
{
    qint64 line = 0; ///< of the file, the header is line 1
    QString column{};
    InstructionFault fault = InstructionFault::CellMissing;
    QString value{};      ///< what was found, or what is known instead
    qint64 firstLine = 0; ///< of the row that it differs from or repeats
    std::optional<catalogue::Finding> reading{};
    bool operator==(const InstructionFinding &) const = default;
};

/// The stable name in JSON, such as `columnMissing`.
QLatin1StringView wireName(InstructionFault fault);
catalogue::Severity severityOf(InstructionFault fault);
/// Nothing of a file with this can be sent.
bool isOfFile(InstructionFault fault);

inline constexpr int maxInstructionLegs = 50;

/// What is wrong with the text of a cell, without blanks around it; nothing where it is right.
std::optional<InstructionFault> faultOf(InstructionColumn column, const QString &text);

/// Puts a text that has no fault into a draft, or into a leg. Empty texts change nothing.
void putInto(keystone::InstructionDraft &draft, InstructionColumn column, const QString &text);
void putInto(keystone::InstructionLeg &leg, InstructionColumn column, const QString &text);

/// A decimal without needless zeros, so that 1, 01 and 1.0 are one.
QString plainDecimal(const QString &text);

} // namespace chancery
