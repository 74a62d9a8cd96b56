// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samples.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <ctime>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

/// Another program at the same file, in this thread.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
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
    inline static const QString name = u"other"_s;
    QSqlDatabase m_database;
};

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRunIsReadBackAsItWasWritten();
    void aChunkIsReadBackWithItsJobsAndCounts();
    void writesAreCarriedOutInOrderWithoutWaiting();
    void answersComeLater();
    void droppingTheAnswerDoesNotDropTheWrite();
    void theDestructorFinishesWhatWasAskedFor();
    void anAnswerArrivesAfterTheLedgerIsGone();
    void callsBeforeOpenFail();
    void noChunkIsIntendedTwice();
    void noIntentAfterTheRunEnded();
    void unknownRunsAreNamed();
    void theSameRunIsNotBegunTwice();
    void aJobCountsOnce();
    void settlingAgainReplacesWhatWasSaid();
    void whileRunningTheCountsAreThoseOfTheChunks();
    void rowsAreFoundByOutcomeAndPage();
    void theNewestRunsComeFirst();
    void wordsOfALaterVersionAreKept();
    void aLockedFileDoesNotBlockTheCaller();
    void aReaderSeesOnlyWholeWritesWhileAnotherWrites();
    void twoProgramsWriteSideBySide();
    void aHundredThousandFailuresAreQuick();

private:
    QString id = u"7a0c9a52-6c0b-4a52-9a52-5b1f0e3f9b11"_s;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Ledger> ledger;
};

void TestLedger::init()
{
    folder = std::make_unique<QTemporaryDir>();
    ledger = std::make_unique<Ledger>(folder->filePath(u"data/ledger.sqlite"_s));
    QVERIFY(awaited(ledger->open()));
}

void TestLedger::cleanup()
{
    ledger.reset();
    folder.reset();
}

void TestLedger::aRunIsReadBackAsItWasWritten()
{
    const ImportRunRecord run = sampleRun(id);
    const RunEnd end{.state = runstate::stopped, .completed = 900, .failed = 40, .unknown = 20, .notSent = 30};

    QVERIFY(awaited(ledger->beginRun(run)));
    const auto begun = awaited(ledger->run(id));
    QVERIFY(awaited(ledger->finish(id, end)));
    const auto ended = awaited(ledger->run(id));

    QCOMPARE(*begun, run);
    QVERIFY(ended->finished.isValid());
    QCOMPARE(ended->finished.timeSpec(), Qt::UTC);
    ImportRunRecord expected = run;
    expected.finished = ended->finished;
    expected.state = runstate::stopped;
    expected.completed = 900;
    expected.failed = 40;
    expected.unknown = 20;
    expected.notSent = 30;
    QCOMPARE(*ended, expected);
}

void TestLedger::aChunkIsReadBackWithItsJobsAndCounts()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 1))));
    QVERIFY(awaited(ledger->accepted(id, 1, u"job-b"_s)));

    QVERIFY(awaited(ledger->settle(id, 1, {.completed = 7, .failed = 1, .unknown = 2, .rows = {failedRow(12)}})));

    const auto chunks = awaited(ledger->chunks(id));
    QCOMPARE(chunks->size(), 2);
    QCOMPARE(chunks->at(0), (ChunkRecord{.intent = sampleIntent(id, 0)}));
    QCOMPARE(chunks->at(1), (ChunkRecord{.intent = sampleIntent(id, 1),
                                         .jobs = {u"job-b"_s},
                                         .settled = true,
                                         .completed = 7,
                                         .failed = 1,
                                         .unknown = 2}));
    QCOMPARE(*awaited(ledger->rows(id, {})), QList{failedRow(12)});
}

void TestLedger::writesAreCarriedOutInOrderWithoutWaiting()
{
    QStringList order;
    const auto note = [&](const QString &what) {
        return [&order, what](const Result<Nothing> &r) { order << (r ? what : u"failed: "_s + what); };
    };
    std::optional<ImportRunRecord> read;

    ledger->beginRun(sampleRun(id)).then(this, note(u"begin"_s));
    for (int chunk = 0; chunk < 3; ++chunk) {
        ledger->intend(sampleIntent(id, chunk)).then(this, note(u"intend"_s));
        ledger->accepted(id, chunk, u"job-%1"_s.arg(chunk)).then(this, note(u"accepted"_s));
        ledger->settle(id, chunk, {.completed = 10}).then(this, note(u"settle"_s));
    }
    ledger->run(id).then(this, [&](const Result<ImportRunRecord> &r) { read = *r; });

    QTRY_VERIFY(read);
    QCOMPARE(order, (QStringList{u"begin"_s, u"intend"_s, u"accepted"_s, u"settle"_s, u"intend"_s, u"accepted"_s,
                                 u"settle"_s, u"intend"_s, u"accepted"_s, u"settle"_s}));
    QCOMPARE(read->completed, 30);
    QCOMPARE(read->jobs, (QStringList{u"job-0"_s, u"job-1"_s, u"job-2"_s}));
}

