// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "instructionbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Mishap = FakeIntake::Mishap;

Q_DECLARE_METATYPE(QList<Mishap>)

/// An instruction is never there twice, and ends in one of four words that the service agrees with.
class TestInstructionRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anInstructionIsTakenAndKept();
    void theIntentIsOnTheDiskBeforeItIsSent();
    void everyMishapEndsInAWord_data();
    void everyMishapEndsInAWord();
    void whatThePipelineMetCountsToo();
    void whatIsDoneIsNotSentAgain();
    void anUnknownOneIsSentAgainWithItsKey();
    void otherContentUnderAKeyIsNotSent();
    void whatFailedMayBeMendedUnderItsKey();
    void aConflictIsTold();
    void aReadOnlyConnectionSendsNothing();
    void aRunThatIsLeftSaysSo();
    void oneOfADeadProcessIsUnknown();
    void withoutALedgerNothingIsSent();
    void anotherClientIsAnotherEnvironment();
    void theAuditLogNamesNoCustomer();
    void cancelling_data();
    void cancelling();
};

void TestInstructionRun::anInstructionIsTakenAndKept()
{
    InstructionBench bench;

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.why, InstructionWhy::Accepted);
    QVERIFY(report.instruction && report.instruction->id == report.instructionId);
    const InstructionRecord kept = bench.records().first();
    QCOMPARE(kept.intent, report.intent);
    QCOMPARE(kept.intent.tradeReference, u"TR-1"_s);
    QCOMPARE(kept.intent.author.user, u"first"_s);
    QCOMPARE(kept.intent.digest,
             QCryptographicHash::hash(bench.intake.taken[u"test-key-1"_s], QCryptographicHash::Sha256));
    QCOMPARE(kept.end.instructionId, report.instructionId);
    QVERIFY(kept.settled.isValid());
}

void TestInstructionRun::theIntentIsOnTheDiskBeforeItIsSent()
{
    InstructionBench bench;
    bench.network.answerWith([](const SeenRequest &request) {
        return request.url.path().endsWith(u"/oauth/token")
                   ? ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})")
                   : ScriptedAnswer::hanging();
    });
    InstructionRun run(bench.parts());
    std::optional<InstructionReport> report;
    connect(&run, &InstructionRun::ended, &run, [&](const InstructionReport &end) { report = end; });

    run.submit(bench.draft());
    QTRY_COMPARE(bench.network.hanging(), 1);
    Ledger other(bench.ledger->path());
    QVERIFY(awaited(other.open()));
    const auto onDisk = valueOf(other.instructions({}));
    const auto elsewhere = valueOf(other.intendInstruction(onDisk.value(0).intent));
    bench.network.release(ScriptedAnswer::json(FakeIntake::record(1, u"pending_match"_s)));

    QCOMPARE(onDisk.size(), 1);
    QVERIFY(onDisk.first().isUnderWay);
    QCOMPARE(elsewhere.bar, InstructionBar::UnderWay);
    QTRY_VERIFY(report);
}

