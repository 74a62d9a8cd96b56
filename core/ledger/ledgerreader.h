// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/importrun.h"
#include "core/sqlite/sqliteconnection.h"

namespace chancery {

/// The ledger's questions, asked of one open connection; Ledger says what each means. Words that this version does not
/// know are never an error.
class LedgerReader
{
public:
    explicit LedgerReader(SqliteConnection &connection)
        : m_connection(connection)
    {}

    Result<QList<ImportRunRecord>> runs(int limit);
    Result<QDateTime> lastImport(const QString &host, const QString &application);
    Result<ImportRunRecord> run(const QString &id);
    Result<RunBasis> basis(const QString &runId);
    Result<QList<ChunkRecord>> chunks(const QString &runId);
    Result<QList<RowRecord>> rows(const QString &runId, const RowQuery &query);

private:
    Result<QList<ImportRunRecord>> readRuns(const QString &clause, const QVariantList &values);
    Result<Nothing> addWhatChunksSay(ImportRunRecord &run);
    Result<QList<std::pair<int, QString>>> jobs(const QString &runId);

    SqliteConnection &m_connection;
};

/// NotFound / RunUnknown: the run, or its chunk, is not in the ledger.
Error runUnknown(const QString &runId);

} // namespace chancery
