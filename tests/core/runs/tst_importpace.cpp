// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/ledger/samples.h"
#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QUrlQuery>

#include <numeric>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ImportNote::Kind;

/// How a run paces itself: sizes of chunks and pages, jobs open at once, pauses, the event stream.
class TestImportPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunksGrowWithAFastService();
    void aTooLargeUploadIsCutDownAndStaysSmall();
    void aRowThatIsTooLargeAloneFailsAlone();
    void threeJobsAreOpenAtOnce();
    void aPausedRunSendsNothingAndGoesOn();
    void aPausedRunCanBeStopped();
    void largePagesAreGivenUpWhereRefused();
    void smallerPagesThanAskedForAreTaken();
    void theEventStreamSavesTheWaiting();
    void aMuteEventStreamChangesNothing();

private:
    static qsizetype noted(const RunWatch &watch, Kind kind)
    {
        return std::count_if(watch.notes.begin(), watch.notes.end(),
                             [kind](const ImportNote &note) { return note.kind == kind; });
    }
    static QList<int> chunkRows(RunBench &bench, const QString &run)
    {
        QList<int> rows;
        const auto chunks = awaited(bench.ledger.chunks(run));
        for (const ChunkRecord &chunk : *chunks)
            rows << chunk.intent.rows;
        return rows;
    }
};

namespace {

QByteArray childrenOf(int first, int count, int total)
{
    QByteArrayList rows;
    for (int i = first; i < std::min(first + count, total); ++i)
        rows << R"({"id":"x","status":"completed","entityData":{"granularity":"model","modelNumber":"M-)" +
                    QByteArray::number(i).rightJustified(6, '0') + R"("}})";
    return R"({"data":[)" + rows.join(',') + R"(],"total":)" + QByteArray::number(total) + "}";
}

int asked(const SeenRequest &request, const QString &name)
{
    return QUrlQuery(request.url).queryItemValue(name).toInt();
}

} // namespace

