// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/auditlog.h"
#include "core/sqlite/sqliteconnection.h"

#include <QList>

#include <stop_token>

namespace chancery {

/// The audit log within a ledger. Ledger says what each call means.
class AuditJournal
{
public:
    explicit AuditJournal(SqliteConnection &connection)
        : m_connection(connection)
    {}

    /// Within a transaction of the caller's, so that what happened and its entry are on the disk together.
    Result<Nothing> append(const AuditEvent &event);
    /// In one of its own.
    Result<Nothing> note(const AuditEvent &event);
    Result<QList<AuditEntry>> read(const AuditQuery &query);
    Result<AuditFacets> facets();
    /// Of the log as it is at one moment, whoever adds to it meanwhile. Cancelled once `stop` says so.
    Result<ChainVerdict> verify(const std::stop_token &stop);
    /// Yields how many entries were written.
    Result<qint64> exportTo(const QString &path);

private:
    struct Head
    {
        qint64 entries = 0;
        QByteArray hash = QByteArray(64, '0');
    };
    Result<Head> head();
    Result<QStringList> distinct(const QString &column);
    Result<Nothing> store(const AuditEvent &event, const QString &entry, const Head &next);

    SqliteConnection &m_connection;
};

} // namespace chancery
