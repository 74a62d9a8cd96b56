// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/approval.h"
#include "core/sqlite/sqliteconnection.h"

#include <QList>

namespace chancery {

/// The part of a ledger about approvals; each change is written together with its entry in the audit log. Ledger says
/// what each call means.
class ApprovalJournal
{
public:
    struct Signature
    {
        QString path; ///< of the ledger
        QString owner;
    };
    ApprovalJournal(SqliteConnection &connection, Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    Result<ApprovalBar> ask(const ApprovalIntent &intent);
    Result<Nothing> await(const QString &id, const QString &requestId, const QDateTime &deadline);
    Result<ApprovalPickUp> pickUp(const QString &id, const Author &author);
    Result<ApprovalBar> grant(const QString &id, const ApprovalGrant &grant);
    Result<Nothing> end(const QString &id, const ApprovalEnd &end);
    Result<ApprovalBar> spend(const ApprovalUse &use);
    /// The same within a transaction of the caller's, so that an action and its approval are on the disk together.
    Result<ApprovalBar> spendWithin(const ApprovalUse &use);
    Result<Nothing> giveUpThoseOfTheDead();
    Result<QList<ApprovalRecord>> read(const ApprovalQuery &query);

private:
    using Step = std::function<Result<ApprovalBar>()>;

    /// In one transaction: of two that ask, one is told.
    Result<ApprovalBar> decide(const Step &step);
    Result<ApprovalBar> mayAsk(const ApprovalIntent &intent);
    Result<ApprovalBar> mayGrant(const ApprovalRecord &record, const ApprovalGrant &grant);
    Result<bool> occurs(const QString &condition, const QVariantList &values);
    /// NotFound / RunUnknown when there is no such approval.
    Result<ApprovalRecord> find(const QString &id);
    Result<QList<ApprovalRecord>> select(const QString &clause, const QVariantList &values);
    Result<Nothing> write(const ApprovalIntent &intent, ApprovalState state);
    Result<Nothing> change(const QString &sets, const QVariantList &values, const QString &id);
    Result<Nothing> writeEnd(const ApprovalRecord &record, const ApprovalEnd &end);

    SqliteConnection &m_connection;
    const Signature m_signature;
};

} // namespace chancery
