// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importplanner.h"
#include "core/runs/outcomecheck.h"
#include "core/runs/planapply.h"
#include "tests/core/runs/planbench.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keyban::Dialect;

/// From a plan that is fresh enough to the comparison afterwards, against the real sandbox.
class TestPlanApply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aPlanThatHoldsIsSentExactly();
    void whatMovedIsToldAndNothingHandedOut();
    void aPlanIsKnownByItsHashOrWhatItRestsOn();
    void whatIsNoPlanIsRefused();

    void aMirrorThatIsTooOldIsReadFirst();
    void aMirrorOlderThanTheLastImportIsNeverRecent();
    void aPassThatBeganTooEarlyIsFollowedByAnother();
    void aPausedSyncGoesOn();
    void theOldMirrorDoesWhenAPersonSaysSo();
    void anotherWishGivesTheFirstOneUp();
    void aFileThatChangedIsSaid();

    void theOutcomeIsReadAfterTheRun();
    void aDifferenceIsFound();
    void aRunThatSentNothingIsNotCompared();

private:
    /// What the planner comes to: "planned", "skipped" or "failed".
    QString planned(const PlanWish &wish);
    PlanWish wish(const ImportOrder &order) const;

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<PlanBench> m_bench;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<ImportPlanner> m_planner;
    SharedPlan m_plan;
    QList<ImportPlanner::Stage> m_stages;
    std::optional<Error> m_error;
};

void TestPlanApply::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_network = std::make_unique<QNetworkAccessManager>();
    m_bench = std::make_unique<PlanBench>(*m_network, *m_sandbox, Dialect::Flat);
    m_sync = std::make_unique<MirrorSync>(m_bench->client, m_bench->mirror);
    m_planner = std::make_unique<ImportPlanner>(ImportPlanner::Parts{m_bench->mirror, *m_sync, m_bench->ledger});
    m_plan.reset();
    m_stages.clear();
    m_error.reset();
}

void TestPlanApply::cleanup()
{
    m_planner.reset();
    m_sync.reset();
    m_bench.reset();
}

PlanWish TestPlanApply::wish(const ImportOrder &order) const
{
    PlanWish wish;
    wish.spec = order.spec;
    wish.report = order.report;
    wish.target = m_bench->request(order).target;
    wish.host = order.host;
    return wish;
}

QString TestPlanApply::planned(const PlanWish &wish)
{
    QString end;
    QObject context;
    connect(m_planner.get(), &ImportPlanner::planned, &context, [&](const SharedPlan &plan) {
        m_plan = plan;
        end += u"planned"_s;
    });
    connect(m_planner.get(), &ImportPlanner::skipped, &context, [&] { end += u"skipped"_s; });
    connect(m_planner.get(), &ImportPlanner::failed, &context, [&](const Error &error) {
        m_error = error;
        end += u"failed"_s;
    });
    connect(m_planner.get(), &ImportPlanner::progressed, &context, [&] {
        if (m_stages.isEmpty() || m_stages.last() != m_planner->stage())
            m_stages << m_planner->stage();
    });
    m_planner->plan(wish);
    [&end] { QTRY_VERIFY_WITH_TIMEOUT(!end.isEmpty(), 20'000); }();
    return end;
}

void TestPlanApply::aPlanThatHoldsIsSentExactly()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ',' + body(Dialect::Flat, "B", "Lamp") + ']');
    m_bench->sync();
    auto passports = awaited(m_bench->mirror.passportsOf({}, 10)).value();
    QCOMPARE(passports.size(), 2);
    json::Value raw = passports[passports[0].key.modelNumber == u"B"_s ? 0 : 1].raw;
    raw.set(u"editable"_s, false);
    QVERIFY(awaited(m_bench->mirror.put({keyban::decodePassport(raw).value()})).ok());
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\nB,Desk\nC,Desk\n");
    const SharedPlan plan = m_bench->plan(order).value();

    const auto applied = applyPlan(AgreedPlan(plan), m_bench->plan(order).value());

    QVERIFY(applied && applied->holds && applied->order);
    QVERIFY(!applied->moves.any());
    QCOMPARE(applied->order->unchanged.count(), 1);
    QCOMPARE(applied->order->planHash, QString::fromLatin1(plan->hash));
    QCOMPARE(applied->refused.size(), 1);
    QCOMPARE(applied->refused.first().line, 3);
    QVERIFY(applied->order->report.leftOutRecords.contains(1));
    const PlanBench::Ran ran = m_bench->run(*applied->order);
    QCOMPARE(ran.summary.counts.sent, 1);
    QCOMPARE(ran.summary.counts.completed, 1);
    QCOMPARE(ran.summary.counts.leftOut, 1);
}

