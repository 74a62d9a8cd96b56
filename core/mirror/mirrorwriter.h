// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorrecord.h"
#include "core/mirror/mirrorstate.h"
#include "core/sqlite/sqliteconnection.h"

#include <QByteArrayList>
#include <QHash>

#include <memory>

namespace chancery {

/// A passport made ready for the file.
struct MirrorRow
{
    MirrorRecord record; ///< without its row number
    QByteArray json;     ///< the row as it came
};

/// What a write changed, for whoever keeps rows in memory.
struct MirrorChanges
{
    std::vector<MirrorRecord> put;
    std::vector<quint32> removed;
    qint64 fresh = 0; ///< of `put`, those that were not known
    bool isEmpty() const { return put.empty() && removed.empty(); }
};

/// Writes rows into the mirror's tables, many with one statement; within its caller's transactions. While the tables
/// are filled for the first time they have no indexes: which ids there are is known from memory.
class MirrorWriter
{
public:
    explicit MirrorWriter(SqliteConnection &connection);
    ~MirrorWriter();

    /// Takes up a filling that was interrupted; makes indexes that are missing for any other reason.
    enum class Pass {
        Running,
        Ended,
    };
    Result<Nothing> open(Pass pass);

    /// Puts what is new or newer, and notes of all rows that the pass has met them.
    struct Meeting
    {
        qint64 pass = 0;
        qint64 now = 0; ///< ms since 1970
    };
    Result<MirrorChanges> put(std::vector<MirrorRow> rows, Meeting meeting);
    /// The rows of those ids that are kept.
    Result<std::vector<quint32>> rowsOf(const QByteArrayList &ids);

    /// Precondition: there are no rows.
    Result<Nothing> beginFilling();
    Result<Nothing> endFilling();
    /// Not within a transaction: from now on nothing waits for the disk, until settle() has all of it there, which may
    /// take seconds. A power cut in between is found out by the next open().
    Result<Nothing> hurry();
    Result<Nothing> settle();
    bool isFilling() const { return m_isFilling; }

private:
    struct Known
    {
        quint32 row = 0;
        quint64 raw = 0;
        qint64 updated = 0;
    };
    using KnownRows = QHash<QByteArray, Known>; ///< by id
    struct Statements;

    Result<Nothing> prepare();
    Result<Nothing> check();
    Result<Nothing> loadFilled();
    Result<Nothing> runAll(const QStringList &statements);
    Result<KnownRows> known(const QByteArrayList &ids);
    Result<Nothing> findBy(QSqlQuery &query, const QString &wanted, KnownRows &found);
    Result<Nothing> insert(const std::vector<const MirrorRow *> &rows);
    Result<Nothing> update(const MirrorRow &row);
    Result<Nothing> see(const std::vector<quint32> &rows, Meeting meeting);

    SqliteConnection &m_connection;
    std::unique_ptr<Statements> m_statements;
    quint32 m_lastRow = 0;
    bool m_isFilling = false;
    bool m_isHurrying = false;
    QHash<quint64, quint32> m_filled; ///< hash of an id to its row, while filling
};

} // namespace chancery
