// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/failedexport.h"
#include "core/runs/importresume.h"
#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QPointer>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

/// A run that one process leaves and another carries on. The first ends as a killed one does as far as the ledger can
/// tell: nothing is written after the last acknowledged write, and its lock is free.
class TestImportResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyRowEndsAsInAnUninterruptedRun_data();
    void everyRowEndsAsInAnUninterruptedRun();
    void aChunkWithoutAJobIsSentAgainAndCounted();
    void aJobThatTheServiceForgotIsSentAgain();
    void aStoppedRunSendsTheRest();
    void rowsThatFailedBeforeAreStillCounted();
    void whatIsUnchangedStaysOut();
    void theFieldProfileIsKeptUnlessItsFileIsGone();
    void failedRowsAreExportedFromTheLedger();

private:
    struct Left
    {
        QString id;
        ImportOrder order;
    };
    std::unique_ptr<Ledger> ledger() const
    {
        auto made = std::make_unique<Ledger>(folder->filePath(u"ledger.sqlite"_s));
        return awaited(made->open()) ? std::move(made) : nullptr;
    }
    /// Runs until `enough` says so; then the process "dies".
    Left leave(RunBench &bench, const ImportOrder &order,
               const std::function<bool(const ImportRun &, RunWatch &)> &enough)
    {
        const auto kept = ledger();
        const QPointer<ImportRun> run(
            new ImportRun(bench.client, *kept, order, RunBench::quickPace(OnTrouble::GiveUp)));
        RunWatch watch(*run);
        const Left left{run->id(), order};
        // At that very moment: on a busy machine the run may be over before anybody looks again.
        QObject::connect(run, &ImportRun::progressed, run, [&] {
            if (enough(*run, watch))
                run->deleteLater();
        });
        run->start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!run || enough(*run, watch), 20'000); }();
        delete run.data();
        return left;
    }
    static ResumeRequest request(const RunBench &bench, const QString &run)
    {
        return {.runId = run, .host = QString(), .application = bench.client.settings().applicationId};
    }

    /// The run that was left, carried on.
    struct Resumed
    {
        Resumed(RunBench &bench, Ledger &ledger, const QString &id)
            : run(bench.client, ledger, valueOf(orderToResume(ledger, request(bench, id))),
                  RunBench::quickPace(OnTrouble::GiveUp))
            , watch(run)
        {
            run.start();
        }
        ImportRun run;
        RunWatch watch;
    };

    std::unique_ptr<QTemporaryDir> folder;
};

void TestImportResume::init()
{
    folder = std::make_unique<QTemporaryDir>();
}

void TestImportResume::everyRowEndsAsInAnUninterruptedRun_data()
{
    QTest::addColumn<int>("settled");
    for (const int settled : {0, 1, 700, 1'500, 2'400})
        QTest::addRow("after %d rows", settled) << settled;
}

