// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/sqlite/sqliteconnection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QThread>
#include <QUuid>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int busyTimeoutMs = 10'000;
constexpr qint64 leastRoom = 64 * 1024; // what SQLite asks for at once: its index of the log

/// SQLite's primary result codes (sqlite.org/rescode.html).
enum SqliteCode {
    SqlitePerm = 3,
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteReadOnly = 8,
    SqliteIoError = 10,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteCantOpen = 14,
    SqliteProtocol = 15,
    SqliteAuth = 23,
    SqliteNotADatabase = 26,
};

Error storageError(const QString &path, Cause cause, const QString &detail = {})
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.cause = cause;
    error.subject = path;
    error.detail = detail;
    return error;
}

} // namespace

Error writeFailure(const QString &path, const QString &detail)
{
    const QStorageInfo storage(QFileInfo(path).absolutePath());
    const bool takesFiles = storage.isValid() && storage.bytesTotal() > 0 && !storage.isReadOnly();
    const bool full = takesFiles && storage.bytesAvailable() < leastRoom;
    return storageError(path, full ? Cause::DiskFull : Cause::NotWritable, detail);
}

SqliteConnection::SqliteConnection(SqliteFile file)
    : m_file(std::move(file))
    , m_name(u"chancery-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

SqliteConnection::~SqliteConnection()
{
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<Nothing> SqliteConnection::open(const QList<Migration> &migrations)
{
    if (auto connected = connect(); !connected)
        return connected;
    if (auto ours = recognise(migrations.size()); !ours)
        return ours;
    if (auto settled = settle(); !settled)
        return settled;
    return migrate(migrations);
}

Result<Nothing> SqliteConnection::openToRead()
{
    if (!QFileInfo::exists(m_file.path))
        return storageError(m_file.path, Cause::StorageCorrupt);
    if (auto connected = connect(); !connected)
        return connected;
    auto set = run(u"PRAGMA query_only = ON"_s);
    return set ? Result<Nothing>(Nothing{}) : set.error();
}

Result<Nothing> SqliteConnection::connect()
{
    const QDir folder = QFileInfo(m_file.path).absoluteDir();
    if (!folder.exists() && !folder.mkpath(u"."_s))
        return writeFailure(m_file.path, {});
    const bool isNew = !QFileInfo::exists(m_file.path);
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeoutMs));
    m_database.setDatabaseName(m_file.path);
    if (!m_database.open())
        return failure(m_database.lastError());
    if (isNew) // its log and index files take over the same permissions
        QFile::setPermissions(m_file.path, QFile::ReadOwner | QFile::WriteOwner);
    return Nothing{};
}

/// Reads only: what is refused here stays byte for byte as it was.
Result<Nothing> SqliteConnection::recognise(qsizetype newestVersion)
{
    const auto tables = number(u"SELECT count(*) FROM sqlite_master"_s);
    if (!tables)
        return tables.error();
    const auto owner = number(u"PRAGMA application_id"_s);
    if (!owner)
        return owner.error();
    if (*owner != m_file.applicationId && (*tables > 0 || *owner != 0))
        return storageError(m_file.path, Cause::StorageCorrupt);
    const auto version = number(u"PRAGMA user_version"_s);
    if (!version)
        return version.error();
    if (*version > newestVersion)
        return storageError(m_file.path, Cause::StorageTooNew);
    return Nothing{};
}

Result<Nothing> SqliteConnection::settle()
{
    // Two processes that create one file at the same moment: SQLite answers "busy" at once here, without its time-out.
    QDeadlineTimer deadline(busyTimeoutMs);
    for (auto wal = run(u"PRAGMA journal_mode = WAL"_s); !wal; wal = run(u"PRAGMA journal_mode = WAL"_s)) {
        if (wal.error().cause != Cause::StorageBusy || deadline.hasExpired())
            return wal.error();
        QThread::msleep(10);
    }
    const bool durable = m_file.content == SqliteFile::Content::Irreplaceable;
    QStringList settings{u"PRAGMA foreign_keys = ON"_s};
    if (durable)
        settings << u"PRAGMA synchronous = FULL"_s << u"PRAGMA fullfsync = ON"_s
                 << u"PRAGMA checkpoint_fullfsync = ON"_s;
    else
        settings << u"PRAGMA synchronous = NORMAL"_s << u"PRAGMA wal_autocheckpoint = 8192"_s
                 << u"PRAGMA cache_size = -32768"_s;
    for (const QString &setting : std::as_const(settings)) {
        if (auto set = run(setting); !set)
            return set.error();
    }
    return Nothing{};
}

Result<Nothing> SqliteConnection::migrate(const QList<Migration> &migrations)
{
    for (bool done = false; !done;) {
        // The version is read inside the transaction: another process may be lifting the same file.
        const auto step = transact([&]() -> Result<Nothing> {
            const auto version = number(u"PRAGMA user_version"_s);
            if (!version)
                return version.error();
            done = *version >= migrations.size();
            if (done)
                return Nothing{};
            QStringList statements = migrations.at(*version);
            statements << u"PRAGMA application_id = %1"_s.arg(m_file.applicationId)
                       << u"PRAGMA user_version = %1"_s.arg(*version + 1);
            for (const QString &statement : std::as_const(statements)) {
                if (auto ran = run(statement); !ran)
                    return ran.error();
            }
            return Nothing{};
        });
        if (!step)
            return step;
    }
    return Nothing{};
}

Result<QSqlQuery> SqliteConnection::prepare(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failure(query.lastError());
    return query;
}

Result<Nothing> SqliteConnection::execute(QSqlQuery &query, const QVariantList &values)
{
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    return Nothing{};
}

Result<QSqlQuery> SqliteConnection::run(const QString &sql, const QVariantList &values)
{
    auto query = prepare(sql);
    if (!query)
        return query;
    if (auto done = execute(*query, values); !done)
        return done.error();
    return query;
}

Result<Nothing> SqliteConnection::transact(const std::function<Result<Nothing>()> &work)
{
    if (auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun.error();
    Result<Nothing> outcome = work();
    if (outcome) {
        auto committed = run(u"COMMIT"_s);
        if (committed)
            return outcome;
        outcome = committed.error();
    }
    // After some errors SQLite has rolled back by itself and refuses this: nothing is left to undo either way.
    [[maybe_unused]] const auto undone = run(u"ROLLBACK"_s);
    return outcome;
}

Result<qint64> SqliteConnection::number(const QString &sql)
{
    auto query = run(sql);
    if (!query)
        return query.error();
    if (!query->next())
        return failure(query->lastError());
    return query->value(0).toLongLong();
}

Error SqliteConnection::failure(const QSqlError &error) const
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case SqliteFull:
        return storageError(m_file.path, Cause::DiskFull, error.text());
    case SqliteBusy:
    case SqliteLocked:
    case SqliteProtocol:
        return storageError(m_file.path, Cause::StorageBusy, error.text());
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return storageError(m_file.path, Cause::StorageCorrupt, error.text());
    case SqlitePerm:
    case SqliteReadOnly:
    case SqliteIoError:
    case SqliteCantOpen:
    case SqliteAuth:
        return writeFailure(m_file.path, error.text());
    default:
        return storageError(m_file.path, Cause::Unexpected, error.text());
    }
}

} // namespace chancery
