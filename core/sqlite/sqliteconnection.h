// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <functional>

namespace chancery {

/// The statements that lift a schema by one version.
using Migration = QStringList;

/// Which file, and what losing its last moments would mean.
struct SqliteFile
{
    enum class Content {
        Irreplaceable, ///< a commit is on the disk before it succeeds (synchronous=FULL)
        Disposable,    ///< a power cut may take the last commits (synchronous=NORMAL)
    };
    QString path;
    qint32 applicationId; ///< in the file's header: tells our kinds of files apart
    Content content = Content::Irreplaceable;
};

/// One connection to a SQLite file, used in the thread that made it: the only place that speaks SQLite's own dialect.
/// Errors are Storage with the file's path as their subject and the driver's words as their detail.
class SqliteConnection
{
public:
    explicit SqliteConnection(SqliteFile file);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    /// Opens or creates the file and applies the migrations that it lacks, each in a transaction of its own. A file
    /// that is no database, or another program's, is refused before anything is written.
    Result<Nothing> open(const QList<Migration> &migrations);
    /// Opens a file that is there, for reading only.
    Result<Nothing> openToRead();

    /// Runs one statement; the query is ready for next().
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});
    /// A prepared statement to run many times with execute().
    Result<QSqlQuery> prepare(const QString &sql);
    Result<Nothing> execute(QSqlQuery &query, const QVariantList &values);

    /// Carries out `work` as one transaction that holds the write lock from its start: all of it is on the disk when
    /// this succeeds, nothing when it fails.
    Result<Nothing> transact(const std::function<Result<Nothing>()> &work);

    QString name() const { return m_name; }
    /// What a query's error means; also for a loop over next() that ended early.
    Error failure(const QSqlError &error) const;

private:
    Result<Nothing> connect();
    Result<Nothing> recognise(qsizetype newestVersion);
    Result<Nothing> settle();
    Result<Nothing> migrate(const QList<Migration> &migrations);
    Result<qint64> number(const QString &sql);

    const SqliteFile m_file;
    const QString m_name; ///< of the connection, within Qt
    QSqlDatabase m_database;
};

/// The error of a file that can't be written: DiskFull when its file system has no room, else NotWritable.
Error writeFailure(const QString &path, const QString &detail);

} // namespace chancery