void TestImportResume::everyRowEndsAsInAnUninterruptedRun()
{
    QFETCH(int, settled);
    SandboxBench bench(3'000);
    const ImportOrder order = bench.order(modelsCsv(2'500) + ",no number,1,x\n");
    const Left left = leave(bench, order, [&](const ImportRun &run, const RunWatch &) {
        return run.progress().counts.settled() >= settled;
    });
    const auto kept = ledger();

    Resumed resumed(bench, *kept, left.id);

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{2'501, 1, 2'500, 2'500, 0, 0}));
    QCOMPARE(resumed.watch.summary->state, ImportState::Finished);
    QCOMPARE(resumed.run.id(), left.id);
    QVERIFY(resumed.watch.adds);
    QCOMPARE(bench.sandbox.passports(), 2'500);
    const auto record = awaited(kept->run(left.id));
    QCOMPARE(record->state, QString(runstate::finished));
    QCOMPARE(record->completed, 2'500);
}

void TestImportResume::aChunkWithoutAJobIsSentAgainAndCounted()
{
    ScriptedNetwork mute;
    mute.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    SandboxBench bench;
    RunBench first(mute, bench.sandbox.keyban(), bench.sandbox.applicationId(), bench.sandbox.apiKey());
    const Left left = leave(first, first.order(modelsCsv(600)),
                            [&](const ImportRun &, const RunWatch &) { return !mute.seen().isEmpty(); });
    const auto kept = ledger();

    Resumed resumed(bench, *kept, left.id);

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{600, 0, 600, 600, 0, 0}));
    QCOMPARE(resumed.watch.summary->resentChunks, 1);
    QCOMPARE(awaited(kept->chunks(left.id))->first().sends, 2);
}

void TestImportResume::aJobThatTheServiceForgotIsSentAgain()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        return request.method == "POST" ? ScriptedAnswer::json(R"({"id":"job-of-yesterday"})")
                                        : ScriptedAnswer::hanging();
    });
    SandboxUnderTest sandbox;
    RunBench first(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    const Left left = leave(first, first.order(modelsCsv(300)), [](const ImportRun &, const RunWatch &watch) {
        return watch.wasNoted(Kind::ChunkAccepted);
    });
    QNetworkAccessManager real;
    RunBench bench(real, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    const auto kept = ledger();

    Resumed resumed(bench, *kept, left.id);

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QVERIFY(resumed.watch.wasNoted(Kind::JobExpired));
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{300, 0, 300, 300, 0, 0}));
    QCOMPARE(resumed.watch.summary->jobs.size(), 2);
    QCOMPARE(sandbox.passports(), 300);
}

void TestImportResume::aStoppedRunSendsTheRest()
{
    SandboxBench bench;
    const auto kept = ledger();
    ImportRun stopped(bench.client, *kept, bench.order(modelsCsv(1'300)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch before(stopped);
    whenAccepted(stopped, [&stopped] { stopped.stop(); });
    stopped.start();
    QTRY_VERIFY(before.summary);
    QCOMPARE(before.summary->counts.notSent(), 800);

    Resumed resumed(bench, *kept, stopped.id());

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{1'300, 0, 1'300, 1'300, 0, 0}));
    QCOMPARE(resumed.watch.summary->resentChunks, 0);
}

void TestImportResume::rowsThatFailedBeforeAreStillCounted()
{
    SandboxBench bench(2'000);
    QByteArray csv = "sku,name,network\n";
    for (int i = 0; i < 1'800; ++i)
        csv += "M-" + QByteArray::number(i) + ",Lamp," + (i % 300 == 0 ? "BaseSepolia" : "StarknetSepolia") + "\n";
    const Left left = leave(bench, bench.order(csv), [](const ImportRun &run, const RunWatch &) {
        return run.progress().counts.settled() > 600;
    });
    const auto kept = ledger();

    Resumed resumed(bench, *kept, left.id);

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{1'800, 0, 1'800, 1'794, 6, 0}));
    QCOMPARE(awaited(kept->rows(left.id, {.outcome = RowOutcome::Failed}))->size(), 6);
}

void TestImportResume::whatIsUnchangedStaysOut()
{
    ScriptedNetwork mute;
    mute.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    SandboxBench bench;
    RunBench first(mute, bench.sandbox.keyban(), bench.sandbox.applicationId(), bench.sandbox.apiKey());
    ImportOrder order = first.order(modelsCsv(600));
    for (qint64 record = 100; record < 400; ++record)
        order.unchanged.insert(record);
    const Left left = leave(first, order, [&](const ImportRun &, const RunWatch &) { return !mute.seen().isEmpty(); });
    const auto kept = ledger();

    Resumed resumed(bench, *kept, left.id);

    QTRY_VERIFY_WITH_TIMEOUT(resumed.watch.summary, 30'000);
    QCOMPARE(resumed.watch.summary->counts, (ImportCounts{600, 0, 300, 300, 0, 0, 300}));
    QCOMPARE(bench.sandbox.passports(), 300);
}

void TestImportResume::theFieldProfileIsKeptUnlessItsFileIsGone()
{
    SandboxBench bench(1); // so that the run is left before its rows have ended
    const QString profile = folder->filePath(u"own-profile.json"_s);
    write(profile, R"({"schema":"chancery-field-profile/1","id":"own","title":"Own","source":"Us","fields":[
        {"path":"data.colour","title":"Colour","need":"required","severity":"error"}]})");
    QByteArray csv = "sku,name,colour\nA,Lamp,red\nB,Desk,\n";
    for (int row = 0; row < 60; ++row)
        csv += "C-" + QByteArray::number(row) + ",Chair,red\n";
    ImportOrder order = bench.order(csv);
    order.spec.fieldProfile = profile;
    order.report = catalogue::check(order.spec).value();
    QCOMPARE(order.report.leftOut, 1);
    const Left left = leave(bench, order, [](const ImportRun &run, const RunWatch &) {
        return run.progress().counts.sent > 0; // and so begun on disk
    });
    const auto kept = ledger();

    const auto with = awaited(orderToResume(*kept, request(bench, left.id)));
    QVERIFY(QFile::remove(profile));
    const auto without = awaited(orderToResume(*kept, request(bench, left.id)));

    QVERIFY(with && without);
    QCOMPARE(with->spec.fieldProfile, profile);
    QCOMPARE(without->spec.fieldProfile, QString());
    for (const auto &resumed : {with, without}) {
        QCOMPARE(resumed->report.leftOut, 1);
        QVERIFY(resumed->report.leftOutRecords == order.report.leftOutRecords);
    }
}

void TestImportResume::failedRowsAreExportedFromTheLedger()
{
    SandboxBench bench;
    const ImportOrder order =
        bench.order("sku,name,network\nA,=Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\nC,Lamp,BaseSepolia\n");
    const auto kept = ledger();
    ImportRun run(bench.client, *kept, order, RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY(watch.summary);
    const QString out = folder->filePath(u"failed.csv"_s);

    const auto written = awaited(exportFailedRows(*kept, run.id(), out));

    QCOMPARE(written.value(), 2);
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY2(content.contains("A,'=Lamp,BaseSepolia,"), content.constData());
    QVERIFY(!content.contains("B,"));
    write(order.spec.file, "sku,name,network\nX,Lamp,BaseSepolia\n");
    QCOMPARE(awaited(exportFailedRows(*kept, run.id(), out)).error().cause, Cause::FileChanged);
}

QTEST_GUILESS_MAIN(TestImportResume)
#include "tst_importresume.moc"
