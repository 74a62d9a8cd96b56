// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/findinggroups.h"
#include "core/catalogue/recordset.h"
#include "core/catalogue/rowindex.h"
#include "core/catalogue/spec.h"

#include <QByteArray>
#include <QDateTime>

#include <array>
#include <functional>
#include <stop_token>
#include <vector>

class QIODevice;

namespace chancery::catalogue {

/// Tells whether a path still leads to the file that was checked.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    qint64 modifiedNs = 0;
    bool operator==(const FileIdentity &) const = default;
};

/// A row that is left out because an earlier one has its key.
struct DuplicateRow
{
    qint64 record = 0;
    qint64 firstLine = 0;
    bool operator==(const DuplicateRow &) const = default;
};

struct CheckProgress
{
    qint64 bytes = 0; ///< of `total`
    qint64 total = 0;
    qint64 rows = 0;
};

/// The SHA-256 of a whole file.
enum class FileHash {
    Wanted,
    NotWanted,
};

struct CheckOptions
{
    /// Called from the checking thread, about ten times a second.
    std::function<void(const CheckProgress &)> progress;
    std::stop_token stop;
    /// Gets the import JSON (an array) when given; must be open for writing.
    QIODevice *jsonOut = nullptr;
    /// A third of the work of a check, which one that nothing is planned or sent from can do without.
    FileHash hash = FileHash::Wanted;
    /// Findings kept in full; beyond it they are only counted.
    qint64 keptFindings = 100'000;
    /// Codes that a profile raises from warning to error.
    QList<FindingCode> raised;
};

/// What is known about a file after every byte of it was read once.
struct CheckReport
{
    QString file;
    QByteArray sha256; ///< of the file's bytes, lower-case hexadecimal; empty when it was not wanted
    FileIdentity identity;
    Format format;
    QStringList headers;
    qint64 rows = 0;                               ///< records after the header, but those that the edits remove
    qint64 leftOut = 0;                            ///< rows with an error
    qint64 warned = 0;                             ///< rows that are sent with a warning
    qint64 duplicates = 0;                         ///< rows left out because an earlier sent row has their key
    QList<FindingGroup> groups;                    ///< all findings, identical ones as one; errors first
    QList<Finding> findings;                       ///< in order of lines, the first CheckOptions::keptFindings
    std::array<qint64, findingCodeCount> totals{}; ///< findings by code, kept or not
    RecordSet leftOutRecords;
    RecordSet warnedRecords; ///< rows that are sent with a warning
    /// Duplicates and the lines of the rows that have their keys, the first CheckOptions::keptFindings.
    std::vector<DuplicateRow> duplicateRows;
    qint64 records = 0; ///< behind the header, those that the edits remove included
    RowIndex index;
    QByteArray fieldProfileSha256;     ///< empty without a field profile
    qint64 mainNetworkRows = 0;        ///< rows to be sent to a main network, where a column states the network
    qint64 otherNetworkRows = 0;       ///< and to another one
    std::vector<quint64> blockDigests; ///< one a MiB of the file, so that a later pass notices any change

    qint64 sendable() const { return rows - leftOut; }
    qint64 total(FindingCode code) const { return totals[std::size_t(code)]; }
    bool hasMixedNetworks() const { return mainNetworkRows > 0 && otherNetworkRows > 0; }
    qint64 findingCount() const;
};

/// Reads the whole file once: decodes, maps, validates, finds duplicates, optionally writes the JSON. For a background
/// thread; memory grows by some twelve bytes a row. A row claims its five-part key only when it is sent: of two rows
/// with one key, of which the first is left out for another reason, the second is sent. Errors: Input with
/// FileNotFound, FileUnreadable, FileIsDirectory, FileNotRegular, FileEmpty, FileHeaderOnly, FileChanged, FileVanished,
/// MappingUnusable, FieldProfileUnknown, FieldProfileUnusable; Storage/DiskFull or NotWritable for `jsonOut`;
/// Cancelled.
Result<CheckReport> check(const ImportSpec &spec, const CheckOptions &options = {});

} // namespace chancery::catalogue
