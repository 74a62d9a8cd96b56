// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QUrlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

/// A run against reports that no honest server would write.
class TestStrangeReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strangeReports_data();
    void strangeReports();
    void aForgottenJobLeavesItsRowsUnknown();
    void aReportThatNeverEndsBecomesTrouble();
    void rowsThatACappedReportLacksAreLookedUp_data();
    void rowsThatACappedReportLacksAreLookedUp();
    void whatACappedReportHidesAndNoPassportShowsIsUnknown();
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

void TestStrangeReports::strangeReports_data()
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

void TestStrangeReports::strangeReports()
{
    using Report = std::function<QByteArray(int, int)>;
    QFETCH(Report, report);
    QFETCH(QString, reason);
    ScriptedNetwork network;
    network.answerWith(jobWith(report));
    RunBench bench(network);
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

void TestStrangeReports::aForgottenJobLeavesItsRowsUnknown()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &request) {
        if (request.method == "POST")
            return ScriptedAnswer::json(R"({"id":1})");
        return ScriptedAnswer::json(R"({"title":"Not Found","status":404})", 404);
    });
    RunBench bench(network);
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(501)), RunBench::quickPace(OnTrouble::Wait));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->counts, (ImportCounts{501, 0, 501, 0, 0, 501}));
    QCOMPARE(watch.unknown.size(), 501);
    QVERIFY(watch.wasNoted(Kind::JobExpired));
}

void TestStrangeReports::aReportThatNeverEndsBecomesTrouble()
{
    ScriptedNetwork network;
    network.answerWith(jobWith([](int, int) { return page({child("000000", "active")}, 1); }));
    RunBench bench(network);
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

void TestStrangeReports::rowsThatACappedReportLacksAreLookedUp_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("each asked for") << 130;
    QTest::newRow("all listed") << 450;
}

void TestStrangeReports::rowsThatACappedReportLacksAreLookedUp()
{
    QFETCH(int, rows);
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    sandbox.post(u"oddities"_s, R"({"report":"capped"})");
    ImportRun run(bench.client, bench.ledger, bench.order(modelsCsv(rows)), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
    QCOMPARE(watch.summary->counts, (ImportCounts{rows, 0, rows, rows, 0, 0}));
    QCOMPARE(watch.summary->lookedUpRows, rows - 100);
    QVERIFY(watch.wasNoted(Kind::LookedUp));
    QVERIFY(watch.adds);
    QCOMPARE(awaited(bench.ledger.run(run.id()))->completed, rows);
}

void TestStrangeReports::whatACappedReportHidesAndNoPassportShowsIsUnknown()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    sandbox.post(u"oddities"_s, R"({"report":"capped"})");
    // The service refuses a network that it does not know, and its report does not say so of the last rows.
    QByteArray csv = "sku,name,network\n";
    for (int i = 0; i < 120; ++i)
        csv += "M-" + QByteArray::number(i) + ",Lamp," + (i < 110 ? "" : "StarknetVenus") + '\n';
    ImportRun run(bench.client, bench.ledger, bench.order(csv), RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
    QCOMPARE(watch.summary->counts, (ImportCounts{120, 0, 120, 110, 0, 10}));
    QCOMPARE(watch.unknown.size(), 10);
    QCOMPARE(watch.summary->state, ImportState::Finished);
}

QTEST_GUILESS_MAIN(TestStrangeReports)
#include "tst_strangereports.moc"
