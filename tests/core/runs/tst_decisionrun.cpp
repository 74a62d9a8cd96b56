// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deskbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keystone::Decision;
using Mishap = FakeDesk::Mishap;

/// A decision is sent once, about what the officer saw, and ends in one of four words that the service agrees with.
class TestDecisionRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDecisionIsTakenAndKept();
    void theIntentIsOnTheDiskBeforeItIsSent();
    void withoutAReasonNothingIsAsked();
    void aSettlementThatMovedIsLeftAlone();
    void whatCanNotBeReadIsNotDecided();
    void everyMishapEndsInAWord_data();
    void everyMishapEndsInAWord();
    void aConflictTellsBothStates();
    void aLostAnswerIsToldByTheEventEvenLater();
    void aDecisionFromElsewhereIsNotOurs_data();
    void aDecisionFromElsewhereIsNotOurs();
    void aStepWithinTheStateIsNoDecision();
    void anEarlierVisitToTheStateIsNoDecision();
    void withoutAPayloadTheStateTells();
    void anUnknownEndStandsInTheWayUntilItIsFoundOut();
    void whatHasNotMovedForLongWasNotTaken();
    void anInterruptedDecisionIsResolvedFirst();
    void fourEyes();
    void aReadOnlyConnectionSendsNothing();
    void aRunThatIsLeftSaysSo();
    void withoutALedgerNothingIsSent();
};

void TestDecisionRun::aDecisionIsTakenAndKept()
{
    DeskBench bench;
    const auto before = sightingOf(bench.seen());

    const DecisionReport report = bench.decide({bench.seen(), Decision::Reject, u"  sanctioned wallet "_s});

    QCOMPARE(report.outcome, RowOutcome::Done);
    QCOMPARE(report.why, DecisionWhy::Taken);
    QCOMPARE(report.now->state, u"ROLLED_BACK"_s);
    QCOMPARE(bench.desk.posts, 1);
    const DecisionRecord kept = bench.records().first();
    QCOMPARE(kept.intent.reason, u"sanctioned wallet"_s);
    QCOMPARE(kept.intent.before, before);
    QCOMPARE(kept.end.after, sightingOf(bench.seen()));
    QCOMPARE(kept.intent.author, (Author{u"first"_s, u"p-1"_s, u"Desk"_s}));
}

void TestDecisionRun::theIntentIsOnTheDiskBeforeItIsSent()
{
    DeskBench bench;
    QList<DecisionRecord> onDisk;
    DecisionRun run(bench.parts());
    std::optional<DecisionReport> report;
    connect(&run, &DecisionRun::ended, &run, [&](const DecisionReport &end) { report = end; });
    bench.network.answerWith([&](const SeenRequest &request) {
        if (request.url.path().endsWith(u"/oauth/token"))
            return ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})");
        if (request.method != "POST")
            return ScriptedAnswer::json(bench.desk.record());
        return ScriptedAnswer::hanging();
    });

    run.decide({bench.seen(), Decision::Approve, u"no hit"_s});
    QTRY_COMPARE(bench.network.hanging(), 1);
    Ledger other(bench.ledger->path());
    QVERIFY(awaited(other.open()));
    onDisk = valueOf(other.decisions({}));
    bench.network.release(ScriptedAnswer::json(bench.desk.record()));

    QCOMPARE(onDisk.size(), 1);
    QVERIFY(onDisk.first().isUnderWay);
    QTRY_VERIFY(report);
}

void TestDecisionRun::withoutAReasonNothingIsAsked()
{
    DeskBench bench;

    const DecisionReport report = bench.decide({bench.seen(), Decision::Approve, u" \n"_s});

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, DecisionWhy::ReasonMissing);
    QVERIFY(bench.network.seen().isEmpty());
    QVERIFY(bench.records().isEmpty());
}

void TestDecisionRun::aSettlementThatMovedIsLeftAlone()
{
    DeskBench bench;
    const auto seen = bench.seen();
    bench.desk.decide(u"reject"_s, u"m2m:other"_s);

    const DecisionReport report = bench.decide({seen, Decision::Approve, u"no hit"_s});

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.why, DecisionWhy::Moved);
    QCOMPARE(report.intent.before.state, u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(report.now->state, u"ROLLED_BACK"_s);
    QCOMPARE(bench.desk.posts, 0);
    QVERIFY(bench.records().isEmpty());
}

