// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "samples.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace chancery {

/// Another program at the same file, in this thread.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        m_database.setDatabaseName(path);
        m_database.open();
    }
    ~OtherProgram()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(name);
    }
    bool run(const QString &sql) { return QSqlQuery(m_database).exec(sql); }
    qint64 number(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) && query.next() ? query.value(0).toLongLong() : -1;
    }

private:
    inline static const QString name = QStringLiteral("other");
    QSqlDatabase m_database;
};

/// For each test a new ledger in a folder of its own.
class LedgerTest : public QObject
{
protected:
    void openNew()
    {
        folder = std::make_unique<QTemporaryDir>();
        ledger = std::make_unique<Ledger>(folder->filePath(QStringLiteral("data/ledger.sqlite")));
        QVERIFY(test::awaited(ledger->open()));
    }
    void close()
    {
        ledger.reset();
        folder.reset();
    }

    const QString id = QStringLiteral("7a0c9a52-6c0b-4a52-9a52-5b1f0e3f9b11");
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Ledger> ledger;
};

} // namespace chancery
