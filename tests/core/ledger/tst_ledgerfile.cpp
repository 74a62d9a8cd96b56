// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"
#include "core/ledger/schema.h"
#include "samples.h"

#include <QDir>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

qint64 number(SqliteConnection &connection, const QString &sql)
{
    auto query = connection.run(sql);
    return query && query->next() ? query->value(0).toLongLong() : -1;
}

/// Lets the store's file grow by `pages` pages more; through the limit SQLite itself reports as a full disk.
void leaveRoom(const LedgerStore &store, int pages)
{
    QSqlQuery query(QSqlDatabase::database(store.connectionName()));
    QVERIFY(query.exec(u"PRAGMA page_count"_s) && query.next());
    const int limit = query.value(0).toInt() + pages;
    query.finish();
    QVERIFY(query.exec(u"PRAGMA max_page_count = %1"_s.arg(limit)));
}

const QList<Migration> versionOne{{u"CREATE TABLE coat (name TEXT NOT NULL)"_s}};
const QList<Migration> versionTwo{versionOne.first(),
                                  {u"ALTER TABLE coat ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"_s,
                                   u"CREATE INDEX coat_by_colour ON coat (colour)"_s}};

} // namespace

/// The file under the ledger: what is there before, what goes wrong with it.
class TestLedgerFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void commitsAreDurable();
    void theFileIsForItsOwnerOnly();
    void anEmptyFileBecomesALedger();
    void aFileThatIsNoDatabaseIsLeftAlone();
    void anotherProgramsDatabaseIsLeftAlone();
    void aTruncatedLedgerIsCorrupt();
    void aLaterVersionsLedgerIsLeftAlone();
    void aPathThatCannotBeWrittenIsRefused_data();
    void aPathThatCannotBeWrittenIsRefused();
    void openingAgainAfterAFailureWorks();
    void anOlderSchemaIsLiftedWithItsRows();
    void aMigrationThatFailsHalfwayChangesNothing();
    void aLedgerOfTheFirstVersionKeepsItsRuns();
    void manyProgramsCreateOneLedgerAtOnce();
    void whenTheDiskIsFullAnIntentFailsWhole();
    void whenTheDiskIsFullASettlementFailsWhole();

private:
    QString path;
    std::unique_ptr<QTemporaryDir> folder;
};

void TestLedgerFile::init()
{
    folder = std::make_unique<QTemporaryDir>();
    path = folder->filePath(u"ledger.sqlite"_s);
}

void TestLedgerFile::cleanup()
{
    folder.reset();
}

void TestLedgerFile::commitsAreDurable()
{
    SqliteConnection connection(ledgerFile(path));

    QVERIFY(connection.open(versionOne));

    auto journal = connection.run(u"PRAGMA journal_mode"_s);
    QVERIFY(journal->next());
    QCOMPARE(journal->value(0).toString(), u"wal"_s);
    QCOMPARE(number(connection, u"PRAGMA synchronous"_s), 2);
    QCOMPARE(number(connection, u"PRAGMA foreign_keys"_s), 1);
}

void TestLedgerFile::theFileIsForItsOwnerOnly()
{
    LedgerStore store(path);

    QVERIFY(store.open());
    QVERIFY(store.beginRun(sampleRun(u"a"_s)));

    const QStringList files = QDir(folder->path()).entryList({u"ledger.sqlite"_s, u"ledger.sqlite-wal"_s}, QDir::Files);
    QCOMPARE(files.size(), 2);
    for (const QString &file : files)
        QVERIFY2(!(QFile::permissions(folder->filePath(file)) & (QFile::ReadGroup | QFile::ReadOther)),
                 qPrintable(file));
}

void TestLedgerFile::anEmptyFileBecomesALedger()
{
    writeBytes(path, {});
    LedgerStore store(path);

    QVERIFY(store.open());
    QVERIFY(store.beginRun(sampleRun(u"a"_s)));
}

void TestLedgerFile::aFileThatIsNoDatabaseIsLeftAlone()
{
    const QByteArray letter = QByteArray("Dear Sir or Madam,\n").repeated(500);
    writeBytes(path, letter);
    Ledger ledger(path);

    const auto opened = awaited(ledger.open());
    const auto begun = awaited(ledger.beginRun(sampleRun(u"a"_s)));

    QCOMPARE(opened.error().kind, ErrorKind::Storage);
    QCOMPARE(opened.error().cause, Cause::StorageCorrupt);
    QCOMPARE(opened.error().subject, path);
    QCOMPARE(begun.error(), opened.error());
    QCOMPARE(bytesOf(path), letter);
    QCOMPARE(QDir(folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"ledger.sqlite"_s});
}

