// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorrecord.h"
#include "core/mirror/mirrorstate.h"
#include "core/sqlite/sqliteconnection.h"

#include <memory>

namespace chancery {

/// What a write changed, for whoever keeps rows in memory.
struct MirrorChanges
{
    std::vector<MirrorRecord> put;
    std::vector<quint32> removed;
    bool isEmpty() const { return put.empty() && removed.empty(); }
};

/// The mirror's file, written by one thread.
class MirrorStore
{
public:
    explicit MirrorStore(MirrorPlace place);
    ~MirrorStore();

    /// Opens the file; one that is damaged, of a later version or of another catalogue is made anew.
    Result<Nothing> open();
    void close();
    /// Throws the file away and starts an empty one.
    Result<Nothing> startAfresh();

    Result<MirrorChanges> put(const QList<keyban::Passport> &passports);
    Result<MirrorChanges> remove(const QStringList &ids);

    Result<MirrorState> state();
    /// Starts another pass over the catalogue.
    Result<MirrorState> beginPass();
    /// Notes how far the running pass is.
    Result<MirrorState> notePages(int sweep, qint64 pages, qint64 total);
    /// How many different rows the running pass has met.
    Result<qint64> met();
    /// Ids of rows that it has not met, `limit` at most.
    Result<QStringList> unseen(int limit);
    /// Ends the pass; with Unseen::Drop, what it has not met goes.
    Result<MirrorChanges> endPass(MirrorUnseen unseen);

private:
    Result<Nothing> openConnection();
    /// Whether the file is of this catalogue.
    Result<bool> readState();
    Result<Nothing> writeState();
    Result<Nothing> putOne(const keyban::Passport &passport, qint64 now, MirrorChanges &changes);
    Result<Nothing> see(quint32 row, qint64 now);
    Result<Nothing> removeRows(const std::vector<quint32> &rows);

    const MirrorPlace m_place;
    std::unique_ptr<SqliteConnection> m_connection;
    struct Statements;
    std::unique_ptr<Statements> m_statements;
    MirrorState m_state;
};

} // namespace chancery
