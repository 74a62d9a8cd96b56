// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/decision.h"
#include "core/sqlite/sqliteconnection.h"

#include <QList>

namespace chancery {

/// The part of a ledger about decisions; each change is written together with its entry in the audit log. Ledger says
/// what each call means.
class DecisionJournal
{
public:
    struct Signature
    {
        QString path; ///< of the ledger
        QString owner;
    };
    DecisionJournal(SqliteConnection &connection, Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    Result<DecisionBar> prepare(const DecisionIntent &intent);
    Result<DecisionBar> intend(const DecisionIntent &intent, Eyes eyes);
    Result<Nothing> settle(const QString &id, const DecisionEnd &end);
    Result<Nothing> giveUpThoseOfTheDead();
    Result<QList<DecisionRecord>> read(const DecisionQuery &query);

private:
    struct Prepared
    {
        QString by;
        DecisionBar bar = DecisionBar::None;
    };
    Result<Prepared> preparedFor(const DecisionIntent &intent, Eyes eyes);
    Result<DecisionBar> openOf(const DecisionIntent &intent);
    Result<Nothing> mustBeNew(const QString &id);
    Result<Nothing> write(const DecisionIntent &intent, const QString &preparedBy);
    Result<Nothing> writeEnd(const DecisionRecord &record, const DecisionEnd &end, const QString &event);
    Result<QList<DecisionRecord>> select(const QString &clause, const QVariantList &values);
    Result<Nothing> run(const QString &sql, const QVariantList &values);

    SqliteConnection &m_connection;
    const Signature m_signature;
};

} // namespace chancery
