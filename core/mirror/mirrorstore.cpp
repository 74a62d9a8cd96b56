// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorstore.h"

#include "core/catalogue/hashing.h"
#include "core/mirror/mirrorschema.h"

#include <QFile>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

Error notOpen(const QString &path)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.cause = Cause::Unexpected;
    error.subject = path;
    return error;
}

qint64 msecs(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QDateTime timeOf(qint64 msecs)
{
    return msecs == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC);
}

/// Qt writes a null text as NULL, which no column takes.
QString text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

} // namespace

struct MirrorStore::Statements
{
    QSqlQuery find;
    QSqlQuery insert;
    QSqlQuery update;
    QSqlQuery raw;
    QSqlQuery see;
};

MirrorStore::MirrorStore(MirrorPlace place)
    : m_place(std::move(place))
{}

MirrorStore::~MirrorStore() = default;

Result<Nothing> MirrorStore::open()
{
    if (m_connection)
        return Nothing{};
    const Result<Nothing> opened = openConnection();
    if (opened)
        return opened;
    const Cause cause = opened.error().cause;
    close();
    if (cause != Cause::StorageCorrupt && cause != Cause::StorageTooNew)
        return opened;
    return startAfresh();
}

void MirrorStore::close()
{
    m_statements.reset();
    m_connection.reset();
}

Result<Nothing> MirrorStore::startAfresh()
{
    close();
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(m_place.path + suffix);
    const Result<Nothing> opened = openConnection();
    if (!opened)
        close();
    return opened;
}

