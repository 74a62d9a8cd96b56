// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QTcpServer>
#include <QUrlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

/// A run against the real sandbox, and against reports that no honest server would write.
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
    void strangeReports_data();
    void strangeReports();
    void aForgottenJobLeavesItsRowsUnknown();
    void aReportThatNeverEndsBecomesTrouble();
    void theLedgerKnowsWhatHappened();
};

namespace {

/// Answers the submission with a job and each report page with what `report` says for that page.
ScriptedNetwork::Script jobWith(const std::function<QByteArray(int page, int asked)> &report)
{
    auto asked = std::make_shared<int>(0);
    return [report, asked](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":"job-1"})");
        const int page = QUrlQuery(request.url).queryItemValue(u"currentPage"_s).toInt();
        return ScriptedAnswer::json(report(page, (*asked)++));
    };
}

QByteArray child(const QByteArray &number, const QByteArray &status, const QByteArray &error = "null")
{
    return R"({"id":")" + number + R"(","status":")" + status + R"(","error":)" + error +
           R"(,"entityData":{"granularity":"model","modelNumber":"M-)" + number + R"("}})";
}

QByteArray page(const QByteArrayList &children, int total)
{
    return R"({"data":[)" + children.join(',') + R"(],"total":)" + QByteArray::number(total) + "}";
}

} // namespace

void TestImportRun::everyRowEndsAsTheReportSays()
{
    SandboxUnderTest sandbox;
    QVERIFY(sandbox.isRunning());
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
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
    QCOMPARE(sandbox.passports(), 1'203);
}

void TestImportRun::unchangedRowsAreCountedAndNotSent()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
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
    QCOMPARE(sandbox.passports(), 200);
}

void TestImportRun::aSecondRunChangesNothing()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    const ImportOrder order = bench.order(modelsCsv(700));
    QByteArray dumps[2];
    for (QByteArray &dump : dumps) {
        ImportRun run(bench.client, bench.ledger, order, RunBench::quickPace(OnTrouble::GiveUp));
        RunWatch watch(run);

        run.start();

        QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
        QCOMPARE(watch.summary->counts.completed, 700);
        dump = sandbox.dump();
    }

    QVERIFY(!dumps[0].isEmpty());
    QCOMPARE(dumps[1], dumps[0]);
}

