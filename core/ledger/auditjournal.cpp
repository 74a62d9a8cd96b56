// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/auditjournal.h"

#include "core/json/value.h"
#include "core/ledger/columntext.h"

#include <QCryptographicHash>
#include <QSaveFile>

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

QByteArray entryOf(const AuditEvent &event, qint64 sequence, const QByteArray &previous)
{
    json::Value entry = json::Value::object();
    entry.set(u"sequence"_s, json::Value::integer(sequence));
    entry.set(u"at"_s, column::now());
    entry.set(u"event"_s, event.event);
    entry.set(u"subject"_s, event.subject);
    entry.set(u"user"_s, event.author.user);
    entry.set(u"profileId"_s, event.author.profileId);
    entry.set(u"profile"_s, event.author.profileName);
    const auto content = json::parse(event.content);
    entry.set(u"content"_s, content ? *content : json::Value());
    entry.set(u"previous"_s, QString::fromLatin1(previous));
    return json::write(entry);
}

} // namespace

Result<AuditJournal::Head> AuditJournal::head()
{
    auto found = m_connection.run(u"SELECT entries, hash FROM audit_head"_s);
    if (!found)
        return found.error();
    if (found->next())
        return Head{found->value(0).toLongLong(), found->value(1).toString().toLatin1()};
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return Head{};
}

Result<Nothing> AuditJournal::append(const AuditEvent &event)
{
    const auto last = head();
    if (!last)
        return last.error();
    const QByteArray entry = entryOf(event, last->entries + 1, last->hash);
    const QByteArray hash = QCryptographicHash::hash(entry, QCryptographicHash::Sha256).toHex();
    return store(event, QString::fromUtf8(entry), {last->entries + 1, hash});
}

Result<Nothing> AuditJournal::store(const AuditEvent &event, const QString &entry, const Head &next)
{
    const QString hash = QString::fromLatin1(next.hash);
    const auto written =
        m_connection.run(u"INSERT INTO audit_entry (sequence, event, subject, user_name, entry, hash) "
                         "VALUES (?, ?, ?, ?, ?, ?)"_s,
                         {next.entries, text(event.event), text(event.subject), text(event.author.user), entry, hash});
    if (!written)
        return written.error();
    const auto headed = m_connection.run(u"INSERT INTO audit_head (id, entries, hash) VALUES (1, ?, ?) "
                                         "ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, "
                                         "hash = excluded.hash"_s,
                                         {next.entries, hash});
    return headed ? Result<Nothing>(Nothing{}) : headed.error();
}

Result<QList<AuditEntry>> AuditJournal::read(const AuditQuery &query)
{
    QString where = u"1 = 1"_s;
    QVariantList values;
    const auto filter = [&](QLatin1StringView column, const QString &value) {
        if (value.isEmpty())
            return;
        where += u" AND "_s + column + u" = ?"_s;
        values << value;
    };
    filter("event"_L1, query.event);
    filter("subject"_L1, query.subject);
    filter("user_name"_L1, query.user);
    if (query.before > 0) {
        where += u" AND sequence < ?"_s;
        values << query.before;
    }
    values << query.limit;
    auto found = m_connection.run(
        u"SELECT entry, hash FROM audit_entry WHERE "_s + where + u" ORDER BY sequence DESC LIMIT ?"_s, values);
    if (!found)
        return found.error();
    QList<AuditEntry> entries;
    while (found->next()) {
        auto entry = decodeAuditEntry(found->value(0).toString().toUtf8(), found->value(1).toString().toLatin1());
        if (entry) // one that somebody has damaged is verify()'s to tell
            entries << *std::move(entry);
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return entries;
}

Result<ChainVerdict> AuditJournal::verify()
{
    const auto told = head();
    if (!told)
        return told.error();
    auto found = m_connection.run(u"SELECT entry, hash FROM audit_entry ORDER BY sequence"_s);
    if (!found)
        return found.error();
    ChainFollower chain;
    std::optional<ChainFault> fault;
    while (!fault && found->next())
        fault = chain.take(found->value(0).toString().toUtf8(), found->value(1).toString().toLatin1());
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    if (!fault)
        fault = chain.conclude(told->entries, told->hash);
    ChainVerdict verdict{chain.entries(), QByteArray::fromHex(chain.head()), {}};
    if (fault)
        verdict.broken = ChainBreak{*fault, chain.entries() + 1, 0};
    return verdict;
}

Result<qint64> AuditJournal::exportTo(const QString &path)
{
    const auto told = head();
    if (!told)
        return told.error();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return writeFailure(path, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(exportHeader(told->entries, told->hash, QDateTime::currentDateTimeUtc()));
    // What another process has added since the head was read is not part of this export.
    auto found = m_connection.run(u"SELECT entry, hash FROM audit_entry WHERE sequence <= ? ORDER BY sequence"_s,
                                  {told->entries});
    if (!found)
        return found.error();
    qint64 entries = 0;
    for (; found->next(); ++entries)
        file.write(exportedLine(found->value(0).toString().toUtf8(), found->value(1).toString().toLatin1()));
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    if (!file.commit())
        return writeFailure(path, file.errorString());
    return entries;
}

} // namespace chancery
