// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/edits.h"
#include "core/catalogue/finding.h"
#include "core/catalogue/format.h"
#include "core/catalogue/mapping.h"

#include <functional>
#include <optional>

namespace chancery::catalogue {

/// One record as text. `fields` may be more or fewer than the headers.
struct Record
{
    qint64 number = 0; ///< 0 for the first record after the header
    qint64 line = 0;   ///< physical line on which it starts
    QStringList fields;
    QList<Finding> findings; ///< of reading: quotes, count of fields, characters; not of the mapping
    bool operator==(const Record &) const = default;
};

struct Preview
{
    Format format;
    QStringList headers;
    QList<Record> records;
    qint64 bytes = 0;              ///< size of the file
    bool complete = false;         ///< `records` are all there are
    std::optional<Error> damage{}; ///< behind `records` nothing can be read, so the file cannot be checked or sent
};

/// What the automatic mapping looks at.
Sample sampleOf(const Preview &preview);

inline constexpr int previewRows = 200;

/// The header and the first records, in under 50 ms at any size of file; of a JSON array the columns of its first
/// passports only, which Format::areAllMembers tells. Errors: as preview().
Result<Preview> glance(const QString &file, const FormatChoice &choice);

/// The header and the first `rows` records; a JSON array is read to its end for its columns. Errors: Input, as
/// detectFormat(), what damages the file before its first record, and FileHeaderOnly when no record follows the header.
Result<Preview> preview(const QString &file, const FormatChoice &choice, int rows = previewRows,
                        const Edits &edits = {});

/// The record with this number. Reads the file up to it, so it belongs into background(). Error: Input/FileChanged when
/// there are fewer.
Result<Record> recordAt(const QString &file, const FormatChoice &choice, qint64 number, const Edits &edits = {});

/// Hands every record to `take` until it returns false. Yields the headers. Memory does not grow with the file. Errors:
/// as check(), also after records have been handed over.
Result<QStringList> forEachRecord(const QString &file, const FormatChoice &choice,
                                  const std::function<bool(const QStringList &headers, const Record &record)> &take);

/// The import JSON of one row, indented, exactly as the run sends it apart from the white space.
QByteArray draftJson(const Mapping &mapping, const QStringList &fields);

} // namespace chancery::catalogue
