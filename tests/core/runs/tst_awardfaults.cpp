// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/awardrun.h"
#include "mintbench.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int defaultRuns = 1;
constexpr int lines = 500;

/// A few lines of each batch meet something, each kind in turn.
QByteArray faultsOf(quint32 seed)
{
    static const char *const effects[] = {
        "\"resetBefore\"",           "\"resetAfter\"",           "\"truncate\"", "\"garbage\"",
        "\"status\",\"status\":500", "\"status\",\"status\":429"};
    return R"([{"method":"POST","path":"*/mint","probability":0.02,"seed":)" + QByteArray::number(seed) +
           R"(,"effect":)" + effects[seed % std::size(effects)] + "}]";
}

} // namespace

/// Batches whose client is killed in the middle, and which meet broken lines: no line is minted twice, none forgotten.
/// CHANCERY_FAULT_RUNS says how many batches are played in each of the two tables.
class TestAwardFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsMintedOnceOrToldOf_data();
    void everyLineIsMintedOnceOrToldOf();
    void theServiceMayDieInTheMiddle();

private:
    AwardFile fileOf(MintBench &bench, int seed);
    void killInTheMiddle(MintBench &bench, const AwardFile &file);
    AwardReport run(MintBench &bench, const AwardFile &file);
};

AwardFile TestAwardFaults::fileOf(MintBench &bench, int seed)
{
    QFile out(bench.folder.filePath(u"awards.csv"_s));
    QByteArray csv = "account,amount,reason\n";
    for (int line = 0; line < lines; ++line)
        csv += bench.accounts[line % 5].toUtf8() + ',' + QByteArray::number(1 + line) + ",test\n";
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
        qFatal("no file");
    out.close();
    return readAwardFile({.file = out.fileName(), .batch = u"batch %1"_s.arg(seed)}).value();
}

/// The program itself, on the same ledger.
void TestAwardFaults::killInTheMiddle(MintBench &bench, const AwardFile &file)
{
    const qsizetype before = bench.records().size();
    QProcess client;
    client.setStandardErrorFile(QProcess::nullDevice());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KEYBAN_API"_s, bench.sandbox.keyban().toString());
    environment.insert(u"KEYBAN_API_KEY"_s, QString::fromLatin1(bench.sandbox.apiKey()));
    environment.insert(u"KEYBAN_APP_ID"_s, bench.sandbox.applicationId());
    client.setProcessEnvironment(environment);
    QStringList arguments{u"awards"_s, u"run"_s, file.path, u"--batch"_s, file.batch, u"--total"_s};
    arguments << QString::number(file.total().value()) << u"--data-dir"_s << bench.folder.path();
    client.start(QStringLiteral(CHANCERYCTL), arguments);
    const auto isInTheMiddle = [&] {
        return bench.records().size() > before + 100 || client.state() == QProcess::NotRunning;
    };
    if (!QTest::qWaitFor(isInTheMiddle, 120'000))
        qFatal("no intents");
    client.kill();
    client.waitForFinished();
    bench.settleDown();
}

AwardReport TestAwardFaults::run(MintBench &bench, const AwardFile &file)
{
    AwardRun run(bench.parts());
    std::optional<AwardReport> report;
    connect(&run, &AwardRun::ended, &run, [&](const AwardReport &end) { report = end; });
    const AwardOrder order{.file = file, .confirmed = file.total().value(), .afterFailure = AfterFailure::MintAgain};
    QSignalSpy ended(&run, &AwardRun::ended); // which sleeps no moment, as qWaitFor() does at each turn
    run.start(order);
    if (!report && !ended.wait(300'000))
        qFatal("the batch did not end");
    return *report;
}

void TestAwardFaults::everyLineIsMintedOnceOrToldOf_data()
{
    QTest::addColumn<bool>("honours");
    QTest::newRow("with idempotency") << true;
    QTest::newRow("without idempotency") << false;
}

void TestAwardFaults::everyLineIsMintedOnceOrToldOf()
{
    QFETCH(const bool, honours);
    const int runs = qEnvironmentVariableIsSet("CHANCERY_FAULT_RUNS")
                         ? qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS")
                         : defaultRuns;
    AwardCounts sum;
    for (int seed = 0; seed < runs; ++seed) {
        SandboxUnderTest sandbox; // of its own: the orders of another ledger are no evidence, moments later
        QVERIFY(sandbox.isRunning());
        MintBench bench(sandbox);
        bench.manners(honours ? R"({"orderMs":0,"honoursKeys":true})" : R"({"orderMs":0,"honoursKeys":false})");
        const qint64 before = bench.minted();
        const AwardFile file = fileOf(bench, seed);
        killInTheMiddle(bench, file);
        bench.sandbox.setFaults(faultsOf(quint32(seed)));
        AwardReport report = run(bench, file);
        bench.sandbox.setFaults("[]");
        bench.patience.notMintedAfter = std::chrono::seconds(-60);
        for (int again = 0; again < 3 && report.counts.done < lines; ++again)
            report = run(bench, file);

        sum.done += report.counts.done;
        sum.failed += report.counts.failed;
        sum.unknown += report.counts.unknown;
        sum.notSent += report.counts.notSent;
        QCOMPARE(bench.minted() - before, bench.sumOfDone());
        QCOMPARE(report.counts.pointsDone, bench.sumOfDone());
        QCOMPARE(qint64(report.outcomes.size()), qint64(lines));
        QVERIFY(!valueOf(bench.ledger->verifyAudit()).broken);
    }
    qInfo("%s: %d batches of %d lines, each killed once: done %lld  failed %lld  unknown %lld  not sent %lld",
          QTest::currentDataTag(), runs, lines, sum.done, sum.failed, sum.unknown, sum.notSent);
    QVERIFY(sum.done > 0);
}

void TestAwardFaults::theServiceMayDieInTheMiddle()
{
    QTemporaryDir folder;
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s, u"--data"_s, folder.filePath(u"state"_s)});
    QVERIFY(sandbox.isRunning());
    MintBench bench(sandbox);
    bench.manners(R"({"orderMs":0})");
    const AwardFile file = fileOf(bench, 0);
    AwardRun run(bench.parts());
    std::optional<AwardReport> ended;
    connect(&run, &AwardRun::ended, &run, [&](const AwardReport &end) { ended = end; });
    connect(&run, &AwardRun::progressed, &run, [&] {
        if (run.counts().ended() == 100)
            sandbox.kill();
    });
    run.start({.file = file, .confirmed = file.total().value()});
    QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 120'000);
    QVERIFY(ended->error);
    QVERIFY(ended->counts.done >= 100);
    QVERIFY(ended->counts.notSent > 0);

    QVERIFY(sandbox.restart());
    bench.manners(R"({"orderMs":0})");
    bench.patience.notMintedAfter = std::chrono::seconds(-60);
    AwardReport report = this->run(bench, file);
    for (int again = 0; again < 3 && report.counts.done < lines; ++again)
        report = this->run(bench, file);

    QCOMPARE(report.counts.done, lines);
    QCOMPARE(report.batchId, ended->batchId);
    QCOMPARE(bench.minted(), file.total().value());
}

QTEST_GUILESS_MAIN(TestAwardFaults)
#include "tst_awardfaults.moc"
