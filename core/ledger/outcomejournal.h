// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/runoutcome.h"
#include "core/sqlite/sqliteconnection.h"

namespace chancery {

/// The part of a ledger about what became of plans. Ledger says what each call means.
class OutcomeJournal
{
public:
    explicit OutcomeJournal(SqliteConnection &connection)
        : m_connection(connection)
    {}

    Result<Nothing> keep(const QString &runId, const OutcomeRecord &record);
    Result<OutcomeRecord> read(const QString &runId);

private:
    Result<Nothing> forget(const QString &runId);
    Result<Nothing> writeCounts(const QString &runId, const QList<OutcomeCount> &counts);
    Result<Nothing> writeRows(const QString &runId, const QList<OutcomeRow> &rows);
    Result<Nothing> readCounts(const QString &runId, QList<OutcomeCount> &counts);
    Result<Nothing> readRows(const QString &runId, QList<OutcomeRow> &rows);

    SqliteConnection &m_connection;
};

} // namespace chancery
