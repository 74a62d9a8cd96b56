// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionfile.h"

#include "core/catalogue/failedrows.h"
#include "core/catalogue/replacedfile.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView ownColumns[] = {"idempotencyKey"_L1, "outcome"_L1, "reason"_L1};

QByteArray cellOf(const QString &text)
{
    QByteArray cell = catalogue::neutralised(text.toUtf8());
    const bool needsQuotes = cell.trimmed().size() != cell.size() || cell.contains(',') || cell.contains('"') ||
                             cell.contains('\n') || cell.contains('\r');
    return needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
}

QByteArray lineOf(const QStringList &cells)
{
    QByteArrayList line;
    for (const QString &cell : cells)
        line << cellOf(cell);
    return line.join(',') + "\r\n";
}

/// The columns of the file that are not filled anew.
QList<int> keptColumns(const QStringList &headers)
{
    QList<int> kept;
    for (int place = 0; place < headers.size(); ++place) {
        const bool isOwn = instructionColumnFromName(headers[place]) == InstructionColumn::IdempotencyKey ||
                           headers[place] == ownColumns[1] || headers[place] == ownColumns[2];
        if (!isOwn)
            kept << place;
    }
    return kept;
}

/// As they were read: an export of an export gets no second apostrophe.
QString cellAsRead(const InstructionFile &file, const InstructionRow &row, int place)
{
    const QString cell = row.cells.value(place);
    const bool isExport = file.headers.contains(ownColumns[1]) && file.headers.contains(ownColumns[2]);
    return isExport ? QString::fromUtf8(catalogue::unneutralised(cell.toUtf8())) : cell;
}

} // namespace

Result<qint64> exportInstructions(const InstructionFile &file, const QList<InstructionRemainder> &remainders,
                                  const QString &outFile)
{
    catalogue::ReplacedFile out(outFile, file.path);
    if (const auto done = out.open(); !done)
        return done.error();
    const QList<int> kept = keptColumns(file.headers);
    QStringList header;
    for (const int place : kept)
        header << file.headers[place];
    for (const QLatin1StringView name : ownColumns)
        header << name;
    out.write("\xEF\xBB\xBF" + lineOf(header));
    qint64 rows = 0;
    for (const InstructionRemainder &remainder : remainders) {
        const FiledInstruction &filed = file.instructions[remainder.instruction];
        for (const InstructionRow &row : filed.rows) {
            QStringList cells;
            for (const int place : kept)
                cells << cellAsRead(file, row, place);
            out.write(lineOf(cells + QStringList{filed.draft.idempotencyKey, remainder.outcome, remainder.reason}));
            ++rows;
        }
    }
    if (const auto done = out.commit(); !done)
        return done.error();
    return rows;
}

} // namespace chancery
