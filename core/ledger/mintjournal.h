// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/approval.h"
#include "core/ledger/mint.h"
#include "core/ledger/mintstatements.h"
#include "core/sqlite/sqliteconnection.h"

#include <QHash>
#include <QList>

namespace chancery {

/// The part of a ledger about points; each change is written together with its entry in the audit log. Ledger says
/// what each call means.
class MintJournal
{
public:
    struct Signature
    {
        QString path; ///< of the ledger
        QString owner;
    };
    MintJournal(SqliteConnection &connection, Signature signature)
        : m_connection(connection)
        , m_signature(std::move(signature))
    {}

    /// With an approval no limit stands in the way, and it is spent.
    Result<MintAdmission> intend(const MintIntent &intent, const std::optional<ApprovalUse> &approval);
    Result<MintOutlook> outlook(const MintIntent &intent);
    Result<Nothing> settle(const QString &id, const MintEnd &end);
    Result<Nothing> giveUpThoseOfTheDead();
    Result<QList<MintRecord>> read(const MintQuery &query);
    /// Of each line of a batch of awards, by its key.
    Result<QHash<QString, MintRecord>> latestOfBatch(const QString &batchId, const QString &service);
    Result<MintLimits> limits(const QString &profileId);
    Result<Nothing> setLimits(const Author &author, const MintLimits &limits);

private:
    struct Moment
    {
        qint64 sequence = 1;
        QString at;
        QString day;
    };
    enum class WithLimits {
        No,
        Yes,
    };
    Result<Moment> moment();
    /// Whether it can be sent at all.
    Result<MintAdmission> judge(const MintIntent &intent);
    /// What the limits say; None where nothing is over them.
    Result<MintAdmission> measure(const MintIntent &intent, const Moment &now);
    /// The first of all questions that stands in the way.
    Result<MintAdmission> barOf(const MintIntent &intent, const Moment &now, WithLimits limits);
    Result<Nothing> admit(const MintIntent &intent, const std::optional<ApprovalUse> &approval,
                          MintAdmission &admission);
    Result<MintAdmission> openOf(const MintIntent &intent);
    Result<qint64> given(const mintsql::Given &what);
    Result<Nothing> write(const MintIntent &intent, const Moment &now);
    Result<Nothing> writeEnd(const MintRecord &record, const MintEnd &end, const QString &event);
    Result<QList<MintRecord>> select(const mintsql::Clause &clause);
    Result<Nothing> run(const QString &sql, const QVariantList &values);

    SqliteConnection &m_connection;
    const Signature m_signature;
};

} // namespace chancery