void TestDecisionRun::whatCanNotBeReadIsNotDecided()
{
    DeskBench bench;
    bench.desk.isReadable = false;

    const DecisionReport report = bench.approve();

    QCOMPARE(report.why, DecisionWhy::CouldNotRead);
    QVERIFY(report.error);
    QCOMPARE(bench.desk.posts, 0);
}

void TestDecisionRun::everyMishapEndsInAWord_data()
{
    QTest::addColumn<Mishap>("mishap");
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<DecisionWhy>("why");
    QTest::addColumn<int>("taken");
    QTest::newRow("lost before") << Mishap::LostBefore << RowOutcome::Unknown << DecisionWhy::AnswerLost << 0;
    QTest::newRow("lost after") << Mishap::LostAfter << RowOutcome::Done << DecisionWhy::Taken << 1;
    QTest::newRow("garbage") << Mishap::Garbage << RowOutcome::Done << DecisionWhy::Taken << 1;
    QTest::newRow("500 before") << Mishap::ServerBefore << RowOutcome::Unknown << DecisionWhy::AnswerLost << 0;
    QTest::newRow("502 after") << Mishap::ServerAfter << RowOutcome::Done << DecisionWhy::Taken << 1;
    QTest::newRow("429") << Mishap::RateLimited << RowOutcome::Failed << DecisionWhy::Refused << 0;
    QTest::newRow("403") << Mishap::Forbidden << RowOutcome::Failed << DecisionWhy::Refused << 0;
    QTest::newRow("old state") << Mishap::OldState << RowOutcome::Done << DecisionWhy::Taken << 1;
}

void TestDecisionRun::everyMishapEndsInAWord()
{
    QFETCH(Mishap, mishap);
    QFETCH(RowOutcome, outcome);
    QFETCH(DecisionWhy, why);
    QFETCH(int, taken);
    DeskBench bench;
    bench.desk.mishap = mishap;

    const DecisionReport report = bench.approve();

    QCOMPARE(report.outcome, outcome);
    QCOMPARE(report.why, why);
    QCOMPARE(bench.desk.posts, 1); // never twice
    QCOMPARE(bench.desk.decisions, taken);
    QCOMPARE(bench.records().first().end.outcome, outcome);
    QCOMPARE(bench.records().first().end.why, QString(decisionWhyWord(why)));
    if (taken)
        QCOMPARE(report.now->state, u"COMPLIANCE_CLEARED"_s);
    QVERIFY(!valueOf(bench.ledger->verifyAudit()).broken);
}

void TestDecisionRun::aConflictTellsBothStates()
{
    DeskBench bench;
    bench.desk.isFlagged = false;

    const DecisionReport report = bench.approve();

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.why, DecisionWhy::NoneAwaited);
    QCOMPARE(report.error->httpStatus, 409);
    QCOMPARE(report.now->state, u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(bench.records().first().end.detail, u"not awaiting a compliance decision"_s);
}

void TestDecisionRun::aLostAnswerIsToldByTheEventEvenLater()
{
    DeskBench bench;
    bench.desk.mishap = Mishap::LostAfter;
    bench.patience.waits.clear();
    const auto intent = DecisionIntent{.decision = u"approve"_s, .before = sightingOf(bench.seen())};
    bench.desk.decide(u"approve"_s, u"m2m:test-client"_s);
    bench.desk.enter(bench.desk.state, u"AWAITING_DEPOSITS"_s, u"system:engine"_s);
    bench.desk.enter(bench.desk.state, u"ROLLED_BACK"_s, u"system:engine"_s);

    const auto reading = valueOf(readAfterDecision(bench.client, bench.desk.id));

    QCOMPARE(reading.now.state, u"ROLLED_BACK"_s); // and yet it was approved
    QCOMPARE(judged(intent, u"test-client"_s, reading), (DecisionJudgement{RowOutcome::Done, DecisionWhy::Taken}));
}