void TestLedger::answersComeLater()
{
    QThread *thread = nullptr;

    ledger->runs(10).then(this, [&](const auto &) { thread = QThread::currentThread(); });
    QThread::msleep(50);

    QVERIFY(!thread);
    QTRY_COMPARE(thread, QThread::currentThread());
}

void TestLedger::droppingTheAnswerDoesNotDropTheWrite()
{
    {
        auto begun = ledger->beginRun(sampleRun(id));
        auto intended = ledger->intend(sampleIntent(id, 0));
    }

    const auto chunks = awaited(ledger->chunks(id));

    QCOMPARE(chunks->size(), 1);
}

void TestLedger::theDestructorFinishesWhatWasAskedFor()
{
    const QString path = ledger->path();
    {
        auto begun = ledger->beginRun(sampleRun(id));
        for (int chunk = 0; chunk < 100; ++chunk)
            auto intended = ledger->intend(sampleIntent(id, chunk));
        auto finished = ledger->finish(id, {});
    }

    ledger.reset();

    Ledger again(path);
    QVERIFY(awaited(again.open()));
    const auto run = awaited(again.run(id));
    QCOMPARE(run->chunks, 100);
    QCOMPARE(run->state, runstate::finished);
}

void TestLedger::anAnswerArrivesAfterTheLedgerIsGone()
{
    auto begun = ledger->beginRun(sampleRun(id));

    ledger.reset();

    QVERIFY(awaited(std::move(begun)));
}

void TestLedger::callsBeforeOpenFail()
{
    Ledger closed(folder->filePath(u"closed.sqlite"_s));

    const auto begun = awaited(closed.beginRun(sampleRun(id)));
    const auto read = awaited(closed.runs(10));

    QCOMPARE(begun.error().kind, ErrorKind::Storage);
    QCOMPARE(read.error().subject, closed.path());
    QVERIFY(!QFile::exists(closed.path()));
}

void TestLedger::noChunkIsIntendedTwice()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));

    const auto again = awaited(ledger->intend(sampleIntent(id, 0, 500)));

    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QCOMPARE(again.error().cause, Cause::AlreadyRecorded);
    QCOMPARE(awaited(ledger->chunks(id))->first().intent, sampleIntent(id, 0));
}

void TestLedger::noIntentAfterTheRunEnded()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));
    QVERIFY(awaited(ledger->finish(id, {.state = runstate::stopped})));

    const auto late = awaited(ledger->intend(sampleIntent(id, 1)));
    const auto foundOut = awaited(ledger->settle(id, 0, {.completed = 10}));

    QCOMPARE(late.error().cause, Cause::RunNotRunning);
    QVERIFY(foundOut);
}

void TestLedger::unknownRunsAreNamed()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    const QList<Result<Nothing>> results{
        awaited(ledger->intend(sampleIntent(u"nobody"_s, 0))), awaited(ledger->accepted(u"nobody"_s, 0, u"job"_s)),
        awaited(ledger->settle(u"nobody"_s, 0, {})), awaited(ledger->finish(u"nobody"_s, {}))};

    const auto noSuchChunk = awaited(ledger->accepted(id, 7, u"job"_s));
    const auto read = awaited(ledger->run(u"nobody"_s));

    for (const auto &result : results) {
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QCOMPARE(result.error().cause, Cause::RunUnknown);
        QCOMPARE(result.error().subject, u"nobody"_s);
    }
    QCOMPARE(noSuchChunk.error().cause, Cause::RunUnknown);
    QCOMPARE(read.error().cause, Cause::RunUnknown);
}

void TestLedger::theSameRunIsNotBegunTwice()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id, 1000))));

    const auto again = awaited(ledger->beginRun(sampleRun(id, 5)));

    QCOMPARE(again.error().cause, Cause::AlreadyRecorded);
    QCOMPARE(awaited(ledger->run(id))->rows, 1000);
}