void TestPlanApply::whatMovedIsToldAndNothingHandedOut()
{
    m_bench->sync();
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\nB,Lamp\n");
    const SharedPlan plan = m_bench->plan(order).value();
    m_bench->give('[' + body(Dialect::Flat, "B", "Else") + ']');
    m_bench->sync();

    const auto applied = applyPlan(AgreedPlan(plan), m_bench->plan(order).value());

    QVERIFY(applied && !applied->holds && !applied->order);
    QVERIFY(applied->moves.server && !applied->moves.file && !applied->moves.mapping);
    QCOMPARE(applied->moves.serverRows, 1);
    QCOMPARE(applied->moves.named, (QList<NamedRow>{{3, {u"model"_s, u"B"_s, {}, {}}}}));
    QCOMPARE(countsOf(*applied->plan), u"1 create, 1 update"_s);
    QVERIFY(applyPlan(AgreedPlan(applied->plan), m_bench->plan(order).value())->holds);
}

void TestPlanApply::aPlanIsKnownByItsHashOrWhatItRestsOn()
{
    m_bench->sync();
    ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\n");
    const SharedPlan plan = m_bench->plan(order).value();
    json::Value told = json::Value::object();
    told.set(u"basis"_s, plan->basis.toJson());
    const QString file = m_bench->folder.filePath(u"plan.json"_s);
    write(file, json::write(told));
    order.spec.edits.put(0, 1, u"Desk"_s);
    const SharedPlan other = m_bench->plan(order).value();

    for (const QString &given : {QString::fromLatin1(plan->hash), plan->shortCode().toUpper(), file}) {
        const auto agreed = AgreedPlan::read(given);
        QVERIFY2(agreed, qPrintable(given));
        QVERIFY(agreed->holds(*plan));
        QVERIFY(!agreed->holds(*other));
        QCOMPARE(agreed->movesTo(*other).edits, given == file); // a hash does not say what it was over
        QVERIFY(!agreed->movesTo(*other).file);
    }
}

void TestPlanApply::whatIsNoPlanIsRefused()
{
    const QString other = m_bench->folder.filePath(u"other.json"_s);
    write(other, R"({"rows":1})");
    const QString garbage = m_bench->folder.filePath(u"garbage.json"_s);
    write(garbage, "not json");

    for (const QString &given : {u"3fa2"_s, u"3fa29c0x"_s, u"/nowhere/plan.json"_s, other, garbage, QString()})
        QVERIFY2(!AgreedPlan::read(given), qPrintable(given));
}

void TestPlanApply::aMirrorThatIsTooOldIsReadFirst()
{
    using Stage = ImportPlanner::Stage;
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    PlanWish wanted = wish(m_bench->order("modelNumber,name\nA,Lamp\nB,Lamp\n"));

    QCOMPARE(planned(wanted), u"planned"_s);
    QCOMPARE(countsOf(*m_plan), u"1 create, 1 unchanged"_s);
    QCOMPARE(m_stages, (QList{Stage::Looking, Stage::Reading, Stage::Working}));
    m_bench->give('[' + body(Dialect::Flat, "B", "Lamp") + ']');
    m_stages.clear();
    QCOMPARE(planned(wanted), u"planned"_s);
    QCOMPARE(m_stages, (QList{Stage::Looking, Stage::Working}));
    QCOMPARE(countsOf(*m_plan), u"1 create, 1 unchanged"_s);
    wanted.age = 0ms;
    QCOMPARE(planned(wanted), u"planned"_s);
    QCOMPARE(countsOf(*m_plan), u"2 unchanged"_s);
}

void TestPlanApply::aMirrorOlderThanTheLastImportIsNeverRecent()
{
    ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\n");
    m_bench->sync();
    order.host = u"127.0.0.1"_s;
    m_bench->run(order);
    PlanWish wanted = wish(order);

    wanted.freshness = Freshness::OnlyRecent;
    QCOMPARE(planned(wanted), u"skipped"_s);
    wanted.host = u"elsewhere.example"_s; // that import went to another place
    QCOMPARE(planned(wanted), u"planned"_s);
    wanted.host = order.host;
    wanted.freshness = Freshness::Recent;
    QCOMPARE(planned(wanted), u"planned"_s);
    QCOMPARE(countsOf(*m_plan), u"1 unchanged"_s);
}

void TestPlanApply::aPassThatBeganTooEarlyIsFollowedByAnother()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\nB,Lamp\n");
    const QSignalSpy passes(m_sync.get(), &MirrorSync::completed);
    const auto hold = connect(m_sync.get(), &MirrorSync::changed, this, [this] {
        if (m_bench->mirror.state().isRunning && m_sync->progress().state == SyncProgress::Running)
            m_sync->pause();
    });
    m_sync->refresh();
    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Paused);
    disconnect(hold);
    m_bench->give('[' + body(Dialect::Flat, "B", "Lamp") + ']');
    m_sync->resume();
    PlanWish wanted = wish(order);
    wanted.freshness = Freshness::Anew;

    QCOMPARE(planned(wanted), u"planned"_s);

    QCOMPARE(countsOf(*m_plan), u"2 unchanged"_s);
    QCOMPARE(passes.count(), 2);
}

