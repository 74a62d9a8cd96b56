// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

namespace {

/// What keeps a file from being taken for what it is.
Words kindOfFileWords(Cause cause, const QString &file)
{
    switch (cause) {
    case Cause::FileKindUnsupported:
        return {Text::tr("%1 is neither a CSV file nor a workbook (.xlsx) nor a JSON array.").arg(file),
                Text::tr("Open it where it was made and save it as CSV or .xlsx, then choose that file.")};
    case Cause::FileOldWorkbook:
        return {Text::tr("%1 is a workbook of the old kind (.xls), whatever its name says.").arg(file),
                Text::tr("Open it in a spreadsheet and save it as .xlsx, then choose that file.")};
    case Cause::FileEncrypted:
        return {Text::tr("%1 is protected by a password.").arg(file),
                Text::tr("Open it, save a copy without the password, then choose that file.")};
    case Cause::FileNotPassports:
        return {Text::tr("%1 is JSON, but not an array of passports.").arg(file),
                Text::tr("Put the passports between [ and ], parted by commas, as the import endpoint takes them.")};
    default:
        return {};
    }
}

} // namespace

Words packedWords(Cause cause, const QString &subject)
{
    const QString file = quoted(subject, Text::tr("The file"));
    switch (cause) {
    case Cause::FileCutShort:
        return {Text::tr("%1 ends too early: a part of it is missing.").arg(file),
                Text::tr("Copy or download it again, and compare its size with that of the original.")};
    case Cause::FileDamaged:
        return {Text::tr("%1 is damaged: its content cannot be unpacked.").arg(file),
                Text::tr("Copy or download it again, or open it where it was made and save it anew.")};
    case Cause::FileTrailingBytes:
        return {Text::tr("Something that is not compressed follows the catalogue in %1.").arg(file),
                Text::tr("Compress the catalogue again, alone, then choose that file.")};
    case Cause::FileUnpacksTooLarge:
        return {Text::tr("%1 unpacks to more than 400 times its size, which no catalogue does.").arg(file),
                Text::tr("Ask where it comes from. If it is right, unpack it yourself and save it as CSV.")};
    case Cause::SheetUnknown:
        return {Text::tr("The workbook has no sheet %1.").arg(quoted(subject, Text::tr("of that name"))),
                Text::tr("Choose one of its sheets, above the preview or with --sheet.")};
    case Cause::SheetTextTooLarge:
        return {Text::tr("%1 holds more than 256 MiB of different texts.").arg(file),
                Text::tr("Save the sheet as CSV, which can be of any size, then choose that file.")};
    case Cause::SheetCellTooLarge:
        return {Text::tr("%1 has a cell of more than 8 MiB.").arg(file),
                Text::tr("Open it in a spreadsheet, shorten the cell, and save it anew.")};
    case Cause::JsonUnreadable:
        return {Text::tr("%1 is not valid JSON.").arg(file),
                Text::tr("Look for a missing comma, quote or bracket there, or export the file again.")};
    default:
        return kindOfFileWords(cause, file);
    }
}

} // namespace chancery::detail