void TestLedgerFile::anotherProgramsDatabaseIsLeftAlone()
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"cookies"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery(database).exec(u"CREATE TABLE cookies (name TEXT)"_s);
    }
    QSqlDatabase::removeDatabase(u"cookies"_s);
    const QByteArray before = bytesOf(path);
    LedgerStore store(path);

    const auto opened = store.open();

    QCOMPARE(opened.error().cause, Cause::StorageCorrupt);
    QCOMPARE(bytesOf(path), before);
}

void TestLedgerFile::aTruncatedLedgerIsCorrupt()
{
    {
        LedgerStore store(path);
        QVERIFY(store.open());
        QVERIFY(store.beginRun(sampleRun(u"a"_s)));
    }
    const QByteArray half = bytesOf(path).left(QFile(path).size() / 2);
    writeBytes(path, half);
    LedgerStore store(path);

    const auto opened = store.open();

    QCOMPARE(opened.error().cause, Cause::StorageCorrupt);
    QCOMPARE(bytesOf(path), half);
}

void TestLedgerFile::aLaterVersionsLedgerIsLeftAlone()
{
    {
        SqliteConnection later(ledgerFile(path));
        QVERIFY(later.open(versionTwo));
    }
    const QByteArray before = bytesOf(path);
    SqliteConnection connection(ledgerFile(path));

    const auto opened = connection.open(versionOne);

    QCOMPARE(opened.error().cause, Cause::StorageTooNew);
    QCOMPARE(bytesOf(path), before);
}

void TestLedgerFile::aPathThatCannotBeWrittenIsRefused_data()
{
    QTest::addColumn<QString>("where");
    QTest::newRow("below a file") << u"letter/ledger.sqlite"_s;
    QTest::newRow("deep below a file") << u"letter/a/b/ledger.sqlite"_s;
    QTest::newRow("a folder") << u"folder"_s;
    QTest::newRow("a file system that takes no files") << u"/proc/ledger.sqlite"_s;
    QTest::newRow("a folder that cannot be made") << u"/proc/data/ledger.sqlite"_s;
}

void TestLedgerFile::aPathThatCannotBeWrittenIsRefused()
{
    QFETCH(QString, where);
    writeBytes(folder->filePath(u"letter"_s), "Dear Sir");
    QVERIFY(QDir(folder->path()).mkdir(u"folder"_s));
    const QString full = QDir(folder->path()).absoluteFilePath(where);
    Ledger ledger(full);

    const auto opened = awaited(ledger.open());

    QCOMPARE(opened.error().kind, ErrorKind::Storage);
    QCOMPARE(opened.error().cause, Cause::NotWritable);
    QCOMPARE(opened.error().subject, full);
    QCOMPARE(bytesOf(folder->filePath(u"letter"_s)), "Dear Sir");
}

void TestLedgerFile::openingAgainAfterAFailureWorks()
{
    const QString blocked = folder->filePath(u"data/ledger.sqlite"_s);
    writeBytes(folder->filePath(u"data"_s), "in the way");
    Ledger ledger(blocked);
    QVERIFY(!awaited(ledger.open()));

    QVERIFY(QFile::remove(folder->filePath(u"data"_s)));
    const auto opened = awaited(ledger.open());

    QVERIFY(opened);
    QVERIFY(awaited(ledger.beginRun(sampleRun(u"a"_s))));
}

void TestLedgerFile::anOlderSchemaIsLiftedWithItsRows()
{
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(versionOne));
        QVERIFY(old.run(u"INSERT INTO coat (name) VALUES ('duffel')"_s));
    }
    SqliteConnection connection(ledgerFile(path));

    QVERIFY(connection.open(versionTwo));

    QCOMPARE(number(connection, u"PRAGMA user_version"_s), 2);
    QCOMPARE(number(connection, u"SELECT count(*) FROM coat WHERE name = 'duffel' AND colour = 'grey'"_s), 1);
}

void TestLedgerFile::aMigrationThatFailsHalfwayChangesNothing()
{
    QList<Migration> broken = versionTwo;
    broken << Migration{u"CREATE TABLE hat (name TEXT)"_s, u"CREATE TABLE coat (name TEXT)"_s};
    {
        SqliteConnection connection(ledgerFile(path));
        QVERIFY(!connection.open(broken));
    }
    QList<Migration> mended = versionTwo;
    mended << Migration{u"CREATE TABLE hat (name TEXT)"_s};
    SqliteConnection connection(ledgerFile(path));

    QVERIFY(connection.open(mended));

    QCOMPARE(number(connection, u"PRAGMA user_version"_s), 3);
}