void TestImportRun::progressMovesWhileRowsLand()
{
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"1500"_s});
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
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
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"2000"_s});
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(3'000)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    connect(&run, &ImportRun::noted, &run, [&run](const ImportNote &note) {
        if (note.kind == Kind::ChunkAccepted)
            run.stop();
    });

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QCOMPARE(watch.summary->state, ImportState::Stopped);
    QCOMPARE(watch.summary->counts, (ImportCounts{3'000, 0, 500, 500, 0, 0}));
    QCOMPARE(watch.summary->counts.notSent(), 2'500);
    QCOMPARE(watch.summary->firstNotSent, 502);
    QCOMPARE(sandbox.passports(), 500);
}

void TestImportRun::aSecondStopLeavesRowsUnknown()
{
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"1"_s});
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
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
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"5000"_s});
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'500)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY(watch.wasNoted(Kind::ChunkAccepted));

    sandbox.post(u"credentials"_s, R"({"revoked":true})");
    QTRY_COMPARE_WITH_TIMEOUT(run.progress().state, ImportState::Waiting, 10'000);
    QCOMPARE(run.trouble()->kind, ErrorKind::Unauthorized);
    sandbox.post(u"credentials"_s, R"({"revoked":false})");

    // Another chunk may have met the revoked key just now.
    QTRY_VERIFY_WITH_TIMEOUT((run.carryOn(), watch.summary), 30'000);
    QCOMPARE(watch.summary->counts, (ImportCounts{1'500, 0, 1'500, 1'500, 0, 0}));
    QCOMPARE(sandbox.passports(), 1'500);
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
    RunBench bench(network, QUrl(u"http://127.0.0.1:9/x"_s), u"app"_s, "test-key");
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
    RunBench bench(network, QUrl(u"http://127.0.0.1:9/x"_s), u"app"_s, "test-key");
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

void TestImportRun::strangeReports_data()
{
    using Report = std::function<QByteArray(int, int)>;
    QTest::addColumn<Report>("report");
    QTest::addColumn<QString>("reason");

    const QByteArray ok0 = child("000000", "completed");
    const QByteArray ok1 = child("000001", "completed");
    QTest::newRow("reordered and repeated") << Report([=](int, int) {
        return page({child("000002", "failed", R"("no")"), ok1, ok1, ok0, ok0}, 5);
    }) << u"no"_s;
    QTest::newRow("shrinks") << Report([=](int, int asked) {
        return asked == 0 ? page({ok0, ok1, child("000002", "active")}, 3)
                          : page({child("000002", "failed", R"(["a","b"])")}, 1);
    }) << u"a; b"_s;
    QTest::newRow("unknown words") << Report([=](int, int asked) {
        return asked < 3
                   ? page({child("000000", "zonked"), ok1, child("000002", "delayed")}, 3)
                   : page({ok0, ok1, child("000002", "failed", R"({"message":"bad gtin","field":"data.gtin"})")}, 3);
    }) << u"data.gtin: bad gtin"_s;
    QTest::newRow("grows late") << Report([=](int, int asked) {
        return asked == 0 ? page({}, 0) : page({ok0, ok1, child("000002", "failed", "7")}, 3);
    }) << u"7"_s;
    QTest::newRow("takes an end back") << Report([=](int, int asked) {
        const QByteArray last = asked < 2 ? child("000002", "waiting") : child("000002", "failed", R"("late")");
        return asked == 0 ? page({ok0, ok1, last}, 3) : page({child("000000", "waiting"), ok1, last}, 3);
    }) << u"late"_s;
}

void TestImportRun::strangeReports()
{
    using Report = std::function<QByteArray(int, int)>;
    QFETCH(Report, report);
    QFETCH(QString, reason);
    ScriptedNetwork network;
    network.answerWith(jobWith(report));
    RunBench bench(network, QUrl(u"http://127.0.0.1:9/x"_s), u"app"_s, "test-key");
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(3)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts, (ImportCounts{3, 0, 3, 2, 1, 0}));
    QCOMPARE(watch.failed.size(), 1);
    QCOMPARE(watch.failed.first().line, 4);
    QCOMPARE(watch.failed.first().reason, reason);
    QVERIFY(watch.adds);
}

void TestImportRun::aForgottenJobLeavesItsRowsUnknown()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":1})");
        return ScriptedAnswer::json(R"({"title":"Not Found","status":404})", 404);
    });
    RunBench bench(network, QUrl(u"http://127.0.0.1:9/x"_s), u"app"_s, "test-key");
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(501)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts, (ImportCounts{501, 0, 501, 0, 0, 501}));
    QCOMPARE(watch.unknown.size(), 501);
    QVERIFY(watch.wasNoted(Kind::JobExpired));
}

void TestImportRun::aReportThatNeverEndsBecomesTrouble()
{
    ScriptedNetwork network;
    network.answerWith(jobWith([](int, int) { return page({child("000000", "active")}, 1); }));
    RunBench bench(network, QUrl(u"http://127.0.0.1:9/x"_s), u"app"_s, "test-key");
    ImportPace pace = RunBench::quickPace(OnTrouble::Wait);
    pace.report.stall = std::chrono::milliseconds(150);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1)), pace);
    RunWatch watch(run);

    run.start();
    QTRY_COMPARE(run.progress().state, ImportState::Waiting);
    QCOMPARE(run.trouble()->kind, ErrorKind::Timeout);
    run.stop();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts, (ImportCounts{1, 0, 1, 0, 0, 1}));
}

void TestImportRun::theLedgerKnowsWhatHappened()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
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
