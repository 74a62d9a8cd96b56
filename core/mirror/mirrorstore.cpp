// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorstore.h"

#include "core/mirror/mirrorschema.h"

#include <QFile>

namespace chancery {

using namespace Qt::StringLiterals;

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

} // namespace

MirrorStore::MirrorStore(MirrorPlace place)
    : m_place(std::move(place))
{}

MirrorStore::~MirrorStore() = default;

Result<Nothing> MirrorStore::open()
{
    if (m_connection)
        return Nothing{};
    Result<Nothing> opened = openConnection();
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
    m_writer.reset();
    m_connection.reset();
}

Result<Nothing> MirrorStore::startAfresh()
{
    close();
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(m_place.path + suffix);
    Result<Nothing> opened = openConnection();
    if (!opened)
        close();
    return opened;
}

Result<Nothing> MirrorStore::openConnection()
{
    m_connection = std::make_unique<SqliteConnection>(mirrorFile(m_place.path));
    if (auto opened = m_connection->open(mirrorMigrations()); !opened)
        return opened;
    const Result<bool> ours = readState();
    if (!ours)
        return ours.error();
    if (!*ours)
        return startAfresh();
    m_writer = std::make_unique<MirrorWriter>(*m_connection);
    return m_writer->open(m_state.isRunning ? MirrorWriter::Pass::Running : MirrorWriter::Pass::Ended);
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

Result<MirrorChanges> MirrorStore::put(std::vector<MirrorRow> rows)
{
    if (!m_connection)
        return notOpen(m_place.path);
    MirrorChanges changes;
    qint64 fresh = 0;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto done = m_connection->transact([&]() -> Result<Nothing> {
        auto put = m_writer->put(std::move(rows), {m_state.pass, now});
        if (!put)
            return put.error();
        fresh = put->fresh;
        changes = std::move(*put);
        return Nothing{};
    });
    if (!done)
        return done.error();
    m_state.rows += fresh;
    return changes;
}

Result<MirrorChanges> MirrorStore::remove(const QStringList &ids)
{
    if (!m_connection)
        return notOpen(m_place.path);
    MirrorChanges changes;
    const auto done = m_connection->transact([&]() -> Result<Nothing> {
        QByteArrayList utf8;
        for (const QString &id : ids)
            utf8 << id.toUtf8();
        auto rows = m_writer->rowsOf(utf8);
        if (!rows)
            return rows.error();
        changes.removed = std::move(*rows);
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
    if (m_state.rows == 0) {
        if (auto hurried = m_writer->hurry(); !hurried)
            return hurried.error();
    }
    const auto wrote = m_connection->transact([this]() -> Result<Nothing> {
        if (m_state.rows == 0) {
            if (auto begun = m_writer->beginFilling(); !begun)
                return begun;
        }
        return writeState();
    });
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

Result<Nothing> MirrorStore::settle()
{
    if (!m_connection)
        return notOpen(m_place.path);
    if (auto filled = m_connection->transact([this] { return m_writer->endFilling(); }); !filled)
        return filled;
    return m_writer->settle();
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