void TestLedger::aJobCountsOnce()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));

    QVERIFY(awaited(ledger->accepted(id, 0, u"first"_s)));
    QVERIFY(awaited(ledger->accepted(id, 0, u"first"_s)));
    QTest::qWait(2); // accepted at a later millisecond
    QVERIFY(awaited(ledger->accepted(id, 0, u"another"_s)));

    QCOMPARE(awaited(ledger->run(id))->jobs, (QStringList{u"first"_s, u"another"_s}));
}

void TestLedger::settlingAgainReplacesWhatWasSaid()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 1))));
    QVERIFY(awaited(ledger->settle(id, 1, {.completed = 9, .failed = 1, .rows = {failedRow(15)}})));
    RowRecord lost = failedRow(4);
    lost.outcome = RowOutcome::Unknown;
    QVERIFY(awaited(ledger->settle(id, 0, {.completed = 8, .unknown = 2, .rows = {lost, failedRow(5)}})));

    QVERIFY(awaited(ledger->settle(id, 0, {.completed = 9, .failed = 1, .rows = {failedRow(4)}})));

    const auto run = awaited(ledger->run(id));
    QCOMPARE(run->completed, 18);
    QCOMPARE(run->failed, 2);
    QCOMPARE(run->unknown, 0);
    QCOMPARE(*awaited(ledger->rows(id, {})), (QList{failedRow(4), failedRow(15)}));
}

void TestLedger::whileRunningTheCountsAreThoseOfTheChunks()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    for (int chunk = 0; chunk < 3; ++chunk)
        QVERIFY(awaited(ledger->intend(sampleIntent(id, chunk))));

    QVERIFY(awaited(ledger->settle(id, 0, {.completed = 4, .failed = 3, .unknown = 2, .notSent = 1})));
    QVERIFY(awaited(ledger->settle(id, 1, {.completed = 10})));

    const auto run = awaited(ledger->run(id));
    QCOMPARE(run->chunks, 3);
    QCOMPARE(run->completed, 14);
    QCOMPARE(run->failed, 3);
    QCOMPARE(run->unknown, 2);
    QCOMPARE(run->notSent, 1);
}

void TestLedger::rowsAreFoundByOutcomeAndPage()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));
    QList<RowRecord> rows;
    for (int line = 2; line < 12; ++line) {
        rows << failedRow(line);
        rows.last().outcome = line % 2 ? RowOutcome::Failed : RowOutcome::NotSent;
    }
    QVERIFY(awaited(ledger->settle(id, 0, {.failed = 5, .notSent = 5, .rows = rows})));

    const auto middle = awaited(ledger->rows(id, {.offset = 3, .limit = 2}));
    const auto failed = awaited(ledger->rows(id, {.outcome = RowOutcome::Failed}));
    const auto beyond = awaited(ledger->rows(id, {.offset = 10}));

    QCOMPARE(*middle, rows.mid(3, 2));
    QCOMPARE(failed->size(), 5);
    QCOMPARE(failed->first(), rows.at(1));
    QVERIFY(beyond->isEmpty());
}

void TestLedger::theNewestRunsComeFirst()
{
    for (int day = 1; day <= 5; ++day) {
        ImportRunRecord run = sampleRun(QString::number(day));
        run.started = run.started.addDays(day);
        QVERIFY(awaited(ledger->beginRun(run)));
    }

    const auto runs = awaited(ledger->runs(3));
    const auto none = awaited(ledger->runs(-1));

    QStringList ids;
    for (const ImportRunRecord &run : *runs)
        ids << run.id;
    QCOMPARE(ids, (QStringList{u"5"_s, u"4"_s, u"3"_s}));
    QVERIFY(none->isEmpty());
}

void TestLedger::wordsOfALaterVersionAreKept()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QVERIFY(awaited(ledger->intend(sampleIntent(id, 0))));
    QVERIFY(awaited(ledger->settle(id, 0, {.failed = 1, .rows = {failedRow(4)}})));
    {
        OtherProgram later(ledger->path());
        QVERIFY(later.run(u"UPDATE import_run SET state = 'paused'"_s));
        QVERIFY(later.run(u"UPDATE import_row SET outcome = 'postponed'"_s));
    }

    const auto run = awaited(ledger->run(id));
    const auto unknown = awaited(ledger->rows(id, {.outcome = RowOutcome::Unknown}));

    QCOMPARE(run->state, u"paused"_s);
    QCOMPARE(unknown->size(), 1);
    QCOMPARE(unknown->first().outcome, RowOutcome::Unknown);
}

