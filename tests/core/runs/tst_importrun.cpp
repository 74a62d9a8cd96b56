// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QTcpServer>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

/// A run against the real sandbox, and against a service that refuses it.
class TestImportRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowEndsAsTheReportSays();
    void unchangedRowsAreCountedAndNotSent();
    void aSecondRunChangesNothing();
    void progressMovesWhileRowsLand();
    void stopFinishesTheChunkInFlightAndSendsNoMore();
    void aSecondStopLeavesRowsUnknown();
    void aRevokedKeyStandsStillAndCarriesOn();
    void aServerThatIsGoneAndBackLosesNothing();
    void givingUpLeavesTheRestNotSent();
    void aFileThatChangedIsNotSent();
    void aRefusedUploadFailsItsRowsWithTheServersWords();
    void theLedgerKnowsWhatHappened();
};

void TestImportRun::everyRowEndsAsTheReportSays()
{
    SandboxBench bench;
    QVERIFY(bench.sandbox.isRunning());
    QByteArray csv = modelsCsv(1'203);
    csv += ",no number,1,x\nM-000000,again,1,x\n";
    ImportRun run(bench.client, bench.ledger, bench.order(csv), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QVERIFY(!watch.summary->error);
    QCOMPARE(watch.summary->state, ImportState::Finished);
    QCOMPARE(watch.summary->counts, (ImportCounts{1'205, 2, 1'203, 1'203, 0, 0}));
    QCOMPARE(watch.summary->jobs.size(), 3);
    QVERIFY(watch.adds);
    QCOMPARE(bench.sandbox.passports(), 1'203);
}

void TestImportRun::unchangedRowsAreCountedAndNotSent()
{
    SandboxBench bench;
    ImportOrder order = bench.order(modelsCsv(600) + ",no number,1,x\n");
    for (qint64 record = 0; record < 400; ++record)
        order.unchanged.insert(record);
    ImportRun run(bench.client, bench.ledger, order, RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    const ImportCounts expected{.rows = 601, .leftOut = 1, .sent = 200, .completed = 200, .unchanged = 400};
    QCOMPARE(watch.summary->counts, expected);
    QCOMPARE(watch.summary->counts.notSent(), 0);
    QVERIFY(watch.adds);
    QCOMPARE(bench.sandbox.passports(), 200);
}

void TestImportRun::aSecondRunChangesNothing()
{
    SandboxBench bench;
    const ImportOrder order = bench.order(modelsCsv(700));
    QByteArray dumps[2];
    for (QByteArray &dump : dumps) {
        ImportRun run(bench.client, bench.ledger, order, RunBench::quickPace(OnTrouble::GiveUp));
        RunWatch watch(run);

        run.start();

        QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
        QCOMPARE(watch.summary->counts.completed, 700);
        dump = bench.sandbox.dump();
    }

    QVERIFY(!dumps[0].isEmpty());
    QCOMPARE(dumps[1], dumps[0]);
}

void TestImportRun::progressMovesWhileRowsLand()
{
    SandboxBench bench(1'500);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'000)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QCOMPARE(watch.summary->counts.completed, 1'000);
    QVERIFY2(watch.settled.size() >= 10, qPrintable(QString::number(watch.settled.size())));
    QVERIFY(std::is_sorted(watch.settled.begin(), watch.settled.end()));
    QVERIFY(run.progress().rowsPerSecond > 0);
}

void TestImportRun::stopFinishesTheChunkInFlightAndSendsNoMore()
{
    SandboxBench bench(2'000);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(3'000)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    whenAccepted(run, [&run] { run.stop(); });

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QCOMPARE(watch.summary->state, ImportState::Stopped);
    QCOMPARE(watch.summary->counts, (ImportCounts{3'000, 0, 500, 500, 0, 0}));
    QCOMPARE(watch.summary->counts.notSent(), 2'500);
    QCOMPARE(watch.summary->firstNotSent, 502);
    QCOMPARE(bench.sandbox.passports(), 500);
}

void TestImportRun::aSecondStopLeavesRowsUnknown()
{
    SandboxBench bench(1);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(600)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY(watch.wasNoted(Kind::ChunkAccepted));

    run.stop();
    run.stop();

    QTRY_VERIFY(watch.summary);
    const ImportCounts &counts = watch.summary->counts;
    QCOMPARE(watch.summary->state, ImportState::Stopped);
    QCOMPARE(counts.completed + counts.unknown, counts.sent); // the next chunk may have been on its way as well
    QCOMPARE(counts.sent + counts.notSent(), 600);
    QCOMPARE(qint64(watch.unknown.size()), counts.unknown);
    QVERIFY(counts.unknown > 400);
}

void TestImportRun::aRevokedKeyStandsStillAndCarriesOn()
{
    SandboxBench bench(5'000);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'500)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY(watch.wasNoted(Kind::ChunkAccepted));

    bench.sandbox.post(u"credentials"_s, R"({"revoked":true})");
    QTRY_COMPARE_WITH_TIMEOUT(run.progress().state, ImportState::Waiting, 10'000);
    QCOMPARE(run.trouble()->kind, ErrorKind::Unauthorized);
    bench.sandbox.post(u"credentials"_s, R"({"revoked":false})");

    run.carryOn(); // though another chunk may have met the revoked key just now

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QCOMPARE(watch.summary->counts, (ImportCounts{1'500, 0, 1'500, 1'500, 0, 0}));
    QCOMPARE(bench.sandbox.passports(), 1'500);
}

void TestImportRun::aServerThatIsGoneAndBackLosesNothing()
{
    QTemporaryDir state;
    SandboxUnderTest sandbox(
        {u"--seed"_s, u"empty"_s, u"--rate"_s, u"2000"_s, u"--data"_s, state.filePath(u"state"_s)});
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(2'000)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY_WITH_TIMEOUT(run.progress().counts.settled() > 500, 10'000);

    sandbox.kill();
    QTRY_VERIFY_WITH_TIMEOUT(watch.wasNoted(Kind::ReportLost) || watch.wasNoted(Kind::Waiting), 10'000);
    QVERIFY(sandbox.restart());
    QTRY_VERIFY_WITH_TIMEOUT((run.carryOn(), watch.summary), 30'000);

    const ImportCounts &counts = watch.summary->counts;
    QCOMPARE(counts.completed + counts.unknown, 2'000);
    QVERIFY(sandbox.passports() >= counts.completed);
    QCOMPARE(counts.failed, 0);
}

void TestImportRun::givingUpLeavesTheRestNotSent()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const int port = closed.serverPort();
    closed.close();
    QNetworkAccessManager network;
    RunBench bench(network, QUrl(u"http://127.0.0.1:%1/x"_s.arg(port)), u"app"_s, "test-key");
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(700)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->state, ImportState::Broken);
    QCOMPARE(watch.summary->counts, (ImportCounts{700, 0, 0, 0, 0, 0}));
    QCOMPARE(watch.summary->firstNotSent, 2);
    QCOMPARE(watch.summary->error->cause, Cause::ConnectionRefused);
}

void TestImportRun::aFileThatChangedIsNotSent()
{
    ScriptedNetwork network;
    RunBench bench(network);
    const ImportOrder order = bench.order(modelsCsv(100));
    write(order.spec.file, modelsCsv(101));
    ImportRun run(bench.client, bench.ledger, order, RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->state, ImportState::Broken);
    QCOMPARE(watch.summary->error->cause, Cause::FileChanged);
    QVERIFY(network.seen().isEmpty());
}

void TestImportRun::aRefusedUploadFailsItsRowsWithTheServersWords()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) {
        return ScriptedAnswer{.status = 422,
                              .body = R"({"title":"Unprocessable","status":422,"detail":"network is not enabled"})",
                              .contentType = "application/problem+json"};
    });
    RunBench bench(network);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'600)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(network.seen().size(), 2);
    QCOMPARE(watch.summary->counts, (ImportCounts{1'600, 0, 1'000, 0, 1'000, 0}));
    QCOMPARE(watch.failed.first().reason, u"network is not enabled"_s);
    QCOMPARE(watch.summary->counts.notSent(), 600);
    QCOMPARE(watch.summary->firstNotSent, 1'002);
}

void TestImportRun::theLedgerKnowsWhatHappened()
{
    SandboxBench bench;
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(600)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    std::optional<ImportRunRecord> record;

    bench.ledger.run(run.id()).then(this, [&record](const Result<ImportRunRecord> &r) { record = r.value(); });

    QTRY_VERIFY(record);
    QCOMPARE(record->state, QString(runstate::finished));
    QCOMPARE(record->completed, 600);
    QCOMPARE(record->chunks, 2);
    QCOMPARE(record->jobs, watch.summary->jobs);
    QVERIFY(!record->mapping.isEmpty());
}

QTEST_GUILESS_MAIN(TestImportRun)
#include "tst_importrun.moc"
