// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"
#include "core/catalogue/format.h"
#include "core/ledger/awardbatch.h"

#include <optional>
#include <stop_token>

namespace chancery {

/// What is wrong with a line or a file of awards.
enum class AwardFault {
    // of the file: nothing of it can be sent
    ColumnMissing,
    ColumnTwice,
    // of a line, which is left out
    RowUnreadable, ///< AwardFinding::reading says why
    AccountUnusable,
    AmountUnusable,
    ReasonMissing,
    KeyTwice,
    KeyUnusable, ///< not one of exportAwards()
    // a warning
    Repeats, ///< the same award once more; both are minted
};
/// The stable name in JSON, such as `columnMissing`.
QLatin1StringView wireName(AwardFault fault);
catalogue::Severity severityOf(AwardFault fault);
/// Nothing of a file with this can be sent.
bool isOfFile(AwardFault fault);

struct AwardFinding
{
    qint64 line = 0; ///< of the file, the header is line 1
    QString column{};
    AwardFault fault = AwardFault::ColumnMissing;
    std::optional<Error> error{}; ///< of an account or an amount
    qint64 firstLine = 0;         ///< of the line that it repeats
    std::optional<catalogue::Finding> reading{};
};

struct AwardFile
{
    QString path{};
    QByteArray sha256{}; ///< of its bytes; empty: unknown
    QString batch{};
    qint64 rows = 0;
    QList<AwardLine> lines{};       ///< those without an error
    QList<AwardFinding> findings{}; ///< in the order of their lines

    /// Nothing in it keeps the whole file from being sent, and something is there to be sent.
    bool isSendable() const;
    qint64 errors() const;
    qint64 warnings() const;
    /// Of all lines, which is to be confirmed before anything is sent; empty when it cannot be counted.
    std::optional<qint64> total() const;
};

/// The headers of the columns; an empty one is looked for by its usual names.
struct AwardColumns
{
    QString account{};
    QString amount{};
    QString reason{};
};

struct AwardFileOrder
{
    QString file;
    QString batch; ///< part of every key: the same line under another name is minted once more
    catalogue::FormatChoice format{};
    AwardColumns columns{};
    QString reason{}; ///< of lines that give none
};

/// Reads and checks a file of awards. The key of a line comes from the name of the batch, account, amount, reason and
/// which of several identical lines it is: the same batch in another file or order has the same keys. A column `key` of
/// an earlier export wins over that. Errors: Input / SettingMissing without a name, as catalogue::forEachRecord(), and
/// Cancelled.
Result<AwardFile> readAwardFile(const AwardFileOrder &order, const std::stop_token &stop = {});

/// What became of a line, in words.
struct AwardRemainder
{
    AwardLine line;
    QString outcome;
    QString reason;
};
/// Writes lines as a table that can be run again: account, amount, reason, key, outcome and why. Replaces `outFile` as
/// a whole or not at all; cells are formula-safe as those of catalogue::exportRows(). Yields the number of rows.
/// Errors: Storage with DiskFull or NotWritable.
Result<qint64> exportAwards(const AwardFile &file, const QList<AwardRemainder> &remainders, const QString &outFile);

} // namespace chancery
