// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/undo.h"
#include "core/sqlite/sqliteconnection.h"

namespace chancery {

/// The part of a ledger about taking runs back: pre-images, and what became of each row. Ledger says what each call
/// means.
class UndoJournal
{
public:
    struct Signature
    {
        QString path; ///< of the ledger
        QString owner;
    };
    UndoJournal(SqliteConnection &connection, Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    Result<Nothing> keep(const QString &runId, const QList<Preimage> &preimages);
    Result<Nothing> begin(const QString &runId, const QString &user);
    /// `words` are written as they are: an intent is an unknown outcome until it is settled.
    Result<Nothing> settle(const QString &runId, const QList<UndoEnd> &ends);
    Result<Nothing> finish(const QString &runId, const QString &state);
    Result<Nothing> interruptThoseOfTheDead();
    Result<qint64> pruneSome(const QDateTime &now, const PreimageRule &rule);

    Result<UndoBasis> basis(const QString &runId);
    Result<QList<UndoRow>> openRows(const QString &runId, const UndoQuery &query);
    Result<QList<UndoRow>> rows(const QString &runId, const UndoQuery &query);
    Result<UndoRecord> record(const QString &runId);

private:
    Result<Nothing> mayBegin(const QString &runId);
    Result<Nothing> writeEnd(const UndoRecord &end);
    Result<QStringList> leftByTheDead();
    Result<QString> oldestToPrune(const QDateTime &now, const PreimageRule &rule);
    Result<qint64> rowsTaken(const QString &runId);
    Result<bool> isPruned(const QString &runId);
    Result<QList<UndoRow>> read(const QString &clause, const QVariantList &values);
    Result<Nothing> run(const QString &sql, const QVariantList &values);

    SqliteConnection &m_connection;
    const Signature m_signature;
};

} // namespace chancery
