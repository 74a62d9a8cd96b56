// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/schema.h"
#include "ledgermintstest.h"

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

namespace {

AwardBatchRecord sampleBatch(const QString &id = u"b-1"_s)
{
    return {.id = id,
            .service = u"https://api.test"_s,
            .name = u"spring, Zürich"_s,
            .file = u"awards.csv"_s,
            .fileSha256 = digestOf("file"),
            .points = 18,
            .sameAs = {u"winter"_s},
            .author = {u"first"_s, u"p-1"_s, u"Desk"_s}};
}

QList<AwardLine> sampleLines()
{
    return {{2, u"a-1"_s, 5, u"visit"_s, u"key-1"_s},
            {3, u"a-2"_s, 6, u"Besuch, früh"_s, u"key-2"_s},
            {4, u"a-3"_s, 7, u"visit"_s, u"key-3"_s}};
}

} // namespace

/// Batches of awards in the ledger.
class TestLedgerAwards : public LedgerMintsTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void aBatchIsReadBackWithItsLines();
    void linesEndAsTheirLatestMintDid();
    void theSameContentIsTheSameBatch();
    void aBatchIsNotTakenFromTheLiving();
    void aBatchOfADeadProcessIsInterrupted();
    void whatIsSettledLaterIsCounted();
    void whatAnotherBatchMintedIsCounted();
    void twoServicesHaveBatchesOfTheirOwn();
    void anUnknownBatchIsNamed();
    void onAFullDiskNothingIsBegun();
    void aLedgerOfTheEighthVersionIsLifted();

private:
    void mint(const AwardLine &line, RowOutcome outcome)
    {
        MintIntent intent = sampleMint(line.points, line.accountId);
        intent.idempotencyKey = line.key;
        intent.batchId = sampleBatch().name;
        intent.line = line.line;
        QCOMPARE(intend(intent).bar, MintBar::None);
        settle(intent, outcome);
    }
    AwardBatchRecord only() { return valueOf(ledger->awardBatches({})).value(0); }
};

void TestLedgerAwards::aBatchIsReadBackWithItsLines()
{
    QCOMPARE(valueOf(ledger->beginAwardBatch(sampleBatch(), sampleLines())), u"b-1"_s);
    const AwardBatchRecord begun = only();
    QVERIFY(awaited(ledger->finishAwardBatch(u"b-1"_s, runstate::stopped)));

    AwardBatchRecord expected = sampleBatch();
    expected.started = begun.started;
    expected.lines = 3;
    expected.notSent = 3;
    QVERIFY(begun.started.isValid());
    QCOMPARE(begun, expected);
    QCOMPARE(only().state, QString(runstate::stopped));
    QVERIFY(only().finished.isValid());
    const QList<AwardLineRecord> lines = valueOf(ledger->awardLines(u"b-1"_s));
    QCOMPARE(lines.size(), 3);
    for (qsizetype place = 0; place < lines.size(); ++place)
        QCOMPARE(lines[place], (AwardLineRecord{sampleLines()[place], std::nullopt}));
    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
}

void TestLedgerAwards::linesEndAsTheirLatestMintDid()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    mint(sampleLines()[0], RowOutcome::Failed);
    mint(sampleLines()[0], RowOutcome::Done);
    mint(sampleLines()[1], RowOutcome::Failed);

    QVERIFY(awaited(ledger->finishAwardBatch(u"b-1"_s, runstate::stopped)));

    QCOMPARE(only().done, 1);
    QCOMPARE(only().failed, 1);
    QCOMPARE(only().unknown, 0);
    QCOMPARE(only().notSent, 1);
    QCOMPARE(only().pointsDone, 5);
    const QList<AwardLineRecord> lines = valueOf(ledger->awardLines(u"b-1"_s));
    QCOMPARE(lines[0].mint->end.outcome, RowOutcome::Done);
    QCOMPARE(lines[1].mint->end.outcome, RowOutcome::Failed);
    QVERIFY(!lines[2].mint);
}

void TestLedgerAwards::theSameContentIsTheSameBatch()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    QVERIFY(awaited(ledger->finishAwardBatch(u"b-1"_s, runstate::stopped)));
    QList<AwardLine> reordered = sampleLines();
    reordered.swapItemsAt(0, 2);
    QList<AwardLine> longer = sampleLines();
    longer << AwardLine{5, u"a-4"_s, 1, u"visit"_s, u"key-4"_s};

    QCOMPARE(valueOf(ledger->beginAwardBatch(sampleBatch(u"b-2"_s), reordered)), u"b-1"_s);

    QCOMPARE(only().state, QString(runstate::running));
    QVERIFY(!only().finished.isValid());
    QCOMPARE(valueOf(ledger->awardLines(u"b-1"_s)).first().line, sampleLines().first());
    QCOMPARE(valueOf(ledger->beginAwardBatch(sampleBatch(u"b-3"_s), longer)), u"b-3"_s);
    QCOMPARE(valueOf(ledger->awardBatches({})).size(), 2);
    QCOMPARE(valueOf(ledger->awardBatches({.id = u"b-3"_s})).first().lines, 4);
}