void TestImportPace::chunksGrowWithAFastService()
{
    SandboxBench bench;
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(30'000)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 60'000);
    const QList<int> rows = chunkRows(bench, run.id());
    QCOMPARE(rows.first(), 500);
    QVERIFY(*std::max_element(rows.begin(), rows.end()) >= 4'000);
    QVERIFY(*std::max_element(rows.begin(), rows.end()) <= 20'000);
    QCOMPARE(bench.sandbox.passports(), 30'000);
}

void TestImportPace::aTooLargeUploadIsCutDownAndStaysSmall()
{
    SandboxBench bench;
    bench.sandbox.setFaults(R"([{"method":"POST","path":"/keyban/v1/imports","nth":1,"effect":"status","status":413},)"
                            R"({"method":"POST","path":"/keyban/v1/imports","nth":2,"effect":"status","status":413}])");
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'000)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000);
    QCOMPARE(noted(watch, Kind::ChunkCutDown), 2);
    QCOMPARE(watch.summary->counts, (ImportCounts{1'000, 0, 1'000, 1'000, 0, 0}));
    QVERIFY(watch.adds);
    const QList<int> rows = chunkRows(bench, run.id());
    QCOMPARE(std::accumulate(rows.begin(), rows.end(), 0), 1'000);
    QCOMPARE(*std::max_element(rows.begin(), rows.end()), 125);
    QCOMPARE(bench.sandbox.passports(), 1'000);
}

void TestImportPace::aRowThatIsTooLargeAloneFailsAlone()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        if (request.method == "POST" && request.body.contains("M-000001"))
            return ScriptedAnswer::json(R"({"title":"Too large","status":413,"detail":"entity too large"})", 413);
        if (request.method == "POST")
            return ScriptedAnswer::json(request.body.contains("M-000000") ? R"({"id":"a"})" : R"({"id":"b"})");
        return ScriptedAnswer::json(request.url.path().contains(u"/a/")
                                        ? childrenOf(0, 1, 1)
                                        : childrenOf(2, 1, 3).replace(R"("total":3)", R"("total":1)"));
    });
    RunBench bench(network);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(3)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts, (ImportCounts{3, 0, 3, 2, 1, 0}));
    QCOMPARE(watch.failed.first().line, 3);
    QCOMPARE(watch.failed.first().reason, u"entity too large"_s);
}

void TestImportPace::threeJobsAreOpenAtOnce()
{
    SandboxBench bench(1);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(3'000)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();
    QTRY_COMPARE(noted(watch, Kind::ChunkAccepted), 3);
    QTRY_VERIFY(run.progress().counts.settled() >= 1); // time enough for a fourth
    QCOMPARE(run.progress().counts.sent, 1'500);
    run.stop();
    run.stop();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(noted(watch, Kind::ChunkAccepted), 3);
    QCOMPARE(watch.summary->counts.notSent(), 1'500);
    QVERIFY(watch.adds);
}

void TestImportPace::aPausedRunSendsNothingAndGoesOn()
{
    SandboxBench bench(3'000);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(2'200)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    whenAccepted(run, [&run] { run.pause(); });

    run.start();
    QTRY_COMPARE(run.progress().counts.settled(), 500);
    QCOMPARE(run.progress().state, ImportState::Paused);
    QCOMPARE(bench.sandbox.passports(), 500);
    run.disconnect(&run);
    run.carryOn();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
    QCOMPARE(watch.summary->counts, (ImportCounts{2'200, 0, 2'200, 2'200, 0, 0}));
}

void TestImportPace::aPausedRunCanBeStopped()
{
    SandboxBench bench;
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(1'200)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);
    whenAccepted(run, [&run] { run.pause(); });
    run.start();
    QTRY_COMPARE(run.progress().counts.settled(), 500);

    run.stop();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->state, ImportState::Stopped);
    QCOMPARE(watch.summary->firstNotSent, 502);
}

void TestImportPace::largePagesAreGivenUpWhereRefused()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":"job-1"})");
        const int size = asked(request, u"pageSize"_s);
        return size > 100 ? ScriptedAnswer::json(R"({"title":"Bad Request","status":400})", 400)
                          : ScriptedAnswer::json(childrenOf((asked(request, u"currentPage"_s) - 1) * size, size, 250));
    });
    RunBench bench(network);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(250)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts.completed, 250);
    QCOMPARE(network.seen().size(), 1 + 1 + 3);
}

void TestImportPace::smallerPagesThanAskedForAreTaken()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":"job-1"})");
        const int size = std::min(asked(request, u"pageSize"_s), 60);
        return ScriptedAnswer::json(childrenOf((asked(request, u"currentPage"_s) - 1) * size, size, 250));
    });
    RunBench bench(network);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(250)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts.completed, 250);
    QCOMPARE(network.seen().size(), 1 + 5);
}

void TestImportPace::theEventStreamSavesTheWaiting()
{
    SandboxBench bench(2'000);
    keyban::ClientSettings settings = bench.client.settings();
    settings.eventStreamPath = u"/v1/imports/{id}/status/sse"_s;
    bench.client.setSettings(settings);
    ImportPace pace = RunBench::quickPace(OnTrouble::Wait);
    pace.report.first = 50ms;
    pace.report.longest = 60'000ms;
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(450)), pace);
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 10'000);
    QCOMPARE(watch.summary->counts.completed, 450);
    const json::Value log = bench.sandbox.get(u"requests"_s);
    QVERIFY(
        std::any_of(log[u"requests"].items().begin(), log[u"requests"].items().end(),
                    [](const json::Value &request) { return request[u"path"].toString().endsWith(u"/status/sse"); }));
}

void TestImportPace::aMuteEventStreamChangesNothing()
{
    ScriptedNetwork network;
    auto polls = std::make_shared<int>(0);
    network.answerWith([polls](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":"job-1"})");
        if (request.url.path().endsWith(u"/sse"))
            return ScriptedAnswer::hanging();
        return ScriptedAnswer::json(++*polls < 5 ? QByteArray(R"({"data":[],"total":0})") : childrenOf(0, 10, 10));
    });
    RunBench bench(network);
    keyban::ClientSettings settings = bench.client.settings();
    settings.eventStreamPath = u"/v1/imports/{id}/sse"_s;
    bench.client.setSettings(settings);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(10)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts.completed, 10);
}

QTEST_GUILESS_MAIN(TestImportPace)
#include "tst_importpace.moc"
