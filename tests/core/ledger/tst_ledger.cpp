// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgertest.h"

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What the ledger keeps, refuses and finds again.
class TestLedger : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void aRunIsReadBackAsItWasWritten();
    void aChunkIsReadBackWithItsJobsAndCounts();
    void noChunkIsIntendedTwice();
    void noIntentAfterTheRunEnded();
    void unknownRunsAreNamed();
    void theSameRunIsNotBegunTwice();
    void aJobCountsOnce();
    void settlingAgainReplacesWhatWasSaid();
    void whileRunningTheCountsAreThoseOfTheChunks();
    void rowsAreFoundByOutcomeAndPage();
    void theNewestRunsComeFirst();
    void theLastImportIsThatOfTheApplication();
    void wordsOfALaterVersionAreKept();
};

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
    OtherProgram other(ledger->path());

    QVERIFY(awaited(ledger->accepted(id, 0, u"first"_s)));
    QVERIFY(awaited(ledger->accepted(id, 0, u"first"_s)));
    QVERIFY(other.run(u"UPDATE import_job SET accepted_at = '2026-04-02T08:15:31.000Z'"_s));
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

void TestLedger::theLastImportIsThatOfTheApplication()
{
    const ImportRunRecord run = sampleRun(id);
    const auto last = [&] { return awaited(ledger->lastImport(run.host, run.application.toUpper())); };
    QVERIFY(!last()->isValid());
    ImportRunRecord other = sampleRun(u"other"_s);
    other.application = u"another"_s;
    QVERIFY(awaited(ledger->beginRun(other)));
    QVERIFY(!last()->isValid());
    const QDateTime before = QDateTime::currentDateTimeUtc();
    QVERIFY(awaited(ledger->beginRun(run)));
    QVERIFY(before.msecsTo(*last()) >= 0); // it goes on

    QVERIFY(awaited(ledger->finish(id, {.completed = 990})));

    QCOMPARE(*last(), awaited(ledger->run(id))->finished);
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

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
