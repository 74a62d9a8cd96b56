// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"
#include "samples.h"

#include <QTemporaryDir>

using namespace chancery;
using namespace Qt::StringLiterals;

/// A run that is carried on by another process than the one that began it.
class TestLedgerResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatARunRestsOnIsReadBack();
    void aStoppedRunRunsAgain();
    void aRunLeftByTheDeadIsTakenOver();
    void aRunOfALivingProcessIsNot();
    void ofTwoThatAskOneGetsTheRun();
    void aFinishedRunIsNotTakenOver();
    void aFinishedRunWithUnknownRowsIs();
    void anIntentMadeAgainReplacesRangeAndOutcome();
    void anIntentIsNotMadeAgainForNothing();
    void theDeadAreNoticedWhileTheLedgerIsOpen();

private:
    std::unique_ptr<LedgerStore> store() const
    {
        auto made = std::make_unique<LedgerStore>(path);
        return made->open() ? std::move(made) : nullptr;
    }
    static ImportRunRecord record(LedgerStore &from)
    {
        return from.read([](LedgerReader &reader) { return reader.run(u"r"_s); }).value();
    }
    static ChunkRecord firstChunk(LedgerStore &from)
    {
        return from.read([](LedgerReader &reader) { return reader.chunks(u"r"_s); }).value().first();
    }

    std::unique_ptr<QTemporaryDir> folder;
    QString path;
};

void TestLedgerResume::init()
{
    folder = std::make_unique<QTemporaryDir>();
    path = folder->filePath(u"ledger.sqlite"_s);
}

void TestLedgerResume::whatARunRestsOnIsReadBack()
{
    const auto ledger = store();
    const RunBasis basis{.format = R"({"encoding":"UTF-8"})",
                         .edits = QByteArray("\0\xff edits", 8),
                         .leftOut = QByteArray("\0\1\2", 3),
                         .unchanged = {}};
    ImportRunRecord run = sampleRun(u"r"_s);
    run.templateName = u"Lamps of the north"_s;
    run.planHash = u"ab12"_s;

    QVERIFY(ledger->beginRun(run, basis));

    QCOMPARE(ledger->read([](LedgerReader &reader) { return reader.basis(u"r"_s); }).value(), basis);
    QCOMPARE(record(*ledger).templateName, run.templateName);
    QCOMPARE(record(*ledger).planHash, run.planHash);
}

void TestLedgerResume::aStoppedRunRunsAgain()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s), {}));
    QVERIFY(ledger->finish(u"r"_s, {.state = runstate::stopped, .completed = 10, .notSent = 980}));

    QVERIFY(ledger->resumeRun(u"r"_s));

    QCOMPARE(record(*ledger).state, QString(runstate::running));
    QVERIFY(record(*ledger).finished.isNull());
    QVERIFY(ledger->intend(sampleIntent(u"r"_s, 1)));
}

void TestLedgerResume::aRunLeftByTheDeadIsTakenOver()
{
    QVERIFY(store()->beginRun(sampleRun(u"r"_s), {}));
    const auto ledger = store();
    QCOMPARE(record(*ledger).state, QString(runstate::interrupted));

    QVERIFY(ledger->resumeRun(u"r"_s));

    QCOMPARE(record(*ledger).state, QString(runstate::running));
}

void TestLedgerResume::aRunOfALivingProcessIsNot()
{
    const auto first = store();
    QVERIFY(first->beginRun(sampleRun(u"r"_s), {}));
    const auto second = store();

    const auto taken = second->resumeRun(u"r"_s);

    QCOMPARE(taken.error().kind, ErrorKind::Conflict);
    QCOMPARE(taken.error().cause, Cause::RunTaken);
}

void TestLedgerResume::ofTwoThatAskOneGetsTheRun()
{
    QVERIFY(store()->beginRun(sampleRun(u"r"_s), {}));
    const auto first = store();
    const auto second = store();

    QVERIFY(first->resumeRun(u"r"_s));
    const auto late = second->resumeRun(u"r"_s);

    QCOMPARE(late.error().cause, Cause::RunTaken);
}

void TestLedgerResume::aFinishedRunIsNotTakenOver()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s), {}));
    QVERIFY(ledger->finish(u"r"_s, {.completed = 990}));

    QCOMPARE(ledger->resumeRun(u"r"_s).error().cause, Cause::RunNotRunning);
    QCOMPARE(ledger->resumeRun(u"nobody"_s).error().cause, Cause::RunUnknown);
}

void TestLedgerResume::aFinishedRunWithUnknownRowsIs()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s), {}));
    QVERIFY(ledger->finish(u"r"_s, {.completed = 980, .unknown = 10}));

    QVERIFY(ledger->resumeRun(u"r"_s));
}

void TestLedgerResume::anIntentMadeAgainReplacesRangeAndOutcome()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s), {}));
    const ChunkIntent intent = sampleIntent(u"r"_s, 1);
    QVERIFY(ledger->intend(intent));
    QVERIFY(ledger->accepted(u"r"_s, 1, u"job-1"_s));
    QVERIFY(ledger->settle(u"r"_s, 1, {.completed = 8, .failed = 1, .unknown = 1, .rows = {failedRow(12)}}));
    ChunkIntent smaller = intent;
    smaller.lastLine = intent.firstLine + 4;
    smaller.rows = 5;
    smaller.bodySha256 = digestOf("smaller");

    QVERIFY(ledger->intendAgain(smaller));

    QCOMPARE(firstChunk(*ledger), (ChunkRecord{.intent = smaller, .jobs = {u"job-1"_s}, .sends = 2, .settled = false}));
    const auto rows = ledger->read([](LedgerReader &reader) { return reader.rows(u"r"_s, {}); });
    QVERIFY(rows->isEmpty());
}

void TestLedgerResume::anIntentIsNotMadeAgainForNothing()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s), {}));

    QCOMPARE(ledger->intendAgain(sampleIntent(u"r"_s, 7)).error().cause, Cause::RunUnknown);
    QVERIFY(ledger->finish(u"r"_s, {}));
    QCOMPARE(ledger->intendAgain(sampleIntent(u"r"_s, 7)).error().cause, Cause::RunNotRunning);
}

void TestLedgerResume::theDeadAreNoticedWhileTheLedgerIsOpen()
{
    const auto window = store();
    QVERIFY(store()->beginRun(sampleRun(u"r"_s), {}));
    QCOMPARE(record(*window).state, QString(runstate::running));

    QVERIFY(window->interruptRunsOfTheDead());

    QCOMPARE(record(*window).state, QString(runstate::interrupted));
}

QTEST_GUILESS_MAIN(TestLedgerResume)
#include "tst_ledgerresume.moc"
