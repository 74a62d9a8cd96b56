// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorwriter.h"

namespace chancery {

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

    Result<MirrorChanges> put(std::vector<MirrorRow> rows);
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
    /// After the pass that filled it: makes the indexes and has all of it on the disk. May take seconds, in which the
    /// rows are all there already.
    Result<Nothing> settle();

private:
    Result<Nothing> openConnection();
    /// Whether the file is of this catalogue.
    Result<bool> readState();
    Result<Nothing> writeState();
    Result<Nothing> removeRows(const std::vector<quint32> &rows);

    const MirrorPlace m_place;
    std::unique_ptr<SqliteConnection> m_connection;
    std::unique_ptr<MirrorWriter> m_writer;
    MirrorState m_state;
};

} // namespace chancery
