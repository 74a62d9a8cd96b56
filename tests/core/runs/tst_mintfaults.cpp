// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mintbench.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int defaultRuns = 40;

/// Three mints of four meet something, each kind in turn; a tenth of the readings do, too.
QByteArray faultsOf(quint32 seed)
{
    static const char *const effects[] = {"\"resetBefore\"",
                                          "\"resetAfter\"",
                                          "\"truncate\"",
                                          "\"garbage\"",
                                          "\"delay\",\"ms\":3",
                                          "\"status\",\"status\":500",
                                          "\"status\",\"status\":503",
                                          "\"status\",\"status\":429"};
    QRandomGenerator random(seed);
    QByteArrayList rules;
    struct Chance
    {
        const char *method;
        const char *probability;
        quint32 effect;
    };
    constexpr quint32 kinds = std::size(effects);
    for (const auto &[method, probability, kind] :
         {Chance{"POST", "0.75", seed % kinds}, Chance{"GET", "0.1", random.bounded(kinds)}})
        rules << "{\"method\":\"" + QByteArray(method) +
                     "\",\"path\":\"*/v1/loyalty/*\",\"probability\":" + probability +
                     ",\"seed\":" + QByteArray::number(seed) + ",\"effect\":" + effects[kind] + '}';
    return '[' + rules.join(',') + ']';
}

/// What happens to whoever mints, or to the service.
enum class Blow {
    None,
    Dropped,       ///< the mint is given up in mid-air
    ClientKilled,  ///< with SIGKILL
    ServiceKilled, ///< likewise, and started again
};

Blow blowOf(int seed)
{
    if (seed % 9 == 4)
        return Blow::Dropped;
    if (seed % 20 == 7)
        return Blow::ClientKilled;
    return seed % 20 == 11 ? Blow::ServiceKilled : Blow::None;
}

} // namespace

/// Whatever the line does: nobody gets points twice, and what is said of each mint is what the service has.
/// CHANCERY_FAULT_RUNS says how many mints are played in each of the two tables.
class TestMintFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOutcomeIsTheServices_data();
    void everyOutcomeIsTheServices();

private:
    struct Table
    {
        QMap<RowOutcome, int> first;
        QMap<RowOutcome, int> last;
        QMap<Blow, int> blows;
    };
    void oneRun(MintBench &bench, int seed, Table &table);
    /// What the ledger has of the mint then, if it got that far.
    std::optional<MintRecord> drop(MintBench &bench, const MintRequest &request);
    std::optional<MintRecord> killClient(MintBench &bench, const MintRequest &request, int seed);
    MintReport mintWhileServiceDies(MintBench &bench, const MintRequest &request, int seed);
    static QByteArray line(const QByteArray &what, const QMap<RowOutcome, int> &counts);
};

