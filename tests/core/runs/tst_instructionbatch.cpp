// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "instructionbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Mishap = FakeIntake::Mishap;

/// A file is submitted line by line; whatever happens, the same file again submits nothing twice.
class TestInstructionBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsTakenOnce();
    void theSameFileAgainSubmitsNothing();
    void aLineThatFailsStopsNoOther();
    void whatHasAnErrorIsLeftOut();
    void aServiceThatIsGoneEndsIt();
    void aRefusedClientEndsItAtOnce();
    void stoppingLeavesTheRest();
    void whatAnEarlierRunKnowsHolds();
    void aKilledRunIsCarriedOnFromTheLedger();
    void aRunThatIsLeftIsStopped();
    void theRemaindersAreSubmittedUnderTheirKeys();
};

void TestInstructionBatch::everyLineIsTakenOnce()
{
    InstructionBench bench;

    const InstructionBatchReport report = bench.submitAll(bench.file(bench.lines(5), u"monday"_s));

    QCOMPARE(report.counts, (InstructionCounts{.total = 5, .done = 5}));
    QCOMPARE(bench.intake.taken.size(), 5);
    QCOMPARE(bench.records().size(), 5);
    const InstructionBatchRecord kept = valueOf(bench.ledger->instructionBatches(10)).first();
    QCOMPARE(kept.id, report.id);
    QCOMPARE(kept.name, u"monday"_s);
    QCOMPARE(kept.state, QString(runstate::finished));
    QCOMPARE(kept.done, 5);
    const auto lines = valueOf(bench.ledger->instructions({.batchId = report.id}));
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.last().intent.line, 2);
}

void TestInstructionBatch::theSameFileAgainSubmitsNothing()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(5));
    const InstructionBatchReport first = bench.submitAll(file);

    const InstructionBatchReport second = bench.submitAll(file);

    QCOMPARE(bench.intake.posts, 5);
    QCOMPARE(second.counts, (InstructionCounts{.total = 5, .done = 5, .before = 5}));
    QCOMPARE(second.outcomes[3].instructionId, first.outcomes[3].instructionId);
}

void TestInstructionBatch::aLineThatFailsStopsNoOther()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::None, Mishap::Invalid, Mishap::None, Mishap::LostAfter, Mishap::LostBefore};

    const InstructionBatchReport report = bench.submitAll(bench.file(bench.lines(5)));

    QCOMPARE(report.counts, (InstructionCounts{.total = 5, .done = 3, .failed = 1, .unknown = 1}));
    QCOMPARE(report.outcomes[1].detail, u"timeout_at is over already"_s);
    QCOMPARE(report.outcomes[3].outcome, RowOutcome::Unknown);
    QVERIFY(!report.error);
}

void TestInstructionBatch::whatHasAnErrorIsLeftOut()
{
    InstructionBench bench;

    const InstructionBatchReport report =
        bench.submitAll(bench.file(bench.lines(3).replace("TR-2,dvp", "TR-2,").replace("TR-3", "TR-1")));

    QCOMPARE(report.counts, (InstructionCounts{.total = 3, .done = 2, .notSent = 1}));
    QCOMPARE(report.outcomes[1].why, InstructionWhy::LeftOut);
    QCOMPARE(bench.intake.taken.size(), 2); // an identical line is one of its own
}

void TestInstructionBatch::aServiceThatIsGoneEndsIt()
{
    InstructionBench bench;
    bench.intake.mishaps = QList<Mishap>(100, Mishap::LostBefore);

    const InstructionBatchReport report = bench.submitAll(bench.file(bench.lines(9)));

    QCOMPARE(report.counts, (InstructionCounts{.total = 9, .unknown = 3, .notSent = 6}));
    QVERIFY(report.error);
    QCOMPARE(report.outcomes.last().why, InstructionWhy::Stopped);
    QCOMPARE(valueOf(bench.ledger->instructionBatches(1)).first().state, QString(runstate::stopped));
}

void TestInstructionBatch::aRefusedClientEndsItAtOnce()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::None, Mishap::Forbidden};

    const InstructionBatchReport report = bench.submitAll(bench.file(bench.lines(9)));

    QCOMPARE(report.counts, (InstructionCounts{.total = 9, .done = 1, .failed = 1, .notSent = 7}));
    QCOMPARE(report.error->kind, ErrorKind::Forbidden);
}

