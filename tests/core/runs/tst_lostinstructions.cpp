// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/lostinstructions.h"

#include "instructionbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keystone::Instruction;
using Mishap = FakeIntake::Mishap;

/// What the service's list tells of an instruction whose answer was lost, and nothing beyond that.
class TestLostInstructions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListTells_data();
    void theListTells();
    void twinsAreNotToldApart();
    void oneThatArrivedIsDone();
    void oneThatIsOnItsWayStaysUnknown();
    void aListThatIsNotReadSettlesNothing();
    void thoseOfAFileAreLeftToIt();
    void withoutALostOneNothingIsRead();

private:
    static QDateTime sent() { return {QDate(2026, 3, 4), QTime(12, 0), Qt::UTC}; }
    static InstructionRecord lost(const QString &role = u"seller"_s)
    {
        return {.intent = {.tradeReference = u"TR-1"_s, .templateSlug = u"dvp"_s, .role = role}, .intended = sent()};
    }
    static Instruction listed(const QString &id, const QString &role = u"seller"_s, const QDateTime &created = sent())
    {
        return {.id = id,
                .tradeReference = u"TR-1"_s,
                .status = u"pending_match"_s,
                .settlementId = {},
                .templateSlug = u"dvp"_s,
                .role = role,
                .party = {},
                .legs = {},
                .timeoutAt = {},
                .expiresAt = {},
                .createdAt = created,
                .raw = {}};
    }
    static int reads(const InstructionBench &bench)
    {
        int count = 0;
        for (const SeenRequest &request : bench.network.seen())
            count += request.method == "GET" && request.url.path().endsWith(u"/instructions") ? 1 : 0;
        return count;
    }
    static QList<LostInstruction> settled(InstructionBench &bench)
    {
        return valueOf(settleLostInstructions(bench.client, *bench.ledger, bench.officer));
    }
};

void TestLostInstructions::theListTells_data()
{
    QTest::addColumn<QList<Instruction>>("there");
    QTest::addColumn<QStringList>("taken");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<int>("minutesAhead");
    QTest::addColumn<LostFate>("fate");
    const auto row = [](const char *name, const QList<Instruction> &there, LostFate fate, int minutes = 10,
                        const QStringList &taken = {},
                        int ahead = 0) { QTest::newRow(name) << there << taken << minutes << ahead << fate; };
    row("listed", {listed(u"a"_s)}, LostFate::Arrived);
    row("listed at once", {listed(u"a"_s)}, LostFate::Arrived, 0);
    row("none", {}, LostFate::NotArrived);
    row("none so far", {}, LostFate::TooEarly, 4);
    row("the clock was set back", {}, LostFate::TooEarly, -600);
    row("the other side's", {listed(u"a"_s, u"buyer"_s)}, LostFate::NotArrived);
    row("two", {listed(u"a"_s), listed(u"b"_s)}, LostFate::Unclear);
    row("one of two is another's", {listed(u"a"_s), listed(u"b"_s)}, LostFate::Arrived, 10, {u"a"_s});
    row("made before it was sent", {listed(u"a"_s, u"seller"_s, sent().addSecs(-3600))}, LostFate::NotArrived);
    row("the service's clock is ahead", {listed(u"a"_s, u"seller"_s, sent())}, LostFate::NotArrived, 10, {}, 60);
    row("and it was made by that clock", {listed(u"a"_s, u"seller"_s, sent().addSecs(3600))}, LostFate::Arrived, 10, {},
        60);
    row("nobody says when it was made", {listed(u"a"_s, u"seller"_s, {})}, LostFate::Arrived);
}

void TestLostInstructions::theListTells()
{
    QFETCH(QList<Instruction>, there);
    QFETCH(QStringList, taken);
    QFETCH(int, minutes);
    QFETCH(int, minutesAhead);
    QFETCH(LostFate, fate);

    const auto fates =
        fatesOf({lost()}, there, taken, sent().addSecs(60LL * minutes), std::chrono::minutes(minutesAhead));

    QCOMPARE(fates.size(), 1);
    QCOMPARE(fates.first().fate, fate);
    QCOMPARE(fates.first().instructionId.isEmpty(), fate != LostFate::Arrived);
}

void TestLostInstructions::twinsAreNotToldApart()
{
    const QDateTime now = sent().addSecs(3600);

    for (const auto &one : fatesOf({lost(), lost()}, {listed(u"a"_s)}, {}, now, 0ms))
        QCOMPARE(one.fate, LostFate::Unclear);
    for (const auto &one :
         fatesOf({lost(), lost(u"buyer"_s)}, {listed(u"a"_s), listed(u"b"_s, u"buyer"_s)}, {}, now, 0ms))
        QCOMPARE(one.fate, LostFate::Arrived);
}

void TestLostInstructions::oneThatArrivedIsDone()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::LostAfter, Mishap::LostBefore};
    QCOMPARE(bench.submit(InstructionBench::draft()).outcome, RowOutcome::Unknown);
    bench.reopenLedger();

    const auto found = settled(bench);

    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().fate, LostFate::Arrived);
    const InstructionRecord record = bench.records().first();
    QCOMPARE(record.end.outcome, RowOutcome::Done);
    QCOMPARE(record.end.instructionId, found.first().instructionId);
    QVERIFY(record.settled.isValid());
    QVERIFY(settled(bench).isEmpty());
    QCOMPARE(bench.submit(InstructionBench::draft()).why, InstructionWhy::AlreadyAccepted);
}

void TestLostInstructions::oneThatIsOnItsWayStaysUnknown()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::LostBefore, Mishap::LostBefore};
    QCOMPARE(bench.submit(InstructionBench::draft()).outcome, RowOutcome::Unknown);

    const auto found = settled(bench);

    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().fate, LostFate::TooEarly);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
}

void TestLostInstructions::aListThatIsNotReadSettlesNothing()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::LostAfter, Mishap::LostBefore};
    QCOMPARE(bench.submit(InstructionBench::draft()).outcome, RowOutcome::Unknown);
    bench.network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json(R"({"detail":"x"})", 403); });

    QVERIFY(!awaited(settleLostInstructions(bench.client, *bench.ledger, bench.officer)));
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);

    bench.network.answerWith([](const SeenRequest &) {
        return ScriptedAnswer::json(R"({"items":[{"trade_reference":"TR-1"}],"total":1,"limit":200,"offset":0})");
    });
    QCOMPARE(settled(bench).first().fate, LostFate::Unclear);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
}

void TestLostInstructions::thoseOfAFileAreLeftToIt()
{
    InstructionBench bench;
    const keystone::InstructionDraft draft = InstructionBench::draft();
    const InstructionIntent intent{.key = keyOf(draft, bench.officer),
                                   .digest = digestOf(draft),
                                   .tradeReference = draft.tradeReference,
                                   .batchId = u"a-file"_s,
                                   .line = 2};
    QCOMPARE(valueOf(bench.ledger->intendInstruction(intent)).bar, InstructionBar::None);
    bench.reopenLedger();

    QVERIFY(settled(bench).isEmpty());
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
}

void TestLostInstructions::withoutALostOneNothingIsRead()
{
    InstructionBench bench;
    QCOMPARE(bench.submit(InstructionBench::draft()).outcome, RowOutcome::Done);

    QVERIFY(settled(bench).isEmpty());
    QCOMPARE(reads(bench), 0);
}

QTEST_GUILESS_MAIN(TestLostInstructions)
#include "tst_lostinstructions.moc"
