// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"
#include "core/keystone/settlementtemplate.h"
#include "core/runs/instructioncells.h"

#include <stop_token>

namespace chancery {

/// A row as it stands in the file.
struct InstructionRow
{
    qint64 line = 0;
    QStringList cells;
    bool operator==(const InstructionRow &) const = default;
};

/// An instruction of a file, one leg a row.
struct FiledInstruction
{
    qint64 line = 0; ///< of its first row
    QList<InstructionRow> rows{};
    keystone::InstructionDraft draft{};
    bool isUsable = true; ///< otherwise it is left out, and findings say why
};

struct InstructionFile
{
    QString path{};
    QByteArray sha256{}; ///< the digest itself
    QString batch{};
    QStringList headers{};
    qint64 rows = 0;
    QList<FiledInstruction> instructions{}; ///< in the order of their first rows
    QList<InstructionFinding> findings{};   ///< in the order of their lines

    /// Nothing in it keeps the whole file from being sent, and something is there to be sent.
    bool isSendable() const;
    qint64 usable() const;
    qint64 errors() const;
    qint64 warnings() const;
};

struct InstructionFileOrder
{
    QString file;
    catalogue::FormatChoice format{};
    /// Part of every key: the same content under another name is instructed once more.
    QString batch{};
};

/// Reads and checks a file of instructions. Rows with the same trade reference, role and party are the legs of one
/// instruction; a row that repeats a leg begins the same instruction anew. The key of each comes from its content:
/// batch, trade reference, template, role, party, legs and which of several equal ones it is. So the same file, or one
/// with the same lines, gives the same keys. A column `idempotencyKey` wins over that. Errors: Input, as
/// catalogue::forEachRecord(), and Cancelled.
Result<InstructionFile> readInstructionFile(const InstructionFileOrder &order, const std::stop_token &stop = {});

/// Adds what the templates of the service say against the instructions: slugs and roles that none has.
void holdAgainst(InstructionFile &file, const QList<keystone::SettlementTemplate> &templates);

/// What instructions of a file became, as a table that can be submitted again: the rows as they were, the key of each,
/// `outcome` and `reason`.
struct InstructionRemainder
{
    qsizetype instruction = 0; ///< its place in the file
    QString outcome;
    QString reason;
};
/// Replaces `outFile` as a whole or not at all; cells are formula-safe as those of catalogue::exportRows(). Yields the
/// number of rows. Errors: Storage with DiskFull or NotWritable.
Result<qint64> exportInstructions(const InstructionFile &file, const QList<InstructionRemainder> &remainders,
                                  const QString &outFile);

} // namespace chancery
