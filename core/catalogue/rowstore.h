// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/fieldprofile.h"
#include "core/catalogue/filesource.h"
#include "core/catalogue/spec.h"

#include <memory>

namespace chancery::catalogue {

class RawRecord;
class RowCheck;
class RowCursor;
class RowSpool;

/// One row as the grid shows it: its cells as edited, and what is wrong with them now.
struct StoredRow
{
    qint64 record = -1; ///< counted from 0 behind the header
    qint64 line = 0;
    QStringList fields; ///< may be fewer or more than the headers; none for one that could not be read
    bool isRemoved = false;
    bool isLeftOut = false;
    QList<Finding> findings;
    bool operator==(const StoredRow &) const = default;
};

/// What is looked for in cells.
struct CellSearch
{
    QString text;
    Qt::CaseSensitivity sensitivity = Qt::CaseInsensitive;
    bool isWholeCell = false;
    int column = -1; ///< -1 for every column
    bool operator==(const CellSearch &) const = default;
};

struct CellPlace
{
    qint64 record = -1;
    int column = -1;
    bool operator==(const CellPlace &) const = default;
};

/// A cell's edit before and after.
struct CellChange
{
    qint64 record = 0;
    int column = 0;
    Edits::Cell before;
    Edits::Cell after;
    bool operator==(const CellChange &) const = default;
};

struct Replacement
{
    QList<CellChange> changes;
    qint64 skippedRows = 0; ///< with a hit, but without the header's shape: an edit would drop or add cells unseen
};

/// Any rows of a checked file, at once, whatever its size: UTF-8 text is read from the nearest mark of the check's
/// index; any other file is decoded once into the cache folder. Functions are for background threads and may be called
/// from several at a time.
class RowStore
{
public:
    /// Errors: as check(); FileChanged when it is no longer the file of the report; Storage when the cache folder takes
    /// no file.
    static Result<std::shared_ptr<const RowStore>> open(const ImportSpec &spec, const CheckReport &report,
                                                        const QString &cacheFolder, const std::stop_token &stop = {});
    ~RowStore();

    qint64 records() const { return m_records; }
    const QStringList &headers() const { return m_headers; }

    /// These records, which come in order, as edited and judged. Duplicates are those of the last check.
    Result<QList<StoredRow>> rows(const QList<qint64> &records, const Edits &edits,
                                  const std::vector<DuplicateRow> &duplicates = {}) const;
    /// The records that begin on these lines; unknown lines are left out.
    Result<QList<qint64>> recordsOn(QList<qint64> lines) const;
    /// The record that the line belongs to; the first or last one for lines outside.
    Result<qint64> recordNear(qint64 line) const;
    /// The first hit behind `from` (before it, when looking back), within the file; none: record -1.
    Result<CellPlace> find(const CellSearch &search, const CellPlace &from, const Edits &edits,
                           const std::stop_token &stop = {}) const;
    Result<CellPlace> findBack(const CellSearch &search, const CellPlace &from, const Edits &edits,
                               const std::stop_token &stop = {}) const;
    /// What replacing every hit would change; at most `most` cells, then it ends. Error: Cancelled.
    Result<Replacement> replace(const CellSearch &search, const QString &by, const Edits &edits, qint64 most,
                                const std::stop_token &stop = {}) const;

private:
    RowStore(const ImportSpec &spec, const CheckReport &report);
    std::unique_ptr<RowCursor> cursorAt(qint64 record, const Edits &edits) const;
    const RowIndex &index() const;
    Result<Nothing> advance(RowCursor &cursor, qint64 &at, qint64 wanted) const;
    StoredRow stored(const RawRecord &raw, RowCheck &check, const Edits &edits) const;

    ImportSpec m_spec;
    QString m_file;
    FileIdentity m_identity;
    Format m_format;
    QStringList m_headers;
    RowIndex m_index;
    qint64 m_records;
    std::shared_ptr<const FieldProfile> m_profile;
    std::optional<FileSource> m_source; ///< the file itself, when it can be read from the middle
    std::unique_ptr<RowSpool> m_spool;  ///< else its records
};

} // namespace chancery::catalogue