void TestDecisionRun::aDecisionFromElsewhereIsNotOurs_data()
{
    QTest::addColumn<QString>("decision");
    QTest::addColumn<QString>("by");
    QTest::newRow("the same by another client") << u"approve"_s << u"m2m:other-client"_s;
    QTest::newRow("the other by another client") << u"reject"_s << u"m2m:other-client"_s;
    QTest::newRow("the other by this client") << u"reject"_s << u"m2m:test-client"_s;
}

void TestDecisionRun::aDecisionFromElsewhereIsNotOurs()
{
    QFETCH(QString, decision);
    QFETCH(QString, by);
    DeskBench bench;
    bench.desk.mishap = Mishap::LostBefore;
    QCOMPARE(bench.approve().outcome, RowOutcome::Unknown);
    bench.desk.decide(decision, by);

    const DecisionReport report = bench.resolve();

    QCOMPARE(report.outcome, RowOutcome::Failed);
    QCOMPARE(report.why, DecisionWhy::DecidedElsewhere);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Failed);
}

void TestDecisionRun::aStepWithinTheStateIsNoDecision()
{
    DeskBench bench;
    bench.desk.enter(bench.desk.state, bench.desk.state, u"system:screening"_s);
    bench.desk.mishap = Mishap::LostBefore;

    QCOMPARE(bench.approve().outcome, RowOutcome::Unknown);
}

void TestDecisionRun::anEarlierVisitToTheStateIsNoDecision()
{
    DeskBench bench;
    bench.desk.decide(u"approve"_s, u"m2m:test-client"_s);
    bench.desk.enter(bench.desk.state, u"COMPLIANCE_CHECKING"_s, u"system:recheck"_s);
    bench.desk.isFlagged = true;
    bench.desk.mishap = Mishap::LostBefore;

    QCOMPARE(bench.approve().outcome, RowOutcome::Unknown);
}

void TestDecisionRun::withoutAPayloadTheStateTells()
{
    DeskBench bench;
    bench.desk.tellsPayload = false;
    bench.desk.mishap = Mishap::LostAfter;
    const DecisionReport approved = bench.approve();
    DeskBench other;
    other.desk.mishap = Mishap::LostBefore;
    QCOMPARE(other.approve().outcome, RowOutcome::Unknown);
    other.desk.enter(other.desk.state, u"TIMED_OUT"_s, u"system:timer"_s);
    DeskBench odd;
    odd.desk.mishap = Mishap::LostBefore;
    QCOMPARE(odd.approve().outcome, RowOutcome::Unknown);
    odd.desk.enter(odd.desk.state, u"SOMEWHERE_NEW"_s, u"system:engine"_s);

    QCOMPARE(approved.why, DecisionWhy::Taken);
    QCOMPARE(other.resolve().why, DecisionWhy::DecidedElsewhere);
    QCOMPARE(odd.resolve().outcome, RowOutcome::Unknown); // nobody guesses
}

void TestDecisionRun::anUnknownEndStandsInTheWayUntilItIsFoundOut()
{
    DeskBench bench;
    bench.desk.mishap = Mishap::LostBefore;
    QCOMPARE(bench.approve().outcome, RowOutcome::Unknown);
    bench.desk.mishap = Mishap::None;

    const DecisionReport second = bench.approve();

    QCOMPARE(second.outcome, RowOutcome::NotSent);
    QCOMPARE(second.why, DecisionWhy::Unresolved);
    QCOMPARE(bench.desk.posts, 1);
    QCOMPARE(bench.records().size(), 1);
}

void TestDecisionRun::whatHasNotMovedForLongWasNotTaken()
{
    DeskBench bench;
    bench.desk.mishap = Mishap::LostBefore;
    QCOMPARE(bench.approve().outcome, RowOutcome::Unknown);
    bench.desk.mishap = Mishap::None;
    bench.patience.notTakenAfter = std::chrono::seconds(-1);

    const DecisionReport second = bench.approve();

    QCOMPARE(second.outcome, RowOutcome::Done);
    QCOMPARE(bench.desk.decisions, 1);
    QCOMPARE(bench.records().size(), 2);
    QVERIFY(valueOf(bench.ledger->decisions({.which = DecisionQuery::Which::Unresolved})).isEmpty());
    QStringList told;
    for (const DecisionRecord &record : bench.records())
        told << record.end.why;
    QVERIFY(told.contains(u"notTaken"_s) && told.contains(u"taken"_s));
}