void TestInstructionBatch::stoppingLeavesTheRest()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(9));
    InstructionBatch batch(bench.parts());
    std::optional<InstructionBatchReport> report;
    connect(&batch, &InstructionBatch::ended, &batch, [&](const InstructionBatchReport &end) { report = end; });
    connect(&batch, &InstructionBatch::progressed, &batch, [&](const InstructionCounts &counts) {
        if (counts.done == 3)
            batch.stop();
    });

    batch.submit(file);
    QTRY_VERIFY(report);

    QCOMPARE(report->counts, (InstructionCounts{.total = 9, .done = 3, .notSent = 6}));
    QVERIFY(report->isStopped);
    QCOMPARE(bench.intake.taken.size(), 3);
    QCOMPARE(bench.submitAll(file).counts, (InstructionCounts{.total = 9, .done = 9, .before = 3}));
    QCOMPARE(bench.intake.posts, 9);
}

void TestInstructionBatch::whatAnEarlierRunKnowsHolds()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(4));
    bench.intake.mishaps = {Mishap::None, Mishap::None, Mishap::LostAfter, Mishap::LostBefore};
    QCOMPARE(bench.submitAll(file).counts.unknown, 1);
    InstructionBatch batch(bench.parts());
    std::optional<InstructionBatchReport> report;
    connect(&batch, &InstructionBatch::ended, &batch, [&](const InstructionBatchReport &end) { report = end; });

    batch.submit(file);
    batch.stop();
    QTRY_VERIFY(report);

    QCOMPARE(report->counts, (InstructionCounts{.total = 4, .done = 3, .before = 3, .unknown = 1}));
}

void TestInstructionBatch::aKilledRunIsCarriedOnFromTheLedger()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(4));
    const InstructionIntent lost{.key = keyOf(file.instructions[1].draft, bench.officer),
                                 .digest = digestOf(file.instructions[1].draft),
                                 .batchId = u"killed"_s,
                                 .line = 3};
    QVERIFY(awaited(bench.ledger->beginInstructionBatch({.id = u"killed"_s, .instructions = 4})));
    QCOMPARE(bench.submit(file.instructions[0].draft).outcome, RowOutcome::Done);
    QCOMPARE(valueOf(bench.ledger->intendInstruction(lost)).bar, InstructionBar::None);
    bench.intake.taken.insert(lost.key.key, json::write(keystone::encodeDraft(file.instructions[1].draft)));

    bench.reopenLedger();
    const InstructionBatchReport report = bench.submitAll(file);

    QCOMPARE(report.counts, (InstructionCounts{.total = 4, .done = 4, .before = 1}));
    QCOMPARE(bench.intake.taken.size(), 4);
    const auto batches = valueOf(bench.ledger->instructionBatches(10));
    QCOMPARE(batches.last().state, QString(runstate::interrupted));
}

void TestInstructionBatch::aRunThatIsLeftIsStopped()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(4));
    {
        InstructionBatch batch(bench.parts());
        bool hasBegun = false;
        connect(&batch, &InstructionBatch::progressed, &batch, [&] { hasBegun = true; });
        batch.submit(file);
        QTRY_VERIFY(hasBegun);
    }

    const InstructionBatchRecord kept = valueOf(bench.ledger->instructionBatches(1)).first();
    QCOMPARE(kept.state, QString(runstate::stopped));
    QCOMPARE(kept.done + kept.failed + kept.unknown + kept.notSent, 4);
}

void TestInstructionBatch::theRemaindersAreSubmittedUnderTheirKeys()
{
    InstructionBench bench;
    const InstructionFile file = bench.file(bench.lines(4));
    bench.intake.mishaps = {Mishap::Invalid, Mishap::LostAfter, Mishap::LostBefore};
    const InstructionBatchReport report = bench.submitAll(file);
    QCOMPARE(report.counts, (InstructionCounts{.total = 4, .done = 2, .failed = 1, .unknown = 1}));
    const QString out = bench.folder.filePath(u"rest.csv"_s);
    const auto remainders = remaindersOf(report, [](const FiledOutcome &outcome) { return outcome.detail; });
    QCOMPARE(*exportInstructions(file, remainders, out), 2);

    const auto rest = readInstructionFile({.file = out, .batch = u"another name"_s});
    const InstructionBatchReport again = bench.submitAll(*rest);

    QCOMPARE(again.counts, (InstructionCounts{.total = 2, .done = 2}));
    QCOMPARE(bench.intake.taken.size(), 4);
}

QTEST_GUILESS_MAIN(TestInstructionBatch)

#include "tst_instructionbatch.moc"