void TestPlanApply::aPausedSyncGoesOn()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    const PlanWish wanted = wish(m_bench->order("modelNumber,name\nA,Lamp\n"));
    m_sync->refresh();
    m_sync->pause();
    QCOMPARE(m_sync->progress().state, SyncProgress::Paused);

    QCOMPARE(planned(wanted), u"planned"_s);

    QCOMPARE(countsOf(*m_plan), u"1 unchanged"_s);
}

void TestPlanApply::theOldMirrorDoesWhenAPersonSaysSo()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    PlanWish wanted = wish(m_bench->order("modelNumber,name\nA,Lamp\n"));
    wanted.freshness = Freshness::AsItIs;

    QCOMPARE(planned(wanted), u"planned"_s);

    QCOMPARE(countsOf(*m_plan), u"1 notKnown"_s);
    QVERIFY(!m_plan->mirror.completeFrom.isValid());
}

void TestPlanApply::anotherWishGivesTheFirstOneUp()
{
    const PlanWish first = wish(m_bench->order("modelNumber,name\nA,Lamp\n"));
    const PlanWish second = wish(m_bench->order("modelNumber,name\nB,Lamp\nC,Lamp\n"));
    const QSignalSpy plans(m_planner.get(), &ImportPlanner::planned);
    m_planner->plan(first);

    QCOMPARE(planned(second), u"planned"_s);

    QCOMPARE(countsOf(*m_plan), u"2 create"_s);
    QCOMPARE(planned(second), u"planned"_s);
    QCOMPARE(plans.count(), 2);
}

void TestPlanApply::aFileThatChangedIsSaid()
{
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\n");
    write(order.spec.file, "modelNumber,name\nA,Lamp\nB,Lamp\n");

    QCOMPARE(planned(wish(order)), u"failed"_s);

    QCOMPARE(m_error->cause, Cause::FileChanged);
    QCOMPARE(m_planner->stage(), ImportPlanner::Stage::Idle);
}

void TestPlanApply::theOutcomeIsReadAfterTheRun()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ',' + body(Dialect::Flat, "B", "Lamp") + ']');
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Lamp\nB,Desk\nC,Desk\n");
    QCOMPARE(planned(wish(order)), u"planned"_s);
    ImportRun run(m_bench->client, m_bench->ledger, *applyPlan(AgreedPlan(m_plan), m_plan)->order,
                  RunBench::quickPace(OnTrouble::GiveUp));
    OutcomeCheck check({m_bench->mirror, *m_sync, m_bench->ledger}, run);
    std::optional<PlanOutcome> outcome;
    connect(&check, &OutcomeCheck::compared, this, [&outcome](const PlanOutcome &found) { outcome = found; });

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(outcome, 20'000);
    QCOMPARE(outcome->created(), 1);
    QCOMPARE(outcome->updated(), 1);
    QCOMPARE(outcome->differing(), 0);
    QCOMPARE(check.stage(), OutcomeCheck::Stage::Over);
}

void TestPlanApply::aDifferenceIsFound()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    const ImportOrder order = m_bench->order("modelNumber,name\nA,Desk\nB,Desk\n");
    QCOMPARE(planned(wish(order)), u"planned"_s);
    ImportRun run(m_bench->client, m_bench->ledger, *applyPlan(AgreedPlan(m_plan), m_plan)->order,
                  RunBench::quickPace(OnTrouble::GiveUp));
    // Somebody else comes between the run and the comparison.
    connect(&run, &ImportRun::finished, this, [this] { m_bench->give('[' + body(Dialect::Flat, "A", "Stool") + ']'); });
    OutcomeCheck check({m_bench->mirror, *m_sync, m_bench->ledger}, run);
    std::optional<PlanOutcome> outcome;
    connect(&check, &OutcomeCheck::compared, this, [&outcome](const PlanOutcome &found) { outcome = found; });

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(outcome, 20'000);
    QCOMPARE(outcome->differing(), 1);
    QCOMPARE(outcome->differences().first().key.modelNumber, u"A"_s);
    QCOMPARE(outcome->differences().first().found, RowFinding::OtherContent);
}

void TestPlanApply::aRunThatSentNothingIsNotCompared()
{
    QCOMPARE(planned(wish(m_bench->order("modelNumber,name\nA,Lamp\n"))), u"planned"_s);
    m_bench->credential.missing = true;
    ImportRun run(m_bench->client, m_bench->ledger, *applyPlan(AgreedPlan(m_plan), m_plan)->order,
                  RunBench::quickPace(OnTrouble::GiveUp));
    OutcomeCheck check({m_bench->mirror, *m_sync, m_bench->ledger}, run);
    QSignalSpy compared(&check, &OutcomeCheck::compared);

    run.start();

    QTRY_COMPARE_WITH_TIMEOUT(check.stage(), OutcomeCheck::Stage::Over, 20'000);
    QCOMPARE(compared.count(), 0);
}

QTEST_GUILESS_MAIN(TestPlanApply)
#include "tst_planapply.moc"
