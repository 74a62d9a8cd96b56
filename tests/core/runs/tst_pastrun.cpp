// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingjson.h"
#include "core/runs/importrecords.h"
#include "core/runs/importresume.h"
#include "core/runs/outcomecheck.h"
#include "core/runs/pastrun.h"
#include "core/runs/planapply.h"
#include "core/runs/preimagepruning.h"
#include "tests/core/runs/undobench.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;

/// What stays of a run in the ledger: its plan, what came of it, and the way back to its file. At the real sandbox.
class TestPastRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void planAndOutcomeStayWithTheRun();
    void aRunThatWasCarriedOnIsComparedAsAWholeOne();
    void aRunKilledWhileItKeptWhatItWouldOverwriteKeepsItAllBeforeItSends();
    void whatCannotBeReadOnceMoreIsNotOverwritten();
    void aRunKilledBeforeItWasComparedIsComparedLater();
    void rowsThatNeverLeftAreNotMissing();
    void aComparisonThatCannotBeKeptIsToldAllTheSame();
    void aFileIsReopenedAsItWasImported();
    void anotherFileIsNotReopened();
    void thereIsNothingToTidyUpAtFirst();

private:
    ImportOrder planned(const QByteArray &csv)
    {
        m_bench->sync();
        ImportOrder order = m_bench->order(csv);
        const SharedPlan plan = m_bench->plan(order).value();
        const ImportOrder applied = *applyPlan(AgreedPlan(plan), plan)->order;
        return applied;
    }
    /// A process that dies once the first pre-images are kept. Returns its run.
    QString diesWhileKeeping(const ImportOrder &order, const QString &path)
    {
        Ledger dying(path);
        ImportRunRecord record = recordOf(order, {.rows = order.report.rows});
        record.id = u"run-1"_s;
        record.application = m_bench->client.settings().applicationId;
        [&] {
            QVERIFY(awaited(dying.open()));
            QVERIFY(awaited(dying.beginRunWith(record, [order] { return basisOf(order); })));
        }();
        auto capture = std::make_unique<PreimageCapture>(dying, record.id);
        QSignalSpy ended(capture.get(), &PreimageCapture::ended);
        connect(capture.get(), &PreimageCapture::progressed, this, [&capture] { capture.release()->deleteLater(); });
        capture->start(order);
        [&] { QTRY_VERIFY(!capture); }();
        return record.id;
    }
    Result<ImportOrder> resumed(Ledger &ledger, const QString &id)
    {
        return awaited(
            orderToResume(ledger, {.runId = id, .host = {}, .application = m_bench->client.settings().applicationId}));
    }
    /// A run from now to its comparison.
    struct Compared
    {
        Compared(TestPastRun &test, const ImportOrder &order, Ledger &ledger)
            : sync(test.m_bench->client, test.m_bench->mirror)
            , run(test.m_bench->client, ledger, order, RunBench::quickPace(OnTrouble::GiveUp))
            , check({test.m_bench->mirror, sync, ledger}, run)
        {
            run.readBy(test.m_bench->mirror, sync);
            QObject::connect(&check, &OutcomeCheck::compared, &check,
                             [this](const PlanOutcome &found) { outcome = found; });
        }
        MirrorSync sync;
        ImportRun run;
        OutcomeCheck check;
        std::optional<PlanOutcome> outcome;
    };
    /// With three rows, of which the service refuses the second.
    const QByteArray m_withARefusal = "modelNumber,name,network\nA,Lamp,\nB,Lamp,BaseSepolia\nC,Lamp,\n";

    QNetworkAccessManager m_network;
    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<UndoBench> m_bench;
};

void TestPastRun::init()
{
    m_bench.reset();
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<UndoBench>(m_network, *m_sandbox, Dialect::Flat);
}

void TestPastRun::planAndOutcomeStayWithTheRun()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Desk") + ']');
    Compared past(*this, planned(m_withARefusal), m_bench->ledger);
    past.run.start();
    QTRY_VERIFY_WITH_TIMEOUT(past.outcome, 20'000);

    const auto kept = awaited(pastRun(m_bench->ledger, past.run.id()));

    QVERIFY(kept.ok());
    QCOMPARE(kept->record.plan->create, 2);
    QCOMPARE(kept->record.plan->update, 1);
    QCOMPARE(kept->record.plan->asOf, past.run.order().plan->mirror.completeFrom);
    QCOMPARE(kept->record.outcome->created, 1);
    QCOMPARE(kept->record.outcome->updated, 1);
    QCOMPARE(kept->record.outcome->differing, 1);
    QCOMPARE(kept->rows.size(), 1);
    QCOMPARE(kept->outcome->count(catalogue::PlanClass::Create, RowFinding::Failed), 1);
    QCOMPARE(kept->outcome->count(catalogue::PlanClass::Update, RowFinding::Updated), 1);
    QCOMPARE(kept->outcome->differing(), past.outcome->differing());
    QCOMPARE(kept->outcome->differences().first().key.modelNumber, u"B"_s);
    QCOMPARE(kept->outcome->differences().first().reason, past.outcome->differences().first().reason);
}