void TestLedger::aLockedFileDoesNotBlockTheCaller()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    OtherProgram other(ledger->path());
    QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
    std::optional<Result<Nothing>> intended;
    QElapsedTimer timer;
    timer.start();

    ledger->intend(sampleIntent(id, 0)).then(this, [&](const Result<Nothing> &r) { intended = r; });
    const qint64 took = timer.elapsed();
    QTest::qWait(300);
    const bool waited = !intended.has_value();
    QVERIFY(other.run(u"COMMIT"_s));

    QVERIFY2(took < 50, qPrintable(QString::number(took)));
    QVERIFY(waited);
    QTRY_VERIFY(intended);
    QVERIFY(intended->ok());
}

void TestLedger::aReaderSeesOnlyWholeWritesWhileAnotherWrites()
{
    constexpr int rowsAChunk = 50;
    constexpr int count = 200;
    OtherProgram reader(ledger->path());
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    bool done = false;
    QList<RowRecord> rows;
    for (int i = 0; i < rowsAChunk; ++i)
        rows << failedRow(i);
    for (int chunk = 0; chunk < count; ++chunk) {
        for (int i = 0; i < rowsAChunk; ++i)
            rows[i].line = chunk * rowsAChunk + i;
        ledger->intend(sampleIntent(id, chunk, rowsAChunk)).then(this, [](const auto &) {});
        ledger->settle(id, chunk, {.failed = rowsAChunk, .rows = rows}).then(this, [](const auto &) {});
    }
    ledger->runs(1).then(this, [&](const auto &) { done = true; });

    qint64 seen = 0;
    int looks = 0;
    while (!done) {
        const qint64 now = reader.number(u"SELECT count(*) FROM import_row"_s);
        QVERIFY2(now >= seen, "the reader failed or rows vanished");
        QCOMPARE(now % rowsAChunk, 0);
        seen = now;
        ++looks;
        QCoreApplication::processEvents();
    }

    QVERIFY(looks > 3);
    QCOMPARE(reader.number(u"SELECT count(*) FROM import_row"_s), rowsAChunk * count);
}

void TestLedger::twoProgramsWriteSideBySide()
{
    Ledger second(ledger->path());
    QVERIFY(awaited(second.open()));
    int succeeded = 0;
    const auto count = [&](const Result<Nothing> &r) { succeeded += r ? 1 : 0; };

    ledger->beginRun(sampleRun(u"a"_s)).then(this, count);
    second.beginRun(sampleRun(u"b"_s)).then(this, count);
    for (int chunk = 0; chunk < 100; ++chunk) {
        ledger->intend(sampleIntent(u"a"_s, chunk)).then(this, count);
        second.intend(sampleIntent(u"b"_s, chunk)).then(this, count);
    }

    QTRY_COMPARE_WITH_TIMEOUT(succeeded, 202, 30'000);
    QCOMPARE(awaited(ledger->run(u"b"_s))->chunks, 100);
    QCOMPARE(awaited(second.run(u"a"_s))->chunks, 100);
}

void TestLedger::aHundredThousandFailuresAreQuick()
{
    constexpr int chunks = 100;
    constexpr int rowsAChunk = 1000;
    QVERIFY(awaited(ledger->beginRun(sampleRun(id, chunks * rowsAChunk))));
    // Processor time of all threads: the machine may be busy with other tests.
    const auto spent = [] { return qint64(std::clock()) * 1000 / CLOCKS_PER_SEC; };
    const qint64 begun = spent();

    for (int chunk = 0; chunk < chunks; ++chunk) {
        QList<RowRecord> rows;
        for (int i = 0; i < rowsAChunk; ++i)
            rows << failedRow(2 + chunk * rowsAChunk + i);
        ledger->intend(sampleIntent(id, chunk, rowsAChunk)).then(this, [](const auto &) {});
        ledger->settle(id, chunk, {.failed = rowsAChunk, .rows = rows}).then(this, [](const auto &) {});
    }
    const auto run = awaited(ledger->run(id));
    const qint64 written = spent() - begun;
    const auto page = awaited(ledger->rows(id, {.offset = 99'500, .limit = 1000}));
    const qint64 read = spent() - begun - written;

    QCOMPARE(run->failed, chunks * rowsAChunk);
    QCOMPARE(page->size(), 500);
    QCOMPARE(page->last().line, chunks * rowsAChunk + 1);
    qInfo("100,000 failures written with %lld ms of processor time, the last page read with %lld", written, read);
    QVERIFY2(written < 15'000, qPrintable(QString::number(written)));
    QVERIFY2(read < 1'000, qPrintable(QString::number(read)));
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