void TestLedgerAwards::aBatchIsNotTakenFromTheLiving()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    Ledger other(ledger->path());
    QVERIFY(awaited(other.open()));

    const auto taken = awaited(other.beginAwardBatch(sampleBatch(u"b-2"_s), sampleLines()));

    QVERIFY(!taken);
    QCOMPARE(taken.error().cause, Cause::RunTaken);
    QCOMPARE(taken.error().subject, sampleBatch().name);
    QCOMPARE(only().state, QString(runstate::running));
}

void TestLedgerAwards::aBatchOfADeadProcessIsInterrupted()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    mint(sampleLines()[0], RowOutcome::Done);
    MintIntent onItsWay = sampleMint(6, u"a-2"_s);
    onItsWay.idempotencyKey = u"key-2"_s;
    QCOMPARE(intend(onItsWay).bar, MintBar::None);

    reopen();

    QCOMPARE(only().state, QString(runstate::interrupted));
    QCOMPARE(only().done, 1);
    QCOMPARE(only().unknown, 1);
    QCOMPARE(only().notSent, 1);
    QCOMPARE(valueOf(ledger->beginAwardBatch(sampleBatch(u"b-2"_s), sampleLines())), u"b-1"_s);
}

void TestLedgerAwards::whatIsSettledLaterIsCounted()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    MintIntent lost = sampleMint(5);
    lost.idempotencyKey = u"key-1"_s;
    QCOMPARE(intend(lost).bar, MintBar::None);
    settle(lost, RowOutcome::Unknown);
    QVERIFY(awaited(ledger->finishAwardBatch(u"b-1"_s, runstate::finished)));
    QCOMPARE(only().unknown, 1);

    settle(lost, RowOutcome::Done);

    QCOMPARE(only().unknown, 0);
    QCOMPARE(only().done, 1);
    QCOMPARE(only().pointsDone, 5);
}

void TestLedgerAwards::whatAnotherBatchMintedIsCounted()
{
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    mint(sampleLines()[0], RowOutcome::Failed);
    QVERIFY(awaited(ledger->finishAwardBatch(u"b-1"_s, runstate::stopped)));
    QCOMPARE(only().failed, 1);
    QCOMPARE(only().notSent, 2);

    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(u"b-2"_s), sampleLines().first(2))));
    mint(sampleLines()[0], RowOutcome::Done);
    mint(sampleLines()[1], RowOutcome::Done);

    const AwardBatchRecord first = valueOf(ledger->awardBatches({.id = u"b-1"_s})).value(0);
    QCOMPARE(first.failed, 0);
    QCOMPARE(first.done, 2);
    QCOMPARE(first.notSent, 1);
    QCOMPARE(first.pointsDone, 11);
}

void TestLedgerAwards::twoServicesHaveBatchesOfTheirOwn()
{
    AwardBatchRecord elsewhere = sampleBatch(u"b-2"_s);
    elsewhere.service = u"https://other.test"_s;
    QVERIFY(awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines())));
    mint(sampleLines()[0], RowOutcome::Done);

    QCOMPARE(valueOf(ledger->beginAwardBatch(elsewhere, sampleLines())), u"b-2"_s);

    QCOMPARE(valueOf(ledger->awardBatches({.service = elsewhere.service})).size(), 1);
    QCOMPARE(valueOf(ledger->awardBatches({.id = u"b-2"_s})).first().done, 0);
    QVERIFY(!valueOf(ledger->awardLines(u"b-2"_s)).first().mint);
}

void TestLedgerAwards::anUnknownBatchIsNamed()
{
    QCOMPARE(awaited(ledger->awardLines(u"b-9"_s)).error().cause, Cause::RunUnknown);
    QCOMPARE(awaited(ledger->finishAwardBatch(u"b-9"_s, runstate::stopped)).error().cause, Cause::RunUnknown);
    QVERIFY(valueOf(ledger->awardBatches({})).isEmpty());
}

void TestLedgerAwards::onAFullDiskNothingIsBegun()
{
    QVERIFY(OtherProgram(ledger->path())
                .run(u"CREATE TRIGGER full BEFORE INSERT ON award_line WHEN NEW.place = 2 "
                     "BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const auto refused = awaited(ledger->beginAwardBatch(sampleBatch(), sampleLines()));

    QVERIFY(!refused);
    QVERIFY(valueOf(ledger->awardBatches({})).isEmpty());
    QVERIFY(OtherProgram(ledger->path()).run(u"DROP TRIGGER full"_s));
    QCOMPARE(OtherProgram(ledger->path()).number(u"SELECT count(*) FROM award_line"_s), 0);
}

void TestLedgerAwards::aLedgerOfTheEighthVersionIsLifted()
{
    const QString path = folder->filePath(u"old.sqlite"_s);
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(ledgerMigrations().first(8)));
    }
    Ledger lifted(path);

    QVERIFY(awaited(lifted.open()));

    QCOMPARE(valueOf(lifted.beginAwardBatch(sampleBatch(), sampleLines())), u"b-1"_s);
    QCOMPARE(valueOf(lifted.awardLines(u"b-1"_s)).size(), 3);
}

QTEST_GUILESS_MAIN(TestLedgerAwards)

#include "tst_ledgerawards.moc"