void TestDecisionRun::anInterruptedDecisionIsResolvedFirst()
{
    DeskBench bench;
    const auto seen = bench.seen();
    const DecisionIntent intent{.id = u"a"_s,
                                .service = bench.officer.service,
                                .settlementId = bench.desk.id,
                                .decision = u"approve"_s,
                                .reason = u"no hit"_s,
                                .before = sightingOf(seen)};
    QCOMPARE(valueOf(bench.ledger->intendDecision(intent, Eyes::Two)), DecisionBar::None);
    bench.desk.decide(u"approve"_s, u"m2m:test-client"_s); // and the process died
    const QString path = bench.ledger->path();
    bench.ledger.reset();
    bench.ledger = std::make_unique<Ledger>(path);
    QVERIFY(awaited(bench.ledger->open()));

    const DecisionReport report = bench.decide({seen, Decision::Approve, u"again"_s});

    QCOMPARE(report.why, DecisionWhy::Moved);
    QCOMPARE(bench.desk.decisions, 1);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Done);
}

void TestDecisionRun::fourEyes()
{
    DeskBench bench;
    bench.officer.eyes = Eyes::Four;

    QCOMPARE(bench.approve(u"second"_s).why, DecisionWhy::NotPrepared);
    QCOMPARE(bench.prepare(u"first"_s).why, DecisionWhy::Prepared);
    QCOMPARE(bench.approve(u"first"_s).why, DecisionWhy::SameOfficer);
    QCOMPARE(bench.decide({bench.seen(), Decision::Reject, u"hit"_s}, u"second"_s).why, DecisionWhy::PreparedOtherwise);
    QCOMPARE(bench.desk.posts, 0);
    QCOMPARE(bench.approve(u"second"_s).why, DecisionWhy::Taken);

    QCOMPARE(bench.desk.decisions, 1);
    QCOMPARE(bench.records().first().preparedBy, u"first"_s);
}

void TestDecisionRun::aReadOnlyConnectionSendsNothing()
{
    DeskBench bench(GuardLevel::ReadOnly);

    const DecisionReport report = bench.approve();

    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(report.error->cause, Cause::ReadOnlyProfile);
    QCOMPARE(bench.desk.posts, 0);
    QCOMPARE(bench.records().first().end.outcome, RowOutcome::NotSent);
}

void TestDecisionRun::aRunThatIsLeftSaysSo()
{
    DeskBench bench;
    bench.network.answerWith([&](const SeenRequest &request) {
        if (request.url.path().endsWith(u"/oauth/token"))
            return ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})");
        return request.method == "POST" ? ScriptedAnswer::hanging() : ScriptedAnswer::json(bench.desk.record());
    });
    auto run = std::make_unique<DecisionRun>(bench.parts());
    run->decide({bench.seen(), Decision::Approve, u"no hit"_s});
    QTRY_COMPARE(bench.network.hanging(), 1);

    run.reset();

    QCOMPARE(bench.records().first().end.outcome, RowOutcome::Unknown);
    QCOMPARE(bench.records().first().end.why, u"abandoned"_s);
    QVERIFY(!bench.records().first().isUnderWay);
}

void TestDecisionRun::withoutALedgerNothingIsSent()
{
    DeskBench bench;
    bench.ledger = std::make_unique<Ledger>(u"/proc/none/ledger.sqlite"_s);
    QVERIFY(!awaited(bench.ledger->open()));

    const DecisionReport report = bench.approve();

    QCOMPARE(report.why, DecisionWhy::NotRecorded);
    QCOMPARE(report.outcome, RowOutcome::NotSent);
    QCOMPARE(bench.desk.posts, 0);
}

QTEST_GUILESS_MAIN(TestDecisionRun)

#include "tst_decisionrun.moc"
