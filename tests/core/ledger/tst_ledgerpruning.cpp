// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"
#include "core/ledger/schema.h"
#include "samples.h"

#include <QTemporaryDir>

using namespace chancery;
using namespace Qt::StringLiterals;

/// How long what was there before a run is kept.
class TestLedgerPruning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theNewestStayHoweverOld();
    void theLastDaysStayHoweverMany();
    void theOldestGoFirstAFewRowsAtATime();
    void whatAnOpenUndoNeedsStays_data();
    void whatAnOpenUndoNeedsStays();
    void afterACompleteUndoTheyMayGo();
    void nothingGoesWhileARunGoesOn();
    void whatWentIsTold();
    void anUndoOfTheDeadIsInterruptedWithItsCounts();

private:
    /// Runs that ended just now, with one pre-image each, latest last.
    void addRuns(int count, int rowsEach = 1);
    qint64 prune(int daysLater, PreimageRule rule = {.newestRuns = 2, .days = 90})
    {
        const QDateTime now = QDateTime::currentDateTimeUtc().addDays(daysLater);
        qint64 all = 0;
        qint64 some = 0;
        do {
            some = ledger->undo([&](UndoJournal &journal) { return journal.pruneSome(now, rule); }).value();
            all += some;
        } while (some > 0);
        return all;
    }
    Result<Nothing> settle(const QString &run, qint64 line, UndoOutcome outcome)
    {
        return ledger->undo([&](UndoJournal &journal) { return journal.settle(run, {{line, outcome, {}, {}}}); });
    }
    Result<Nothing> beginUndo(const QString &run)
    {
        return ledger->undo([&](UndoJournal &journal) { return journal.begin(run, u"somebody"_s); });
    }
    Result<Nothing> finishUndo(const QString &run, const QString &state = runstate::finished)
    {
        return ledger->undo([&](UndoJournal &journal) { return journal.finish(run, state); });
    }
    UndoBasis basis(const QString &run)
    {
        return ledger->undo([&](UndoJournal &journal) { return journal.basis(run); }).value();
    }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<LedgerStore> ledger;
};

void TestLedgerPruning::init()
{
    ledger.reset();
    folder = std::make_unique<QTemporaryDir>();
    ledger = std::make_unique<LedgerStore>(folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(ledger->open());
}

void TestLedgerPruning::addRuns(int count, int rowsEach)
{
    for (int i = 0; i < count; ++i) {
        ImportRunRecord run = sampleRun(u"r%1"_s.arg(i), rowsEach);
        run.started = run.started.addSecs(i);
        QVERIFY(ledger->beginRun(run));
        ChunkIntent intent = sampleIntent(run.id, 0, rowsEach);
        QVERIFY(ledger->intend(intent));
        QVERIFY(ledger->settle(run.id, 0, {.completed = rowsEach}));
        QList<Preimage> preimages;
        for (int row = 0; row < rowsEach; ++row)
            preimages << Preimage{.line = intent.firstLine + row, .origin = RowOrigin::Created};
        QVERIFY(ledger->undo([&](UndoJournal &journal) { return journal.keep(run.id, preimages); }));
        QVERIFY(ledger->finish(run.id, {.completed = rowsEach}));
    }
}

void TestLedgerPruning::theNewestStayHoweverOld()
{
    addRuns(5);

    QCOMPARE(prune(10'000), 3);

    QVERIFY(basis(u"r2"_s).isPruned);
    QVERIFY(!basis(u"r3"_s).isPruned);
    QCOMPARE(basis(u"r4"_s).created, 1);
}

void TestLedgerPruning::theLastDaysStayHoweverMany()
{
    addRuns(5);

    QCOMPARE(prune(89), 0);
    QCOMPARE(prune(91), 3);
}

void TestLedgerPruning::theOldestGoFirstAFewRowsAtATime()
{
    addRuns(4, 2'500);
    const QDateTime later = QDateTime::currentDateTimeUtc().addDays(100);
    const auto some = [&] {
        return ledger->undo([&](UndoJournal &journal) { return journal.pruneSome(later, {2, 90}); }).value();
    };

    QCOMPARE(some(), 2'000);

    QVERIFY(basis(u"r0"_s).isPruned);
    QVERIFY(!basis(u"r1"_s).isPruned);
    QCOMPARE(prune(100, {2, 90}), 3'000);
}

void TestLedgerPruning::whatAnOpenUndoNeedsStays_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<UndoOutcome>("outcome");
    QTest::newRow("under way") << QString() << UndoOutcome::Reverted;
    QTest::newRow("stopped before the row") << QString(runstate::stopped) << UndoOutcome::Open;
    QTest::newRow("finished, the row unknown") << QString(runstate::finished) << UndoOutcome::Unknown;
}

void TestLedgerPruning::whatAnOpenUndoNeedsStays()
{
    QFETCH(QString, end);
    QFETCH(UndoOutcome, outcome);
    addRuns(3);
    QVERIFY(beginUndo(u"r0"_s));
    QVERIFY(settle(u"r0"_s, 2, outcome));
    if (!end.isEmpty())
        QVERIFY(finishUndo(u"r0"_s, end));

    QCOMPARE(prune(100), 0);

    QCOMPARE(basis(u"r0"_s).created, 1);
}

void TestLedgerPruning::afterACompleteUndoTheyMayGo()
{
    addRuns(3);
    QVERIFY(beginUndo(u"r0"_s));
    QVERIFY(settle(u"r0"_s, 2, UndoOutcome::Reverted));
    QVERIFY(finishUndo(u"r0"_s));

    QCOMPARE(prune(100), 1);

    const auto run = ledger->read([](LedgerReader &reader) { return reader.run(u"r0"_s); });
    QCOMPARE(run->undo->counts.reverted, 1);
}

void TestLedgerPruning::nothingGoesWhileARunGoesOn()
{
    addRuns(3);
    ImportRunRecord busy = sampleRun(u"busy"_s);
    busy.started = QDateTime::currentDateTimeUtc();
    QVERIFY(ledger->beginRun(busy));

    QCOMPARE(prune(100), 0);
    QVERIFY(ledger->finish(u"busy"_s, {}));

    QCOMPARE(prune(100), 2); // the one that ended is among the newest
}

void TestLedgerPruning::whatWentIsTold()
{
    addRuns(3);

    QCOMPARE(prune(100), 1);

    const UndoBasis gone = basis(u"r0"_s);
    QVERIFY(gone.isPruned);
    QCOMPARE(gone.withoutPreimage, 1);
    QCOMPARE(gone.counts.rows, gone.counts.couldNot);
}

void TestLedgerPruning::anUndoOfTheDeadIsInterruptedWithItsCounts()
{
    addRuns(1, 3);
    QVERIFY(beginUndo(u"r0"_s));
    QVERIFY(settle(u"r0"_s, 2, UndoOutcome::Reverted));
    QVERIFY(settle(u"r0"_s, 3, UndoOutcome::Unknown));

    ledger.reset(); // dies
    ledger = std::make_unique<LedgerStore>(folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(ledger->open());

    const auto run = ledger->read([](LedgerReader &reader) { return reader.run(u"r0"_s); });
    QCOMPARE(run->undo->state, QString(runstate::interrupted));
    QVERIFY(run->undo->finished.isNull());
    QCOMPARE(run->undo->counts, (UndoCounts{.rows = 3, .reverted = 1, .unknown = 1}));
    QCOMPARE(run->undo->counts.open(), 1);
}

QTEST_GUILESS_MAIN(TestLedgerPruning)
#include "tst_ledgerpruning.moc"
