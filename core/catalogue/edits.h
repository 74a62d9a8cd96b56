// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QByteArray>
#include <QMap>

#include <optional>

namespace chancery::catalogue {

/// What a person changed in a file's cells, kept beside the file: the file is not touched. Records are counted from 0,
/// the first behind the header, as they stand in the file. Copies are cheap and share what is equal, so a copy can be
/// handed to another thread at every change.
///
/// A record with an edited cell has exactly the header's columns: missing cells are empty, surplus ones are gone.
class Edits
{
public:
    /// The text of a cell; none: as it stands in the file.
    using Cell = std::optional<QString>;
    /// Stands for the whole record in the place of a column; any text there means that the record is left away.
    static constexpr int wholeRecord = 0x7FFF;

    bool isEmpty() const { return m_blocks.isEmpty(); }
    qint64 editedCells() const { return m_cells; }
    qint64 removedRecords() const { return m_removed; }

    Cell cell(qint64 record, int column) const;
    /// Preconditions: `record` is not negative, `column` below RecordReader::maxFields or wholeRecord.
    void put(qint64 record, int column, const Cell &cell);
    bool isRemoved(qint64 record) const { return cell(record, wholeRecord).has_value(); }
    void remove(qint64 record) { put(record, wholeRecord, QString()); }
    void restore(qint64 record) { put(record, wholeRecord, {}); }
    /// Whether anything is changed in the record.
    bool touches(qint64 record) const;
    /// Every record with a change, in order.
    QList<qint64> records() const;

    /// `{"cells":[[record,column,"text"],…],"removed":[record,…]}`, for the ledger.
    json::Value toJson() const;
    /// Error: Protocol / UnexpectedShape.
    static Result<Edits> fromJson(const json::Value &value);
    /// SHA-256 in lower-case hexadecimal; equal for equal edits, however they came about. Empty for none.
    QByteArray digest() const;

    bool operator==(const Edits &other) const { return m_blocks == other.m_blocks; }

    /// For reading in sequence: the edits of 1,024 records at a time, keyed by place(). Null when there are none.
    using Block = QMap<quint32, QByteArray>;
    static constexpr qint64 blockRecords = 1024;
    static quint32 place(qint64 record, int column) { return quint32(record % blockRecords) << 15 | quint32(column); }
    const Block *block(qint64 number) const;

private:
    QMap<qint64, Block> m_blocks; ///< two levels, so that a change copies only what is near it
    qint64 m_cells = 0;
    qint64 m_removed = 0;
};

} // namespace chancery::catalogue
