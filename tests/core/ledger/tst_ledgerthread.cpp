// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgertest.h"

#include "core/ledger/auditjournal.h"
#include "core/ledger/schema.h"

#include <QSemaphore>
#include <QThreadPool>

#include <algorithm>
#include <ctime>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The ledger's own thread: its order, its answers, and others at the same file.
class TestLedgerThread : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void writesAreCarriedOutInOrderWithoutWaiting();
    void answersComeLater();
    void droppingTheAnswerDoesNotDropTheWrite();
    void theDestructorFinishesWhatWasAskedFor();
    void anAnswerArrivesAfterTheLedgerIsGone();
    void callsBeforeOpenFail();
    void aLockedFileDoesNotBlockTheCaller();
    void aReaderSeesOnlyWholeWritesWhileAnotherWrites();
    void twoProgramsWriteSideBySide();
    void aHundredThousandFailuresAreQuick();
    void theLedgerAnswersWhileALongVerificationRuns();
    void aVerificationSeesWhatWasAskedForBeforeIt();
    void aVerificationThatNobodyWaitsForEnds();
};

void TestLedgerThread::writesAreCarriedOutInOrderWithoutWaiting()
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

void TestLedgerThread::answersComeLater()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    OtherProgram other(ledger->path());
    QThread *thread = nullptr;

    ledger->run(id).then(this, [&](const auto &) { thread = QThread::currentThread(); });
    auto intended = ledger->intend(sampleIntent(id, 0));
    while (other.number(u"SELECT count(*) FROM import_chunk"_s) < 1) // once it is written, the run was read
        QThread::yieldCurrentThread();

    QVERIFY(!thread);
    QTRY_COMPARE(thread, QThread::currentThread());
}

void TestLedgerThread::droppingTheAnswerDoesNotDropTheWrite()
{
    {
        auto begun = ledger->beginRun(sampleRun(id));
        auto intended = ledger->intend(sampleIntent(id, 0));
    }

    const auto chunks = awaited(ledger->chunks(id));

    QCOMPARE(chunks->size(), 1);
}

void TestLedgerThread::theDestructorFinishesWhatWasAskedFor()
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

void TestLedgerThread::anAnswerArrivesAfterTheLedgerIsGone()
{
    auto begun = ledger->beginRun(sampleRun(id));

    ledger.reset();

    QVERIFY(awaited(std::move(begun)));
}

void TestLedgerThread::callsBeforeOpenFail()
{
    Ledger closed(folder->filePath(u"closed.sqlite"_s));

    const auto begun = awaited(closed.beginRun(sampleRun(id)));
    const auto read = awaited(closed.runs(10));

    QCOMPARE(begun.error().kind, ErrorKind::Storage);
    QCOMPARE(read.error().subject, closed.path());
    QVERIFY(!QFile::exists(closed.path()));
}

void TestLedgerThread::aLockedFileDoesNotBlockTheCaller()
{
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    OtherProgram other(ledger->path());
    QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
    std::optional<Result<Nothing>> intended;

    ledger->intend(sampleIntent(id, 0)).then(this, [&](const Result<Nothing> &r) { intended = r; });
    QVERIFY(other.run(u"COMMIT"_s)); // a caller that was held up would only get here once the ledger had given up

    QVERIFY(!intended);
    QTRY_VERIFY(intended);
    QVERIFY(intended->ok());
}

void TestLedgerThread::aReaderSeesOnlyWholeWritesWhileAnotherWrites()
{
    constexpr int rowsAChunk = 50;
    constexpr int count = 200;
    OtherProgram reader(ledger->path());
    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QList<qint64> seen; // by the reader, as each answer comes in and the next chunks are being written
    QList<RowRecord> rows;
    for (int i = 0; i < rowsAChunk; ++i)
        rows << failedRow(i);

    for (int chunk = 0; chunk < count; ++chunk) {
        for (int i = 0; i < rowsAChunk; ++i)
            rows[i].line = chunk * rowsAChunk + i;
        ledger->intend(sampleIntent(id, chunk, rowsAChunk)).then(this, [](const auto &) {});
        ledger->settle(id, chunk, {.failed = rowsAChunk, .rows = rows}).then(this, [&](const auto &) {
            seen << reader.number(u"SELECT count(*) FROM import_row"_s);
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(seen.size(), count, 60'000);

    for (int chunk = 0; chunk < count; ++chunk) {
        QCOMPARE(seen[chunk] % rowsAChunk, 0);
        QVERIFY2(seen[chunk] >= (chunk + 1) * rowsAChunk, "the reader failed or what was answered was not there");
    }
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(seen.last(), rowsAChunk * count);
}

void TestLedgerThread::twoProgramsWriteSideBySide()
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

void TestLedgerThread::aHundredThousandFailuresAreQuick()
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

namespace {

/// Keeps every thread of the pool busy, so that what is asked of it takes as long as this lives.
class BusyPool
{
public:
    BusyPool()
    {
        const int threads = QThreadPool::globalInstance()->maxThreadCount();
        for (int thread = 0; thread < threads; ++thread) {
            QThreadPool::globalInstance()->start([this] {
                m_started.release();
                m_ends.acquire();
            });
        }
        m_started.acquire(threads);
    }
    ~BusyPool() { release(); }
    void release()
    {
        m_ends.release(QThreadPool::globalInstance()->maxThreadCount());
        QThreadPool::globalInstance()->waitForDone();
    }

private:
    QSemaphore m_started;
    QSemaphore m_ends;
};

} // namespace

void TestLedgerThread::theLedgerAnswersWhileALongVerificationRuns()
{
    BusyPool pool;
    std::optional<ChainVerdict> verdict;
    ledger->verifyAudit().then(this, [&](const Result<ChainVerdict> &found) { verdict = *found; });

    QVERIFY(awaited(ledger->beginRun(sampleRun(id))));
    QCOMPARE(valueOf(ledger->runs(9)).size(), 1);
    QVERIFY(!verdict);

    pool.release();
    QTRY_VERIFY(verdict);
    QVERIFY(!verdict->broken);
}

void TestLedgerThread::aVerificationSeesWhatWasAskedForBeforeIt()
{
    ledger->setMintLimits({u"first"_s, u"p-1"_s, u"Desk"_s}, {.action = 5}).then(this, [](const Result<Nothing> &) {});

    const ChainVerdict verdict = valueOf(ledger->verifyAudit());

    QCOMPARE(verdict.entries, 1);
    QVERIFY(!verdict.broken);
}

void TestLedgerThread::aVerificationThatNobodyWaitsForEnds()
{
    std::stop_source stop;
    stop.request_stop();
    SqliteConnection connection(ledgerFile(ledger->path()));
    QVERIFY(connection.openToRead());

    const Result<ChainVerdict> ended = AuditJournal(connection).verify(stop.get_token());

    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestLedgerThread)
#include "tst_ledgerthread.moc"
