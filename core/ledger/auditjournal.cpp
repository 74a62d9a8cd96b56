// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/auditjournal.h"

#include "core/async/errorof.h"
#include "core/json/value.h"
#include "core/ledger/columntext.h"
#include "core/ledger/conditions.h"

#include <QCryptographicHash>
#include <QSaveFile>

#include <algorithm>

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

/// When an entry was written, read off its text: the log may be long, and most of it is not in the range.
bool isWithin(const QByteArray &entry, const AuditQuery &query)
{
    if (!query.since.isValid() && !query.until.isValid())
        return true;
    constexpr QByteArrayView member{"\"at\":\""};
    const qsizetype at = entry.indexOf(member);
    const QString written = QString::fromLatin1(entry.mid(at + member.size(), 24));
    return (!query.since.isValid() || written >= column::time(query.since)) &&
           (!query.until.isValid() || written < column::time(query.until));
}

bool occurs(const QString &text, const json::Value &value)
{
    if (value.isObject())
        return std::any_of(value.members().begin(), value.members().end(),
                           [&text](const json::Member &member) { return occurs(text, member.value); });
    if (value.isArray())
        return std::any_of(value.items().begin(), value.items().end(),
                           [&text](const json::Value &item) { return occurs(text, item); });
    return value.toText().contains(text, Qt::CaseInsensitive);
}

bool occurs(const QString &text, const AuditEntry &entry)
{
    for (const QString &part : {entry.subject, entry.author.user, entry.author.profileName}) {
        if (part.contains(text, Qt::CaseInsensitive))
            return true;
    }
    const auto content = json::parse(entry.content);
    return content && occurs(text, *content);
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

Result<Nothing> AuditJournal::note(const AuditEvent &event)
{
    return m_connection.transact([&] { return append(event); });
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
    Conditions conditions;
    conditions.mustEqual("event"_L1, query.event);
    conditions.mustEqual("subject"_L1, query.subject);
    conditions.mustEqual("user_name"_L1, query.user);
    if (query.before > 0)
        conditions.must(u"sequence < ?"_s, query.before);
    // What no column tells is looked for in the rows, and they end as soon as there are enough of them.
    auto found =
        m_connection.run(u"SELECT entry, hash FROM audit_entry"_s + conditions.clause() + u" ORDER BY sequence DESC"_s,
                         conditions.values());
    if (!found)
        return found.error();
    QList<AuditEntry> entries;
    while (entries.size() < query.limit && found->next()) {
        const QByteArray written = found->value(0).toString().toUtf8();
        if (!isWithin(written, query))
            continue;
        auto entry = decodeAuditEntry(written, found->value(1).toString().toLatin1());
        if (!entry) // one that somebody has damaged is verify()'s to tell
            continue;
        if (query.text.isEmpty() || occurs(query.text, *entry))
            entries << *std::move(entry);
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return entries;
}

Result<QStringList> AuditJournal::distinct(const QString &column)
{
    auto found = m_connection.run(u"SELECT DISTINCT %1 FROM audit_entry ORDER BY %1"_s.arg(column));
    if (!found)
        return found.error();
    QStringList words;
    while (found->next())
        words << found->value(0).toString();
    return found->lastError().isValid() ? Result<QStringList>(m_connection.failure(found->lastError())) : words;
}

Result<AuditFacets> AuditJournal::facets()
{
    const auto last = head();
    if (!last)
        return last.error();
    const auto events = distinct(u"event"_s);
    if (!events)
        return events.error();
    const auto users = distinct(u"user_name"_s);
    if (!users)
        return users.error();
    return AuditFacets{last->entries, *events, *users};
}

Result<ChainVerdict> AuditJournal::verify(const std::stop_token &stop)
{
    // What is read from here on is of one moment: the connection that reads ends with it.
    if (const auto begun = m_connection.run(u"BEGIN"_s); !begun)
        return begun.error();
    const auto told = head();
    if (!told)
        return told.error();
    auto found = m_connection.run(u"SELECT entry, hash FROM audit_entry ORDER BY sequence"_s);
    if (!found)
        return found.error();
    ChainFollower chain;
    std::optional<ChainFault> fault;
    while (!fault && !stop.stop_requested() && found->next())
        fault = chain.take(found->value(0).toString().toUtf8(), found->value(1).toString().toLatin1());
    if (stop.stop_requested())
        return errorOf(ErrorKind::Cancelled, Cause::Cancelled);
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
