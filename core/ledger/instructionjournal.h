// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/ledger/instruction.h"
#include "core/sqlite/sqliteconnection.h"

#include <QHash>
#include <QList>

namespace chancery {

/// The part of a ledger about instructions; each change is written together with its entry in the audit log. Ledger
/// says what each call means.
class InstructionJournal
{
public:
    struct Signature
    {
        QString path; ///< of the ledger
        QString owner;
    };
    InstructionJournal(SqliteConnection &connection, Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    Result<InstructionAdmission> intend(const InstructionIntent &intent);
    Result<Nothing> settle(const InstructionKey &key, const InstructionEnd &end);
    Result<QList<InstructionRecord>> read(const InstructionQuery &query);
    Result<QHash<QString, InstructionRecord>> known(const InstructionKey &common, const QStringList &keys);

    Result<Nothing> beginBatch(const InstructionBatchRecord &batch);
    Result<Nothing> finishBatch(const QString &id, const InstructionBatchEnd &end);
    Result<QList<InstructionBatchRecord>> batches(qint64 limit);

    Result<Nothing> intendCancel(const InstructionCancel &cancel);
    Result<Nothing> settleCancel(const InstructionCancel &cancel, const InstructionEnd &end);

    Result<Nothing> giveUpThoseOfTheDead();

private:
    Result<std::optional<InstructionRecord>> find(const InstructionKey &key);
    Result<Nothing> write(const InstructionIntent &intent, bool isKnown);
    Result<Nothing> writeEnd(const InstructionRecord &record, const InstructionEnd &end, const QString &event);
    Result<Nothing> interruptBatchesOfTheDead();
    Result<QList<InstructionRecord>> select(const QString &clause, const QVariantList &values);
    Result<Nothing> append(const QString &event, const InstructionIntent &intent, const json::Value &content);
    Result<Nothing> run(const QString &sql, const QVariantList &values);

    SqliteConnection &m_connection;
    const Signature m_signature;
};

} // namespace chancery
