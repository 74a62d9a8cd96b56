// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/schema.h"
#include "ledgertest.h"

#include <QFile>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

namespace {

constexpr QLatin1StringView settlement{"7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a"};

DecisionIntent sampleDecision(const QString &id, const QString &user = u"first"_s)
{
    return {.id = id,
            .service = u"https://api.test/ks"_s,
            .settlementId = settlement,
            .decision = u"approve"_s,
            .reason = u"Überprüft: keine Treffer"_s,
            .author = {user, u"p-1"_s, u"Desk, Zürich"_s},
            .before = {u"COMPLIANCE_CHECKING"_s, u"2026-04-01T09:00:05Z"_s, digestOf("record")}};
}

DecisionEnd done()
{
    return {.outcome = RowOutcome::Done,
            .why = u"taken"_s,
            .after = {u"COMPLIANCE_CLEARED"_s, u"2026-04-01T09:10:00Z"_s, digestOf("after")}};
}

} // namespace

/// Decisions in the ledger: what was meant is there before it is sent, and nobody gets round the rules.
class TestLedgerDecisions : public LedgerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void aDecisionIsReadBack();
    void withoutAReasonNothingIsWritten_data();
    void withoutAReasonNothingIsWritten();
    void whatIsUnderWayIsNotDecidedAgain();
    void aLostAnswerBarsUntilItIsResolved();
    void ofADeadProcessTheEndIsUnknown();
    void aKnownEndStays();
    void fourEyesAreTwoPersons();
    void fourEyesNeedAPreparation();
    void aPreparationHoldsWhileNothingMoves();
    void aPreparationIsForOneDecision();
    void whoHasNoNameIsNobodyElse();
    void twoDesksMayDecideOneEach();
    void onAFullDiskNothingIsSent();
    void aLedgerOfTheFifthVersionIsLifted();

private:
    DecisionBar intend(const DecisionIntent &intent, Eyes eyes = Eyes::Two)
    {
        return valueOf(ledger->intendDecision(intent, eyes));
    }
    DecisionRecord only()
    {
        const auto records = valueOf(ledger->decisions({}));
        return records.size() == 1 ? records.first() : DecisionRecord{};
    }
};

void TestLedgerDecisions::aDecisionIsReadBack()
{
    const DecisionIntent intent = sampleDecision(id);
    QCOMPARE(intend(intent), DecisionBar::None);
    const DecisionRecord open = only();

    QVERIFY(awaited(ledger->settleDecision(id, done())));

    QCOMPARE(open.intent, intent);
    QVERIFY(open.isUnderWay);
    QVERIFY(open.intended.isValid() && !open.settled.isValid());
    const DecisionRecord settled = only();
    QCOMPARE(settled.intent, intent);
    QCOMPARE(settled.end, done());
    QVERIFY(settled.settled.isValid() && !settled.isUnderWay);
}

void TestLedgerDecisions::withoutAReasonNothingIsWritten_data()
{
    QTest::addColumn<QString>("reason");
    QTest::newRow("none") << QString();
    QTest::newRow("blanks") << u" \t\n"_s;
}

void TestLedgerDecisions::withoutAReasonNothingIsWritten()
{
    QFETCH(QString, reason);
    DecisionIntent intent = sampleDecision(id);
    intent.reason = reason;

    QCOMPARE(intend(intent), DecisionBar::ReasonMissing);
    QCOMPARE(valueOf(ledger->prepareDecision(intent)), DecisionBar::ReasonMissing);

    QVERIFY(valueOf(ledger->decisions({})).isEmpty());
    QVERIFY(valueOf(ledger->auditEntries({})).isEmpty());
}

void TestLedgerDecisions::whatIsUnderWayIsNotDecidedAgain()
{
    QCOMPARE(intend(sampleDecision(id)), DecisionBar::None);
    Ledger other(ledger->path());
    QVERIFY(awaited(other.open()));

    QCOMPARE(valueOf(other.intendDecision(sampleDecision(u"b"_s, u"second"_s), Eyes::Two)), DecisionBar::UnderWay);

    QCOMPARE(valueOf(ledger->decisions({})).size(), 1);
    QCOMPARE(awaited(ledger->intendDecision(sampleDecision(id), Eyes::Two)).error().cause, Cause::AlreadyRecorded);
}

void TestLedgerDecisions::aLostAnswerBarsUntilItIsResolved()
{
    QCOMPARE(intend(sampleDecision(id)), DecisionBar::None);
    QVERIFY(awaited(ledger->settleDecision(id, {.outcome = RowOutcome::Unknown, .why = u"answerLost"_s})));

    QCOMPARE(intend(sampleDecision(u"b"_s)), DecisionBar::Unresolved);
    QCOMPARE(valueOf(ledger->decisions({.which = DecisionQuery::Which::Unresolved})).size(), 1);
    QVERIFY(awaited(ledger->settleDecision(id, {.outcome = RowOutcome::Failed, .why = u"notTaken"_s})));

    QVERIFY(valueOf(ledger->decisions({.which = DecisionQuery::Which::Unresolved})).isEmpty());
    QCOMPARE(intend(sampleDecision(u"b"_s)), DecisionBar::None);
}

