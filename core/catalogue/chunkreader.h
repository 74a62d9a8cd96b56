// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/spec.h"
#include "core/keyban/passportkey.h"

#include <QByteArray>

#include <limits>
#include <memory>
#include <vector>

namespace chancery::catalogue {

using RowKey = keyban::PassportKey;

struct DraftRow
{
    qint64 line = 0;
    RowKey key;
    bool operator==(const DraftRow &) const = default;
};

/// Rows that travel in one request.
struct DraftChunk
{
    QByteArray json; ///< a JSON array, one object a row
    std::vector<DraftRow> rows;
    std::vector<qsizetype> ends; ///< of each row's object in `json`
    bool isEmpty() const { return rows.empty(); }
    /// Cuts off everything behind the first `count` rows (at least one, fewer than there are) and yields it.
    DraftChunk splitOff(std::size_t count);
};

struct ChunkLimit
{
    qint64 maxRows = 500;
    qint64 maxBytes = 8 * 1024 * 1024;                      ///< of json; a single larger row still goes, alone
    qint64 beforeLine = std::numeric_limits<qint64>::max(); ///< no row that stands on it or behind it
};

/// The second pass over a checked file: the rows that the check did not leave out and that are not `unchanged` (record
/// numbers from 0, as CheckReport::leftOutRecords), in order, as chunks. Created and used from one background thread at
/// a time; it may be handed over between calls.
class ChunkReader
{
public:
    /// Errors: as check(); FileChanged or FileVanished when it is no longer the file of the report.
    static Result<std::unique_ptr<ChunkReader>> open(const ImportSpec &spec, const CheckReport &report,
                                                     const RecordSet &unchanged = {});
    ~ChunkReader();

    /// The next rows; an empty chunk at the end. Every byte behind a returned row has been compared with the check, so
    /// after FileChanged or FileVanished no row of doubtful content has left.
    Result<DraftChunk> next(const ChunkLimit &limit = {});

    /// Leaves out the next `rows` sendable rows, for a run that continues. Yields how many there were.
    Result<qint64> skip(qint64 rows);

private:
    class Impl;
    explicit ChunkReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace chancery::catalogue
