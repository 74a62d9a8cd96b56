// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/ledger/awardbatch.h"
#include "core/ledger/mintjournal.h"

#include <QList>

namespace chancery {

/// The part of a ledger about batches of awards; what became of their lines is told by the mints. Ledger says what each
/// call means.
class AwardJournal
{
public:
    AwardJournal(SqliteConnection &connection, MintJournal::Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    Result<QString> begin(const AwardBatchRecord &batch, const QList<AwardLine> &lines);
    Result<Nothing> finish(const QString &id, const QString &state);
    Result<QList<AwardBatchRecord>> read(const AwardBatchQuery &query);
    Result<QList<AwardLineRecord>> lines(const QString &id);
    Result<Nothing> interruptThoseOfTheDead();

private:
    struct Known
    {
        QString id;
        bool isRunning = false; ///< in a living process
    };
    Result<std::optional<Known>> find(const QString &service, const QString &content);
    Result<Nothing> write(const AwardBatchRecord &batch, const QList<AwardLine> &lines, const QString &content);
    Result<Nothing> takeOver(const QString &id, const AwardBatchRecord &batch);
    Result<Nothing> end(const AwardBatchRecord &batch, const QString &state);
    Result<Nothing> count(AwardBatchRecord &batch);
    Result<Nothing> append(const QString &event, const AwardBatchRecord &batch, const json::Value &content);
    Result<Nothing> run(const QString &sql, const QVariantList &values);

    SqliteConnection &m_connection;
    const MintJournal::Signature m_signature;
};

} // namespace chancery