void TestLedgerFile::aLedgerOfTheFirstVersionKeepsItsRuns()
{
    {
        SqliteConnection first(ledgerFile(path));
        QVERIFY(first.open(ledgerMigrations().first(1)));
        QVERIFY(first.run(u"INSERT INTO import_run VALUES ('a', '', '2026-04-02T08:15:30.120Z', '', 'p-1', 'Lamps', "
                          "'127.0.0.1', 'StarknetSepolia', 'a1', 'flat', 'lamps.csv', '00ff', 1000, 8, 2, '{}', "
                          "'finished', 'operator', 900, 40, 20, 30)"_s));
        QVERIFY(first.run(u"INSERT INTO import_chunk VALUES ('a', 1, 2, 991, 990, '00', '2026-04-02T08:15:31.000Z', "
                          "'2026-04-02T08:15:32.000Z', 900, 40, 20, 30)"_s));
        QVERIFY(first.run(u"INSERT INTO import_job VALUES ('a', 1, 'job-1', '2026-04-02T08:15:31.500Z')"_s));
    }
    LedgerStore store(path);

    QVERIFY(store.open());
    const auto run = store.read([](LedgerReader &reader) { return reader.run(u"a"_s); });
    const auto chunks = store.read([](LedgerReader &reader) { return reader.chunks(u"a"_s); });
    const auto basis = store.read([](LedgerReader &reader) { return reader.basis(u"a"_s); });

    QCOMPARE(chunks->first().sends, 1);
    QCOMPARE(chunks->first().jobs, QStringList{u"job-1"_s});
    QCOMPARE(basis.error().cause, Cause::RunUnknown);
    QVERIFY(run->templateName.isEmpty() && run->planHash.isEmpty());
    QVERIFY(store.resumeRun(u"a"_s));
    QCOMPARE(run->profileName, u"Lamps"_s);
    QCOMPARE(run->fileSha256, QByteArray::fromHex("00ff"));
    QCOMPARE(run->notSent, 30);
}

void TestLedgerFile::manyProgramsCreateOneLedgerAtOnce()
{
    for (int round = 0; round < 5; ++round) {
        const QString fresh = folder->filePath(u"%1/ledger.sqlite"_s.arg(round));
        std::vector<std::unique_ptr<Ledger>> ledgers;
        QStringList failures;
        int opened = 0;

        ledgers.reserve(4);
        for (int i = 0; i < 4; ++i)
            ledgers.push_back(std::make_unique<Ledger>(fresh));
        for (auto &ledger : ledgers) {
            ledger->open().then(this, [&](const Result<Nothing> &r) {
                ++opened;
                if (!r)
                    failures << r.error().detail;
            });
        }

        QTRY_COMPARE_WITH_TIMEOUT(opened, 4, 30'000);
        QCOMPARE(failures, QStringList());
    }
}

void TestLedgerFile::whenTheDiskIsFullAnIntentFailsWhole()
{
    LedgerStore store(path);
    QVERIFY(store.open());
    QVERIFY(store.beginRun(sampleRun(u"a"_s)));
    leaveRoom(store, 2);
    int written = 0;

    Result<Nothing> last = Nothing{};
    while (last && written < 10'000) {
        last = store.intend(sampleIntent(u"a"_s, written));
        written += last ? 1 : 0;
    }
    const auto kept = store.read([](LedgerReader &reader) { return reader.chunks(u"a"_s); });
    leaveRoom(store, 10);
    const auto again = store.intend(sampleIntent(u"a"_s, written));

    QVERIFY(!last);
    QCOMPARE(last.error().kind, ErrorKind::Storage);
    QCOMPARE(last.error().cause, Cause::DiskFull);
    QCOMPARE(last.error().subject, path);
    QCOMPARE(kept->size(), written);
    QVERIFY(again);
}

void TestLedgerFile::whenTheDiskIsFullASettlementFailsWhole()
{
    LedgerStore store(path);
    QVERIFY(store.open());
    QVERIFY(store.beginRun(sampleRun(u"a"_s)));
    QVERIFY(store.intend(sampleIntent(u"a"_s, 0)));
    ChunkOutcome outcome{.failed = 5000};
    for (int line = 0; line < 5000; ++line)
        outcome.rows << failedRow(line);
    leaveRoom(store, 20);

    const auto settled = store.settle(u"a"_s, 0, outcome);
    const auto rows = store.read([](LedgerReader &reader) { return reader.rows(u"a"_s, {}); });
    const auto chunks = store.read([](LedgerReader &reader) { return reader.chunks(u"a"_s); });
    leaveRoom(store, 2000);
    const auto again = store.settle(u"a"_s, 0, outcome);

    QCOMPARE(settled.error().cause, Cause::DiskFull);
    QVERIFY(rows->isEmpty());
    QVERIFY(!chunks->first().settled);
    QVERIFY(again);
}

QTEST_GUILESS_MAIN(TestLedgerFile)
#include "tst_ledgerfile.moc"
