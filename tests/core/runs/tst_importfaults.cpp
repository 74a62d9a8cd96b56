// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"

#include <QRandomGenerator>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Imports of 10,000 rows through a bad day: delays, resets before and after the commit, cut and garbled answers, 429,
/// 503. CHANCERY_FAULT_RUNS says how many of the hundred scenarios of the fixed seed are played (sanitizers play
/// fewer).
class TestImportFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFinalStateIsRightOrHonest_data();
    void theFinalStateIsRightOrHonest();
};

namespace {

constexpr int rowCount = 10'000;
constexpr quint32 fixedSeed = 20'260'402;

QByteArray rule(QRandomGenerator &draw, const char *effect, bool submission)
{
    const QByteArray path = submission ? "/keyban/v1/imports" : "/keyban/v1/imports/*";
    const double probability = 0.02 + draw.generateDouble() * (submission ? 0.3 : 0.08);
    QByteArray text = R"({"method":")" + QByteArray(submission ? "POST" : "GET") + R"(","path":")" + path +
                      R"(","probability":)" + QByteArray::number(probability, 'f', 3) + R"(,"seed":)" +
                      QByteArray::number(draw.bounded(1'000'000));
    const QByteArray name = effect;
    if (name == "429" || name == "503") {
        text += R"(,"effect":"status","status":)" + name;
        if (name == "429")
            text += R"(,"retryAfter":0)";
    } else {
        text += R"(,"effect":")" + name + '"';
        if (name == "delay")
            text += R"(,"ms":)" + QByteArray::number(draw.bounded(5, 60));
    }
    return text + '}';
}

QByteArray rulesOf(QRandomGenerator &draw)
{
    static constexpr const char *effects[] = {"delay",   "resetBefore", "resetAfter", "truncate",
                                              "garbage", "429",         "503"};
    QByteArrayList rules;
    for (int i = 0, count = draw.bounded(1, 4); i < count; ++i)
        rules << rule(draw, effects[draw.bounded(int(std::size(effects)))], draw.bounded(2) == 0);
    return '[' + rules.join(',') + ']';
}

/// Requests to the service itself, the control surface left out.
qsizetype requestCount(SandboxUnderTest &sandbox)
{
    const json::Value log = sandbox.get(u"requests"_s);
    return std::count_if(
        log[u"requests"].items().begin(), log[u"requests"].items().end(),
        [](const json::Value &request) { return request[u"path"].toString().startsWith(u"/keyban"_s); });
}

} // namespace

void TestImportFaults::theFinalStateIsRightOrHonest_data()
{
    QTest::addColumn<QByteArray>("rules");
    const int runs =
        qEnvironmentVariableIsSet("CHANCERY_FAULT_RUNS") ? qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS") : 100;
    QRandomGenerator draw(fixedSeed);
    for (int i = 0; i < runs; ++i)
        QTest::addRow("scenario %d", i) << rulesOf(draw);
}

void TestImportFaults::theFinalStateIsRightOrHonest()
{
    QFETCH(QByteArray, rules);
    static SandboxUnderTest sandbox;
    QVERIFY(sandbox.isRunning());
    static QTemporaryDir folder;
    QNetworkAccessManager network;
    RunBench bench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey());
    // A prefix of its own, so that each scenario starts from nothing without a new sandbox.
    static int scenario = 0;
    const QByteArray prefix = "S" + QByteArray::number(++scenario) + "-";
    const ImportOrder order = bench.order(modelsCsv(rowCount, prefix));
    const qint64 before = sandbox.passports();
    sandbox.setFaults(rules);
    ImportRun run(bench.client, bench.ledger, order, RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);

    run.start();
    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 120'000);
    sandbox.setFaults("[]");

    const ImportCounts &counts = watch.summary->counts;
    QVERIFY(watch.adds);
    QCOMPARE(counts.waiting(), 0);
    QCOMPARE(counts.failed, 0);
    QCOMPARE(qint64(watch.unknown.size()), counts.unknown);
    // What is said to have completed is there, what is said not to have been sent is not, and nothing is there twice.
    const qint64 landed = sandbox.passports() - before;
    QVERIFY2(landed >= counts.completed && landed <= counts.completed + counts.unknown,
             qPrintable(u"%1 landed, %2 completed, %3 unknown: %4"_s.arg(landed)
                            .arg(counts.completed)
                            .arg(counts.unknown)
                            .arg(QString::fromUtf8(rules))));
    if (!watch.summary->error)
        QCOMPARE(landed, rowCount);
    // Nothing goes on behind the back of a run that has ended: the next request seen is our own, and the only one.
    const qsizetype requests = requestCount(sandbox);
    bool answered = false;
    bench.client.listPassports({}, 1, 1).then(
        this, [&answered](const Result<keyban::Page<keyban::Passport>> &) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(requestCount(sandbox), requests + 1);
}

QTEST_GUILESS_MAIN(TestImportFaults)
#include "tst_importfaults.moc"