void TestInstructionRun::everyMishapEndsInAWord_data()
{
    QTest::addColumn<QList<Mishap>>("mishaps");
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<InstructionWhy>("why");
    QTest::addColumn<int>("posts");
    QTest::addColumn<int>("taken");
    const auto row = [](const char *name, const QList<Mishap> &mishaps, RowOutcome outcome, InstructionWhy why,
                        int posts, int taken) { QTest::newRow(name) << mishaps << outcome << why << posts << taken; };
    using enum Mishap;
    row("lost before", {LostBefore}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("lost after", {LostAfter}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("always lost", {LostBefore, LostBefore}, RowOutcome::Unknown, InstructionWhy::AnswerLost, 2, 0);
    row("taken, then lost", {LostAfter, LostBefore}, RowOutcome::Unknown, InstructionWhy::AnswerLost, 2, 1);
    row("garbage", {Garbage}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("500 before", {ServerBefore}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("502 after", {ServerAfter}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("429, then well", {RateLimited, RateLimited}, RowOutcome::Done, InstructionWhy::Accepted, 3, 1);
    row("429 for ever", {RateLimited, RateLimited, RateLimited}, RowOutcome::NotSent, InstructionWhy::TurnedAway, 3, 0);
    row("taken, then 429", {LostAfter, RateLimited, RateLimited, RateLimited}, RowOutcome::Unknown,
        InstructionWhy::AnswerLost, 4, 1);
    row("403", {Forbidden}, RowOutcome::Failed, InstructionWhy::Refused, 1, 0);
    row("taken, then 403", {LostAfter, Forbidden}, RowOutcome::Unknown, InstructionWhy::AnswerLost, 2, 1);
    row("422", {Invalid}, RowOutcome::Failed, InstructionWhy::Refused, 1, 0);
    row("taken, then 422", {LostAfter, Invalid}, RowOutcome::Done, InstructionWhy::Accepted, 2, 1);
    row("lost, then 422", {LostBefore, Invalid}, RowOutcome::Failed, InstructionWhy::Refused, 2, 0);
}

void TestInstructionRun::everyMishapEndsInAWord()
{
    QFETCH(QList<Mishap>, mishaps);
    QFETCH(RowOutcome, outcome);
    QFETCH(InstructionWhy, why);
    QFETCH(int, posts);
    QFETCH(int, taken);
    InstructionBench bench;
    bench.intake.mishaps = mishaps;

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(report.outcome, outcome);
    QCOMPARE(report.why, why);
    QCOMPARE(bench.intake.posts, posts);
    QCOMPARE(bench.intake.taken.size(), taken);
    QCOMPARE(bench.records().first().end.outcome, outcome);
    QCOMPARE(bench.records().first().end.why, QString(instructionWhyWord(why)));
    QVERIFY(!valueOf(bench.ledger->verifyAudit()).broken);
}

void TestInstructionRun::whatThePipelineMetCountsToo()
{
    InstructionBench bench(GuardLevel::Normal, 1);
    bench.intake.mishaps = {Mishap::LostAfter, Mishap::Forbidden};

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(bench.intake.posts, 2);
    QCOMPARE(report.outcome, RowOutcome::Unknown); // it is there, whatever the last answer says
}

void TestInstructionRun::whatIsDoneIsNotSentAgain()
{
    InstructionBench bench;
    const InstructionReport first = bench.submit(bench.draft());

    const InstructionReport second = bench.submit(bench.draft());

    QCOMPARE(second.outcome, RowOutcome::Done);
    QCOMPARE(second.why, InstructionWhy::AlreadyAccepted);
    QCOMPARE(second.instructionId, first.instructionId);
    QCOMPARE(bench.intake.posts, 1);
}

void TestInstructionRun::anUnknownOneIsSentAgainWithItsKey()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::LostAfter, Mishap::LostBefore};
    QCOMPARE(bench.submit(bench.draft()).outcome, RowOutcome::Unknown);
    QVERIFY(!bench.records().first().settled.isValid());

    const InstructionReport again = bench.submit(bench.draft());

    QCOMPARE(again.outcome, RowOutcome::Done);
    QCOMPARE(bench.intake.taken.size(), 1);
    QCOMPARE(bench.records().size(), 1);
    QCOMPARE(bench.records().first().sends, 2);
}

void TestInstructionRun::otherContentUnderAKeyIsNotSent()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::LostBefore, Mishap::LostBefore};
    QCOMPARE(bench.submit(bench.draft()).outcome, RowOutcome::Unknown);
    keystone::InstructionDraft changed = bench.draft();
    changed.legs[0].quantity = u"101"_s;

    const InstructionReport report = bench.submit(changed);

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, InstructionWhy::OtherContent);
    QCOMPARE(bench.intake.posts, 2);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
}

void TestInstructionRun::whatFailedMayBeMendedUnderItsKey()
{
    InstructionBench bench;
    bench.intake.mishaps = {Mishap::Invalid};
    QCOMPARE(bench.submit(bench.draft()).outcome, RowOutcome::Failed);
    keystone::InstructionDraft mended = bench.draft();
    mended.timeoutAt = mended.timeoutAt.addDays(1);

    QCOMPARE(bench.submit(mended).outcome, RowOutcome::Done);

    QCOMPARE(bench.intake.taken.size(), 1);
}

void TestInstructionRun::aConflictIsTold()
{
    InstructionBench bench;
    bench.intake.taken.insert(u"test-key-1"_s, "somebody else's");

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.why, InstructionWhy::Conflict);
    QCOMPARE(bench.records().first().end.detail, u"used with another body"_s);
    QCOMPARE(bench.intake.posts, 1);
}

void TestInstructionRun::aReadOnlyConnectionSendsNothing()
{
    InstructionBench bench(GuardLevel::ReadOnly);

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.error->cause, Cause::ReadOnlyProfile);
    QCOMPARE(bench.intake.posts, 0);
}