std::optional<MintRecord> TestMintFaults::drop(MintBench &bench, const MintRequest &request)
{
    const qsizetype before = bench.records().size();
    auto run = std::make_unique<MintRun>(bench.parts());
    bool isOver = false;
    connect(run.get(), &MintRun::ended, run.get(), [&isOver] { isOver = true; });
    run->mint(request);
    // Some leave before a byte has gone, some after the service has taken it.
    if (!QTest::qWaitFor([&] { return isOver || bench.records().size() > before; }, 60'000))
        qFatal("no intent");
    run.reset();
    bench.settleDown();
    return bench.latest(before);
}

/// The program itself, on the same ledger.
std::optional<MintRecord> TestMintFaults::killClient(MintBench &bench, const MintRequest &request, int seed)
{
    const qsizetype before = bench.records().size();
    QProcess client;
    client.setStandardErrorFile(QProcess::nullDevice());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KEYBAN_API"_s, bench.sandbox.keyban().toString());
    environment.insert(u"KEYBAN_API_KEY"_s, QString::fromLatin1(bench.sandbox.apiKey()));
    environment.insert(u"KEYBAN_APP_ID"_s, bench.sandbox.applicationId());
    client.setProcessEnvironment(environment);
    client.start(QStringLiteral(CHANCERYCTL), {u"mint"_s, request.accountId, QString::number(request.points),
                                               u"--reason"_s, request.reason, u"--data-dir"_s, bench.folder.path()});
    // Some die before the intent is written, some while the answer is on its way, some afterwards.
    const int grace = int(QRandomGenerator(quint32(seed)).bounded(40));
    const auto isBegun = [&] {
        return seed % 40 == 7 || bench.records().size() > before || client.state() == QProcess::NotRunning;
    };
    if (!QTest::qWaitFor(isBegun, 60'000) || !awaited(after(std::chrono::milliseconds(grace))))
        qFatal("no intent");
    client.kill();
    client.waitForFinished();
    bench.settleDown();
    return bench.latest(before);
}

MintReport TestMintFaults::mintWhileServiceDies(MintBench &bench, const MintRequest &request, int seed)
{
    QTimer blow;
    connect(&blow, &QTimer::timeout, this, [&] {
        bench.sandbox.kill();
        if (!bench.sandbox.restart())
            qFatal("the sandbox did not come back");
    });
    blow.setSingleShot(true);
    blow.start(int(QRandomGenerator(quint32(seed)).bounded(12)));
    const MintReport report = bench.mint(request);
    if (!QTest::qWaitFor([&] { return !blow.isActive(); }, 60'000))
        qFatal("the sandbox did not die");
    return report;
}

void TestMintFaults::oneRun(MintBench &bench, int seed, Table &table)
{
    const qint64 before = bench.minted();
    const MintRequest request{
        .accountId = bench.accounts[seed % 5], .points = 1 + seed % 3, .reason = u"seed %1"_s.arg(seed)};
    bench.sandbox.setFaults(faultsOf(quint32(seed)));
    RowOutcome outcome = RowOutcome::Unknown;
    QString intent;
    const Blow blow = blowOf(seed);
    ++table.blows[blow];
    if (blow == Blow::Dropped || blow == Blow::ClientKilled) {
        const auto left = blow == Blow::Dropped ? drop(bench, request) : killClient(bench, request, seed);
        outcome = !left ? RowOutcome::NotSent : left->settled.isValid() ? left->end.outcome : RowOutcome::Unknown;
        intent = left ? left->intent.id : QString();
    } else {
        const MintReport report = blow == Blow::None ? bench.mint(request) : mintWhileServiceDies(bench, request, seed);
        outcome = report.outcome;
        intent = report.intent.id;
    }
    bench.sandbox.setFaults("[]");
    ++table.first[outcome];
    if (outcome == RowOutcome::Unknown) {
        const auto open = valueOf(bench.ledger->mints({.id = intent}));
        QCOMPARE(open.size(), 1); // no intent is missing
        bench.patience.notMintedAfter = std::chrono::seconds(-60);
        outcome = bench.reconcile(open.first()).outcome;
        bench.patience.notMintedAfter = MintPatience().notMintedAfter;
    }
    ++table.last[outcome];
    const qint64 given = bench.minted() - before;
    QVERIFY2(outcome == RowOutcome::Unknown || given == (outcome == RowOutcome::Done ? request.points : 0),
             qPrintable(u"seed %1: outcome %2, yet %3 points"_s.arg(seed).arg(int(outcome)).arg(given)));
}

QByteArray TestMintFaults::line(const QByteArray &what, const QMap<RowOutcome, int> &counts)
{
    return what.leftJustified(22) + "done " + QByteArray::number(counts[RowOutcome::Done]).rightJustified(5) +
           "  failed " + QByteArray::number(counts[RowOutcome::Failed]).rightJustified(5) + "  unknown " +
           QByteArray::number(counts[RowOutcome::Unknown]).rightJustified(5) + "  not sent " +
           QByteArray::number(counts[RowOutcome::NotSent]).rightJustified(5);
}

void TestMintFaults::everyOutcomeIsTheServices_data()
{
    QTest::addColumn<bool>("honours");
    QTest::newRow("with idempotency") << true;
    QTest::newRow("without idempotency") << false;
}

void TestMintFaults::everyOutcomeIsTheServices()
{
    QFETCH(const bool, honours);
    const QTemporaryDir state;
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s, u"--data"_s, state.filePath(u"state"_s)});
    QVERIFY(sandbox.isRunning());
    MintBench bench(sandbox);
    bench.manners(honours ? R"({"orderMs":0,"honoursKeys":true})" : R"({"orderMs":0,"honoursKeys":false})");
    const int runs = qEnvironmentVariableIsSet("CHANCERY_FAULT_RUNS")
                         ? qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS")
                         : defaultRuns;
    Table table;

    for (int seed = 0; seed < runs; ++seed) {
        oneRun(bench, seed, table);
        if (QTest::currentTestFailed())
            return;
    }

    qInfo("%s: %d mints, %d of them dropped in mid-air, %d killed, %d with the service killed", QTest::currentDataTag(),
          runs, table.blows[Blow::Dropped], table.blows[Blow::ClientKilled], table.blows[Blow::ServiceKilled]);
    qInfo("%s", line("at once", table.first).constData());
    qInfo("%s", line("after reconciliation", table.last).constData());
    qInfo("points in the sandbox %lld, sum of done %lld", bench.minted(), bench.sumOfDone());
    QCOMPARE(bench.minted(), bench.sumOfDone());
    QVERIFY(!valueOf(bench.ledger->verifyAudit()).broken);
}

QTEST_GUILESS_MAIN(TestMintFaults)
#include "tst_mintfaults.moc"