void TestLedgerDecisions::ofADeadProcessTheEndIsUnknown()
{
    QCOMPARE(intend(sampleDecision(id)), DecisionBar::None);
    const QString path = ledger->path();
    ledger.reset();
    ledger = std::make_unique<Ledger>(path);

    QVERIFY(awaited(ledger->open()));

    QCOMPARE(only().end.outcome, RowOutcome::Unknown);
    QCOMPARE(only().end.why, u"interrupted"_s);
    QVERIFY(!only().isUnderWay);
    QCOMPARE(valueOf(ledger->auditEntries({})).first().event, u"decision.interrupted"_s);
    QCOMPARE(intend(sampleDecision(u"b"_s)), DecisionBar::Unresolved);
}

void TestLedgerDecisions::aKnownEndStays()
{
    QCOMPARE(intend(sampleDecision(id)), DecisionBar::None);
    QVERIFY(awaited(ledger->settleDecision(id, done())));

    const auto again = awaited(ledger->settleDecision(id, {.outcome = RowOutcome::Failed}));
    const auto unknown = awaited(ledger->settleDecision(u"none"_s, done()));

    QCOMPARE(again.error().cause, Cause::AlreadyRecorded);
    QCOMPARE(unknown.error().cause, Cause::RunUnknown);
    QCOMPARE(only().end, done());
}

void TestLedgerDecisions::fourEyesAreTwoPersons()
{
    QCOMPARE(valueOf(ledger->prepareDecision(sampleDecision({}, u"first"_s))), DecisionBar::None);

    QCOMPARE(intend(sampleDecision(id, u"first"_s), Eyes::Four), DecisionBar::SameOfficer);
    QVERIFY(valueOf(ledger->decisions({})).isEmpty());
    QCOMPARE(intend(sampleDecision(id, u"second"_s), Eyes::Four), DecisionBar::None);

    QCOMPARE(only().preparedBy, u"first"_s);
    QCOMPARE(only().intent.author.user, u"second"_s);
}

void TestLedgerDecisions::fourEyesNeedAPreparation()
{
    QCOMPARE(intend(sampleDecision(id), Eyes::Four), DecisionBar::NotPrepared);
    DecisionIntent elsewhere = sampleDecision({}, u"first"_s);
    elsewhere.service = u"https://other.test"_s;
    QCOMPARE(valueOf(ledger->prepareDecision(elsewhere)), DecisionBar::None);

    QCOMPARE(intend(sampleDecision(id, u"second"_s), Eyes::Four), DecisionBar::NotPrepared);
    QCOMPARE(intend(sampleDecision(id, u"second"_s), Eyes::Two), DecisionBar::None);
    QVERIFY(only().preparedBy.isEmpty());
}

void TestLedgerDecisions::aPreparationHoldsWhileNothingMoves()
{
    QCOMPARE(valueOf(ledger->prepareDecision(sampleDecision({}, u"first"_s))), DecisionBar::None);
    DecisionIntent moved = sampleDecision(id, u"second"_s);
    moved.before.updatedAt = u"2026-04-01T09:00:06Z"_s;

    QCOMPARE(intend(moved, Eyes::Four), DecisionBar::NotPrepared);
}

void TestLedgerDecisions::aPreparationIsForOneDecision()
{
    QCOMPARE(valueOf(ledger->prepareDecision(sampleDecision({}, u"first"_s))), DecisionBar::None);
    DecisionIntent other = sampleDecision(id, u"second"_s);
    other.decision = u"reject"_s;

    QCOMPARE(intend(other, Eyes::Four), DecisionBar::PreparedOtherwise);
}

void TestLedgerDecisions::whoHasNoNameIsNobodyElse()
{
    QCOMPARE(valueOf(ledger->prepareDecision(sampleDecision({}, u"first"_s))), DecisionBar::None);

    QCOMPARE(intend(sampleDecision(id, {}), Eyes::Four), DecisionBar::SameOfficer);
}

void TestLedgerDecisions::twoDesksMayDecideOneEach()
{
    DecisionIntent second = sampleDecision(u"b"_s, u"second"_s);
    second.settlementId = u"11111111-5a55-4a3e-9d3a-0d8f0e1c2b3a"_s;
    Ledger other(ledger->path());
    QVERIFY(awaited(other.open()));

    QCOMPARE(intend(sampleDecision(id)), DecisionBar::None);
    QCOMPARE(valueOf(other.intendDecision(second, Eyes::Two)), DecisionBar::None);

    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
    QCOMPARE(valueOf(other.verifyAudit()).entries, 2);
}

void TestLedgerDecisions::onAFullDiskNothingIsSent()
{
    OtherProgram other(ledger->path());
    QVERIFY(other.run(u"CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"_s));

    const auto bar = awaited(ledger->intendDecision(sampleDecision(id), Eyes::Two));

    QVERIFY(!bar);
    QVERIFY(valueOf(ledger->decisions({})).isEmpty());
}

void TestLedgerDecisions::aLedgerOfTheFifthVersionIsLifted()
{
    const QString path = folder->filePath(u"old.sqlite"_s);
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(ledgerMigrations().first(5)));
        QVERIFY(old.run(u"INSERT INTO import_basis SELECT '', '', '', '', '', '', '' WHERE 0"_s));
    }
    Ledger lifted(path);

    QVERIFY(awaited(lifted.open()));

    QCOMPARE(valueOf(lifted.intendDecision(sampleDecision(id), Eyes::Two)), DecisionBar::None);
    QCOMPARE(valueOf(lifted.verifyAudit()).entries, 1);
}

QTEST_GUILESS_MAIN(TestLedgerDecisions)

#include "tst_ledgerdecisions.moc"
