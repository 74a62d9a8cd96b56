// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/schema.h"
#include "ledgertest.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

namespace {

InstructionIntent sampleInstruction(const QString &key, const QByteArray &content = "content")
{
    return {.key = {u"https://api.test/ks"_s, u"test-client"_s, key},
            .digest = digestOf(content),
            .tradeReference = u"TR-Ü 1"_s,
            .templateSlug = u"dvp"_s,
            .role = u"seller"_s,
            .author = {u"first"_s, u"p-1"_s, u"Desk, Zürich"_s},
            .batchId = u"b"_s,
            .line = 7};
}

InstructionEnd ended(RowOutcome outcome)
{
    return {.outcome = outcome, .why = u"accepted"_s, .detail = u"détail"_s, .instructionId = u"i-1"_s};
}

} // namespace

/// Instructions in the ledger: what was meant is there before it is sent, once a key.
class TestLedgerInstructions : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void anInstructionIsReadBack();
    void aKeyIsSentOnce_data();
    void aKeyIsSentOnce();
    void aKnownEndStays();
    void whatIsKnownIsFoundByItsKeys();
    void filesAreCountedWhenTheirProcessDied();
    void aLedgerOfTheSixthVersionIsLifted();
    void onAFullDiskNothingIsSent();

private:
    InstructionBar intend(const InstructionIntent &intent) { return valueOf(ledger->intendInstruction(intent)).bar; }
    void reopen()
    {
        const QString path = ledger->path();
        ledger.reset();
        ledger = std::make_unique<Ledger>(path);
        QVERIFY(awaited(ledger->open()));
    }
};

void TestLedgerInstructions::anInstructionIsReadBack()
{
    const InstructionIntent intent = sampleInstruction(u"k"_s);
    QCOMPARE(intend(intent), InstructionBar::None);
    const auto open = valueOf(ledger->instructions({}));

    QVERIFY(awaited(ledger->settleInstruction(intent.key, ended(RowOutcome::Done))));

    QCOMPARE(open.first().intent, intent);
    QVERIFY(open.first().isUnderWay && !open.first().settled.isValid());
    const auto settled = valueOf(ledger->instructions({.tradeReference = intent.tradeReference}));
    QCOMPARE(settled.first().end, ended(RowOutcome::Done));
    QVERIFY(settled.first().settled.isValid() && !settled.first().isUnderWay);
    QVERIFY(valueOf(ledger->instructions({.which = InstructionQuery::Which::Unresolved})).isEmpty());
    QVERIFY(valueOf(ledger->instructions({.clientId = u"test-other"_s})).isEmpty());
}

void TestLedgerInstructions::aKeyIsSentOnce_data()
{
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<InstructionBar>("same");
    QTest::addColumn<InstructionBar>("other");
    QTest::newRow("done") << RowOutcome::Done << InstructionBar::AlreadyDone << InstructionBar::OtherContent;
    QTest::newRow("unknown") << RowOutcome::Unknown << InstructionBar::None << InstructionBar::OtherContent;
    QTest::newRow("failed") << RowOutcome::Failed << InstructionBar::None << InstructionBar::None;
    QTest::newRow("not sent") << RowOutcome::NotSent << InstructionBar::None << InstructionBar::None;
}

void TestLedgerInstructions::aKeyIsSentOnce()
{
    QFETCH(RowOutcome, outcome);
    QFETCH(InstructionBar, same);
    QFETCH(InstructionBar, other);
    for (const QString &key : {u"a"_s, u"b"_s}) {
        QCOMPARE(intend(sampleInstruction(key)), InstructionBar::None);
        QCOMPARE(intend(sampleInstruction(key)), InstructionBar::UnderWay);
        QVERIFY(awaited(ledger->settleInstruction(sampleInstruction(key).key, ended(outcome))));
    }

    QCOMPARE(intend(sampleInstruction(u"a"_s)), same);
    QCOMPARE(intend(sampleInstruction(u"b"_s, "other")), other);
}