void TestPastRun::aRunThatWasCarriedOnIsComparedAsAWholeOne()
{
    m_bench->give('[' + body(Dialect::Flat, "M-1", "Desk") + ']');
    QByteArray csv = "sku,name,network\nX,Lamp,BaseSepolia\n"; // the first chunk has the refusal
    for (int row = 0; row < 900; ++row)
        csv += "M-" + QByteArray::number(row) + ",Lamp,\n";
    const ImportOrder order = planned(csv);
    const QString path = m_bench->folder.filePath(u"left.sqlite"_s);
    QString id;
    {
        Ledger dying(path);
        QVERIFY(awaited(dying.open()));
        ImportRun run(m_bench->client, dying, order, RunBench::quickPace(OnTrouble::GiveUp));
        RunWatch watch(run);
        id = run.id();
        connect(&run, &ImportRun::rowsFailed, &run, [&run] { run.pause(); });
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!watch.failed.isEmpty(), 20'000);
    }
    Ledger kept(path);
    QVERIFY(awaited(kept.open()));
    const auto again = resumed(kept, id);
    QVERIFY(again.ok());
    Compared rest(*this, *again, kept);

    rest.run.start();

    QTRY_VERIFY_WITH_TIMEOUT(rest.outcome, 30'000);
    QCOMPARE(rest.outcome->created(), 899);
    QCOMPARE(rest.outcome->updated(), 1);
    QCOMPARE(rest.outcome->count(catalogue::PlanClass::Create, RowFinding::Failed), 1);
    QCOMPARE(rest.outcome->differing(), 1);
    QCOMPARE(awaited(kept.run(id))->outcome->created, 899);
    QCOMPARE(awaited(kept.run(id))->plan->create, 900);
    QCOMPARE(awaited(kept.undoBasis(id))->created, 899); // as they were before the first chunk
}

void TestPastRun::aRunKilledWhileItKeptWhatItWouldOverwriteKeepsItAllBeforeItSends()
{
    constexpr int rows = 2'300;
    m_bench->give('[' + body(Dialect::Flat, "M-000001", "Desk", R"("data":{"colour":"red"})") + ',' +
                  body(Dialect::Flat, "M-002200", "Desk", R"("data":{"colour":"red"})") + ']');
    const ImportOrder order = planned(modelsCsv(rows));
    const QString path = m_bench->folder.filePath(u"left.sqlite"_s);
    const QString id = diesWhileKeeping(order, path);
    m_bench->edit(u"M-000001"_s, R"({"colour":"green"})");
    Ledger kept(path);
    QVERIFY(awaited(kept.open()));
    const auto again = resumed(kept, id);
    QVERIFY(again.ok());
    Compared rest(*this, *again, kept);

    rest.run.start();

    QTRY_VERIFY_WITH_TIMEOUT(rest.outcome, 30'000);
    const auto basis = awaited(kept.undoBasis(id));
    const auto first = awaited(kept.openUndoRows(id, {}));
    QCOMPARE(basis->created, rows - 2);
    QCOMPARE(basis->drafts, 2);
    QCOMPARE(basis->withoutPreimage, 0);
    QVERIFY(first->at(1).preimage.before.contains("green")); // as it is when it is overwritten
    QCOMPARE(rest.outcome->differing(), 0);
}

void TestPastRun::whatCannotBeReadOnceMoreIsNotOverwritten()
{
    const ImportOrder order = planned(modelsCsv(2'300));
    const QString path = m_bench->folder.filePath(u"left.sqlite"_s);
    const QString id = diesWhileKeeping(order, path);
    Ledger kept(path);
    QVERIFY(awaited(kept.open()));
    m_sandbox->setFaults(R"([{"method":"GET","path":"/keyban/v1/dpp/passports","effect":"status","status":403}])");
    {
        Compared hindered(*this, resumed(kept, id).value(), kept);
        RunWatch watch(hindered.run);
        hindered.run.start();
        QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
        QCOMPARE(watch.summary->state, ImportState::Broken);
        QCOMPARE(watch.summary->error->kind, ErrorKind::Forbidden);
        QCOMPARE(watch.summary->counts.sent, 0);
    }
    m_sandbox->setFaults("[]");
    ImportRun unread(m_bench->client, kept, resumed(kept, id).value(), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(unread);

    unread.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
    QCOMPARE(watch.summary->state, ImportState::Broken);
    QCOMPARE(m_sandbox->passports(), 0);
    QCOMPARE(awaited(kept.run(id))->notSent, 2'300);
}

void TestPastRun::aRunKilledBeforeItWasComparedIsComparedLater()
{
    m_bench->give('[' + body(Dialect::Flat, "A", "Desk") + ']');
    const QString id = m_bench->run(planned(m_withARefusal)).id;
    const auto left = awaited(m_bench->ledger.run(id));
    QVERIFY(isUncompared(*left));
    MirrorSync sync(m_bench->client, m_bench->mirror);
    OutcomeCheck check({m_bench->mirror, sync, m_bench->ledger}, id);
    QSignalSpy compared(&check, &OutcomeCheck::compared);

    check.compareLate({.runId = id, .host = {}, .application = left->application}, left->finished);

    QTRY_COMPARE_WITH_TIMEOUT(compared.count(), 1, 20'000);
    const auto kept = awaited(m_bench->ledger.run(id));
    QVERIFY(!isUncompared(*kept));
    QCOMPARE(kept->outcome->created, 1);
    QCOMPARE(kept->outcome->updated, 1);
    QCOMPARE(kept->outcome->differing, 1);
    QVERIFY(!isUncompared(awaited(m_bench->ledger.run(m_bench->importBlindly("modelNumber,name\nB,Lamp\n"))).value()));
}

void TestPastRun::rowsThatNeverLeftAreNotMissing()
{
    const ImportOrder order = planned(modelsCsv(900));
    Compared stopped(*this, order, m_bench->ledger);
    whenAccepted(stopped.run, [&stopped] { stopped.run.stop(); });

    stopped.run.start();

    QTRY_VERIFY_WITH_TIMEOUT(stopped.outcome, 20'000);
    QCOMPARE(stopped.outcome->created(), 500);
    QCOMPARE(stopped.outcome->count(RowFinding::NotSent), 400);
    QCOMPARE(stopped.outcome->count(RowFinding::Missing), 0);
}

void TestPastRun::aComparisonThatCannotBeKeptIsToldAllTheSame()
{
    Compared past(*this, planned("modelNumber,name\nA,Lamp\n"), m_bench->ledger);
    QSignalSpy notKept(&past.check, &OutcomeCheck::notKept);
    m_bench->fillLedger(u"INSERT ON import_outcome"_s);

    past.run.start();

    QTRY_COMPARE_WITH_TIMEOUT(notKept.count(), 1, 20'000);
    QVERIFY(past.outcome);
    QCOMPARE(past.outcome->created(), 1);
    QCOMPARE(notKept.first().first().value<Error>().kind, ErrorKind::Storage);
    QVERIFY(!awaited(m_bench->ledger.run(past.run.id()))->outcome);
}

void TestPastRun::aFileIsReopenedAsItWasImported()
{
    const ImportOrder order = planned(m_withARefusal);
    const QString id = m_bench->run(order).id;

    const auto again = awaited(reopenedRun(
        m_bench->ledger, {.runId = id, .host = {}, .application = m_bench->client.settings().applicationId}));

    QVERIFY(again.ok());
    QCOMPARE(again->spec.file, order.spec.file);
    QCOMPARE(json::write(catalogue::toJson(again->spec.mapping)), json::write(catalogue::toJson(order.spec.mapping)));
    QCOMPARE(again->report.sha256, order.report.sha256);
    QCOMPARE(again->preview.headers, order.report.headers);
    QCOMPARE(again->reasonByLine.keys(), QList<qint64>{3});
    QVERIFY(!again->reasonByLine.value(3).isEmpty());
}

void TestPastRun::anotherFileIsNotReopened()
{
    const ImportOrder order = planned(m_withARefusal);
    const QString id = m_bench->run(order).id;
    const QString application = m_bench->client.settings().applicationId;
    const auto reopen = [&](const QString &host) {
        return awaited(reopenedRun(m_bench->ledger, {.runId = id, .host = host, .application = application}));
    };

    write(order.spec.file, m_withARefusal + "D,Lamp,\n");
    QCOMPARE(reopen({}).error().cause, Cause::FileChanged);
    QVERIFY(QFile::remove(order.spec.file));
    QCOMPARE(reopen({}).error().cause, Cause::FileNotFound);
    QCOMPARE(reopen(u"elsewhere"_s).error().cause, Cause::RunElsewhere);
}

void TestPastRun::thereIsNothingToTidyUpAtFirst()
{
    const QString id = m_bench->import("modelNumber,name\nA,Lamp\n");
    PreimagePruning pruning(m_bench->ledger);
    std::optional<Result<qint64>> removed;
    connect(&pruning, &PreimagePruning::ended, this, [&removed](const Result<qint64> &rows) { removed = rows; });

    pruning.start();

    QTRY_VERIFY(removed);
    QCOMPARE(removed->value(), 0);
    QCOMPARE(awaited(m_bench->ledger.undoBasis(id))->created, 1);
}

QTEST_GUILESS_MAIN(TestPastRun)
#include "tst_pastrun.moc"