Result<Nothing> MirrorStore::openConnection()
{
    m_connection = std::make_unique<SqliteConnection>(mirrorFile(m_place.path));
    if (auto opened = m_connection->open(mirrorMigrations()); !opened)
        return opened;
    m_statements = std::make_unique<Statements>();
    const std::pair<QSqlQuery *, QString> wanted[] = {
        {&m_statements->find, u"SELECT row, raw_hash, updated FROM passport WHERE id = ?"_s},
        {&m_statements->insert,
         u"INSERT INTO passport (id, key_hash, content_hash, raw_hash, level, model_number, batch_number, item_number, "
         "network, name, status, certification, updated, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s},
        {&m_statements->update,
         u"UPDATE passport SET id = ?, key_hash = ?, content_hash = ?, raw_hash = ?, level = ?, model_number = ?, "
         "batch_number = ?, item_number = ?, network = ?, name = ?, status = ?, certification = ?, updated = ?, "
         "rest = ? WHERE row = ?"_s},
        {&m_statements->raw, u"INSERT OR REPLACE INTO raw (row, json) VALUES (?, ?)"_s},
        {&m_statements->see, u"INSERT OR REPLACE INTO seen (row, pass, at) VALUES (?, ?, ?)"_s}};
    for (const auto &[query, sql] : wanted) {
        auto prepared = m_connection->prepare(sql);
        if (!prepared)
            return prepared.error();
        *query = std::move(*prepared);
    }
    const Result<bool> ours = readState();
    if (!ours)
        return ours.error();
    return *ours ? Result<Nothing>(Nothing{}) : startAfresh();
}

Result<bool> MirrorStore::readState()
{
    const QString origin = m_place.origin + u' ' + m_place.application + u' ' + keyban::wireName(m_place.dialect);
    auto query =
        m_connection->run(u"SELECT origin, pass, running, started, sweep, pages, total, complete_from, complete_at, "
                          "(SELECT count(*) FROM seen) FROM state"_s);
    if (!query)
        return query.error();
    m_state = {};
    if (!query->next()) {
        auto made = m_connection->run(u"INSERT INTO state VALUES (1, ?, 0, 0, 0, 1, 0, 0, 0, 0)"_s, {origin});
        return made ? Result<bool>(true) : made.error();
    }
    m_state.pass = query->value(1).toLongLong();
    m_state.isRunning = query->value(2).toBool();
    m_state.started = timeOf(query->value(3).toLongLong());
    m_state.sweep = query->value(4).toInt();
    m_state.pages = query->value(5).toLongLong();
    m_state.total = query->value(6).toLongLong();
    m_state.completeFrom = timeOf(query->value(7).toLongLong());
    m_state.completeAt = timeOf(query->value(8).toLongLong());
    m_state.rows = query->value(9).toLongLong();
    return query->value(0).toString() == origin;
}

Result<Nothing> MirrorStore::writeState()
{
    auto wrote =
        m_connection->run(u"UPDATE state SET pass = ?, running = ?, started = ?, sweep = ?, pages = ?, total = ?, "
                          "complete_from = ?, complete_at = ?"_s,
                          {m_state.pass, m_state.isRunning ? 1 : 0, msecs(m_state.started), m_state.sweep,
                           m_state.pages, m_state.total, msecs(m_state.completeFrom), msecs(m_state.completeAt)});
    return wrote ? Result<Nothing>(Nothing{}) : wrote.error();
}

Result<MirrorChanges> MirrorStore::put(const QList<Passport> &passports)
{
    if (!m_connection)
        return notOpen(m_place.path);
    MirrorChanges changes;
    const MirrorState before = m_state;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto done = m_connection->transact([&]() -> Result<Nothing> {
        for (const Passport &passport : passports) {
            if (auto put = putOne(passport, now, changes); !put)
                return put;
        }
        return Nothing{};
    });
    if (!done) {
        m_state = before;
        return done.error();
    }
    return changes;
}

Result<Nothing> MirrorStore::putOne(const Passport &passport, qint64 now, MirrorChanges &changes)
{
    const QByteArray raw = json::write(passport.raw);
    const quint64 rawHash = catalogue::hashOf({raw.constData(), std::size_t(raw.size())}, 0);
    QSqlQuery &find = m_statements->find;
    if (auto found = m_connection->execute(find, {passport.id}); !found)
        return found;
    const bool known = find.next();
    const auto row = known ? quint32(find.value(0).toUInt()) : 0U;
    const bool same = known && quint64(find.value(1).toLongLong()) == rawHash;
    // A page may have been on its way while the row was saved here.
    const bool older = known && passport.updatedAt.isValid() && msecs(passport.updatedAt) < find.value(2).toLongLong();
    find.finish();
    if (same || older)
        return see(row, now);

    MirrorRecord record = recordOf(passport, m_place.application, m_place.dialect);
    record.raw = rawHash;
    QVariantList values{record.id,
                        qint64(record.key),
                        qint64(record.content),
                        qint64(record.raw),
                        text(record.level),
                        text(record.modelNumber),
                        text(record.batchNumber),
                        text(record.itemNumber),
                        text(record.network),
                        text(record.name),
                        text(record.status),
                        text(record.certification),
                        record.updated,
                        record.rest.isNull() ? QByteArray("") : record.rest};
    if (known)
        values << row;
    QSqlQuery &write = known ? m_statements->update : m_statements->insert;
    if (auto wrote = m_connection->execute(write, values); !wrote)
        return wrote;
    record.row = known ? row : quint32(write.lastInsertId().toUInt());
    if (auto wrote = m_connection->execute(m_statements->raw, {record.row, raw}); !wrote)
        return wrote;
    if (!known)
        ++m_state.rows;
    const quint32 number = record.row;
    changes.put.push_back(std::move(record));
    return see(number, now);
}

Result<Nothing> MirrorStore::see(quint32 row, qint64 now)
{
    return m_connection->execute(m_statements->see, {row, m_state.pass, now});
}

Result<MirrorChanges> MirrorStore::remove(const QStringList &ids)
{
    if (!m_connection)
        return notOpen(m_place.path);
    MirrorChanges changes;
    const auto done = m_connection->transact([&]() -> Result<Nothing> {
        for (const QString &id : ids) {
            QSqlQuery &find = m_statements->find;
            if (auto found = m_connection->execute(find, {id}); !found)
                return found;
            if (find.next())
                changes.removed.push_back(find.value(0).toUInt());
            find.finish();
        }
        return removeRows(changes.removed);
    });
    if (!done)
        return done.error();
    m_state.rows -= qint64(changes.removed.size());
    return changes;
}

Result<Nothing> MirrorStore::removeRows(const std::vector<quint32> &rows)
{
    for (const QString &table : {u"passport"_s, u"raw"_s, u"seen"_s}) {
        auto statement = m_connection->prepare(u"DELETE FROM %1 WHERE row = ?"_s.arg(table));
        if (!statement)
            return statement.error();
        for (const quint32 row : rows) {
            if (auto gone = m_connection->execute(*statement, {row}); !gone)
                return gone;
        }
    }
    return Nothing{};
}

Result<MirrorState> MirrorStore::state()
{
    return m_connection ? Result<MirrorState>(m_state) : notOpen(m_place.path);
}

Result<MirrorState> MirrorStore::beginPass()
{
    if (!m_connection)
        return notOpen(m_place.path);
    ++m_state.pass;
    m_state.isRunning = true;
    m_state.started = timeOf(QDateTime::currentMSecsSinceEpoch());
    m_state.sweep = 1;
    m_state.pages = 0;
    auto wrote = writeState();
    return wrote ? Result<MirrorState>(m_state) : wrote.error();
}

Result<MirrorState> MirrorStore::notePages(int sweep, qint64 pages, qint64 total)
{
    if (!m_connection)
        return notOpen(m_place.path);
    m_state.sweep = sweep;
    m_state.pages = pages;
    m_state.total = total;
    auto wrote = writeState();
    return wrote ? Result<MirrorState>(m_state) : wrote.error();
}

Result<qint64> MirrorStore::met()
{
    if (!m_connection)
        return notOpen(m_place.path);
    auto query = m_connection->run(u"SELECT count(*) FROM seen WHERE pass = ?"_s, {m_state.pass});
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<QStringList> MirrorStore::unseen(int limit)
{
    if (!m_connection)
        return notOpen(m_place.path);
    auto query = m_connection->run(
        u"SELECT passport.id FROM seen JOIN passport USING (row) WHERE seen.pass < ? LIMIT ?"_s, {m_state.pass, limit});
    if (!query)
        return query.error();
    QStringList ids;
    while (query->next())
        ids << query->value(0).toString();
    return ids;
}

Result<MirrorChanges> MirrorStore::endPass(MirrorUnseen unseen)
{
    if (!m_connection)
        return notOpen(m_place.path);
    MirrorChanges changes;
    const MirrorState before = m_state;
    const auto done = m_connection->transact([&]() -> Result<Nothing> {
        if (unseen == MirrorUnseen::Drop) {
            auto query = m_connection->run(u"SELECT row FROM seen WHERE pass < ?"_s, {m_state.pass});
            if (!query)
                return query.error();
            while (query->next())
                changes.removed.push_back(query->value(0).toUInt());
            query->finish();
            if (auto gone = removeRows(changes.removed); !gone)
                return gone;
        }
        m_state.isRunning = false;
        m_state.rows -= qint64(changes.removed.size());
        m_state.completeFrom = m_state.started;
        m_state.completeAt = timeOf(QDateTime::currentMSecsSinceEpoch());
        return writeState();
    });
    if (done)
        return changes;
    m_state = before;
    return done.error();
}

} // namespace chancery