void TestLedgerInstructions::aKnownEndStays()
{
    const InstructionIntent intent = sampleInstruction(u"k"_s);
    QCOMPARE(awaited(ledger->settleInstruction(intent.key, ended(RowOutcome::Done))).error().cause, Cause::RunUnknown);
    QCOMPARE(intend(intent), InstructionBar::None);
    QVERIFY(awaited(ledger->settleInstruction(intent.key, ended(RowOutcome::Unknown))));
    QVERIFY(awaited(ledger->settleInstruction(intent.key, ended(RowOutcome::Done))));

    QCOMPARE(awaited(ledger->settleInstruction(intent.key, ended(RowOutcome::Failed))).error().cause,
             Cause::AlreadyRecorded);

    QCOMPARE(valueOf(ledger->instructions({})).first().end.outcome, RowOutcome::Done);
    QCOMPARE(valueOf(ledger->verifyAudit()).entries, 3);
}

void TestLedgerInstructions::whatIsKnownIsFoundByItsKeys()
{
    const InstructionIntent intent = sampleInstruction(u"k"_s);
    QCOMPARE(intend(intent), InstructionBar::None);

    const auto known = valueOf(ledger->knownInstructions(intent.key, {u"j"_s, u"k"_s}));
    const auto elsewhere = valueOf(ledger->knownInstructions({intent.key.service, u"test-other"_s, {}}, {u"k"_s}));

    QCOMPARE(known.keys(), QStringList{u"k"_s});
    QVERIFY(elsewhere.isEmpty());
}

void TestLedgerInstructions::filesAreCountedWhenTheirProcessDied()
{
    QVERIFY(awaited(ledger->beginInstructionBatch({.id = u"b"_s, .file = u"/data/in.csv"_s, .instructions = 9})));
    for (const QString &key : {u"done"_s, u"failed"_s, u"open"_s})
        QCOMPARE(intend(sampleInstruction(key)), InstructionBar::None);
    QVERIFY(awaited(ledger->settleInstruction(sampleInstruction(u"done"_s).key, ended(RowOutcome::Done))));
    QVERIFY(awaited(ledger->settleInstruction(sampleInstruction(u"failed"_s).key, ended(RowOutcome::Failed))));

    reopen();

    const InstructionBatchRecord batch = valueOf(ledger->instructionBatches(5)).first();
    QCOMPARE(batch.state, QString(runstate::interrupted));
    QCOMPARE(batch.done, 1);
    QCOMPARE(batch.failed, 1);
    QCOMPARE(batch.unknown, 1);
    QCOMPARE(batch.notSent, 6);
    const auto open = valueOf(ledger->instructions({.which = InstructionQuery::Which::Unresolved}));
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().end.why, u"interrupted"_s);
    QCOMPARE(awaited(ledger->beginInstructionBatch({.id = u"b"_s})).error().cause, Cause::AlreadyRecorded);
    QCOMPARE(awaited(ledger->finishInstructionBatch(u"none"_s, {})).error().cause, Cause::RunUnknown);
}

void TestLedgerInstructions::aLedgerOfTheSixthVersionIsLifted()
{
    const QString path = folder->filePath(u"old.sqlite"_s);
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(ledgerMigrations().first(6)));
    }
    Ledger lifted(path);

    QVERIFY(awaited(lifted.open()));

    QCOMPARE(valueOf(lifted.intendInstruction(sampleInstruction(u"k"_s))).bar, InstructionBar::None);
    QCOMPARE(valueOf(lifted.verifyAudit()).entries, 1);
}

/// Nothing is half written: an instruction without its entry in the audit log is none.
void TestLedgerInstructions::onAFullDiskNothingIsSent()
{
    OtherProgram other(ledger->path());
    QVERIFY(other.run(u"CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"_s));

    QVERIFY(!awaited(ledger->intendInstruction(sampleInstruction(u"k"_s))));

    QVERIFY(valueOf(ledger->instructions({})).isEmpty());
}

QTEST_GUILESS_MAIN(TestLedgerInstructions)

#include "tst_ledgerinstructions.moc"