void TestInstructionRun::aRunThatIsLeftSaysSo()
{
    InstructionBench bench;
    bench.network.answerWith([](const SeenRequest &request) {
        return request.url.path().endsWith(u"/oauth/token")
                   ? ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})")
                   : ScriptedAnswer::hanging();
    });
    auto run = std::make_unique<InstructionRun>(bench.parts());
    run->submit(bench.draft());
    QTRY_COMPARE(bench.network.hanging(), 1);

    run.reset();

    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
    QCOMPARE(bench.records().first().end.why, u"abandoned"_s);
}

void TestInstructionRun::oneOfADeadProcessIsUnknown()
{
    InstructionBench bench;
    const keystone::InstructionDraft draft = bench.draft();
    const InstructionIntent intent{
        .key = keyOf(draft, bench.officer), .digest = digestOf(draft), .tradeReference = draft.tradeReference};
    QCOMPARE(valueOf(bench.ledger->intendInstruction(intent)).bar, InstructionBar::None);

    bench.reopenLedger();

    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
    QCOMPARE(bench.records().first().end.why, u"interrupted"_s);
    QVERIFY(!bench.records().first().isUnderWay);
    QCOMPARE(bench.submit(draft).outcome, RowOutcome::Done);
}

void TestInstructionRun::withoutALedgerNothingIsSent()
{
    InstructionBench bench;
    bench.ledger = std::make_unique<Ledger>(u"/proc/none/ledger.sqlite"_s);
    QVERIFY(!awaited(bench.ledger->open()));

    const InstructionReport report = bench.submit(bench.draft());

    QCOMPARE(report.why, InstructionWhy::NotRecorded);
    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(bench.intake.posts, 0);
}

void TestInstructionRun::anotherClientIsAnotherEnvironment()
{
    InstructionBench bench;
    QCOMPARE(bench.submit(bench.draft()).why, InstructionWhy::Accepted);
    bench.officer.clientId = u"test-other-client"_s;

    QCOMPARE(bench.submit(bench.draft()).why, InstructionWhy::Accepted);

    QCOMPARE(bench.intake.posts, 2);
    QCOMPARE(bench.records().size(), 2);
}

void TestInstructionRun::theAuditLogNamesNoCustomer()
{
    InstructionBench bench;
    keystone::InstructionDraft draft = bench.draft();
    draft.party.name = u"Northwind Fund"_s;

    QCOMPARE(bench.submit(draft).outcome, RowOutcome::Done);

    const auto entries = valueOf(bench.ledger->auditEntries({}));
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[1].event, u"instruction.intended"_s);
    QCOMPARE(entries[0].event, u"instruction.settled"_s);
    for (const AuditEntry &entry : entries) {
        QCOMPARE(entry.subject, u"TR-1"_s);
        QVERIFY(!entry.content.contains("Northwind") && !entry.content.contains("FUND-A"));
    }
}

void TestInstructionRun::cancelling_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QList<Mishap>>("mishaps");
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<QString>("after");
    QTest::newRow("pending") << u"pending_match"_s << QList<Mishap>{} << RowOutcome::Done << u"cancelled"_s;
    QTest::newRow("matched") << u"matched"_s << QList<Mishap>{} << RowOutcome::Failed << u"matched"_s;
    QTest::newRow("lost after") << u"pending_match"_s << QList{Mishap::LostAfter} << RowOutcome::Done << u"cancelled"_s;
    QTest::newRow("lost before") << u"pending_match"_s << QList{Mishap::LostBefore} << RowOutcome::Unknown
                                 << u"pending_match"_s;
    QTest::newRow("lost, and matched") << u"matched"_s << QList{Mishap::LostBefore} << RowOutcome::Failed
                                       << u"matched"_s;
}

void TestInstructionRun::cancelling()
{
    QFETCH(QString, status);
    QFETCH(QList<Mishap>, mishaps);
    QFETCH(RowOutcome, outcome);
    QFETCH(QString, after);
    InstructionBench bench;
    const auto seen = keystone::decodeInstruction(json::parse(FakeIntake::record(1, status)).value()).value();
    bench.intake.status = status;
    bench.intake.mishaps = mishaps;

    const auto report = valueOf(cancelInstruction(bench.client, *bench.ledger, bench.officer, seen));

    QCOMPARE(report.outcome, outcome);
    QVERIFY(report.now);
    QCOMPARE(report.now->status, after);
    const auto entries = valueOf(bench.ledger->auditEntries({}));
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].event, u"instruction.cancelSettled"_s);
    QVERIFY(entries[0].content.contains(QByteArray(QString(rowOutcomeWord(outcome)).toLatin1())));
}

QTEST_GUILESS_MAIN(TestInstructionRun)

#include "tst_instructionrun.moc"
