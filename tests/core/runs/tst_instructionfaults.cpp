// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionbatch.h"
#include "core/runs/settlementconnection.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testsecret.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int mostRuns = 100;
constexpr int linesEach = 4;

/// Odd seeds meet no broken line.
QByteArray faultsOf(quint32 seed)
{
    static const char *const effects[] = {"\"truncate\"",
                                          "\"garbage\"",
                                          "\"status\",\"status\":500",
                                          "\"status\",\"status\":503",
                                          "\"status\",\"status\":429",
                                          "\"status\",\"status\":422",
                                          "\"resetBefore\"",
                                          "\"resetAfter\""};
    QRandomGenerator random(seed);
    const int choice = int(std::size(effects)) - (seed % 2 == 0 ? 0 : 2);
    QByteArrayList rules;
    for (const char *const probability : {"0.4", "0.3"}) {
        rules << "{\"method\":\"POST\",\"path\":\"*/v1/instructions\",\"probability\":" + QByteArray(probability) +
                     ",\"seed\":" + QByteArray::number(seed * 2 + quint32(rules.size())) +
                     ",\"effect\":" + effects[random.bounded(choice)] + '}';
    }
    return '[' + rules.join(',') + ']';
}

} // namespace

/// Whatever the line does: no instruction is there twice, and what is said of each is what the service has.
class TestInstructionFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOutcomeIsTheServices();

private:
    InstructionFile fileOf(int seed);
    InstructionBatchReport submitted(const InstructionFile &file);
    QMap<QString, QStringList> held();

    QTemporaryDir m_folder;
    SandboxUnderTest m_sandbox;
    std::unique_ptr<SettlementConnection> m_connection;
    std::unique_ptr<Ledger> m_ledger;
};

void TestInstructionFaults::initTestCase()
{
    QVERIFY(m_sandbox.isRunning());
    RetryPolicy quick = keystone::retryPolicy();
    quick.retries = 1;
    quick.base = std::chrono::milliseconds(1);
    quick.rateLimitDefault = std::chrono::milliseconds(1);
    m_connection = std::make_unique<SettlementConnection>(
        KeystoneService{m_sandbox.keystone(), m_sandbox.keystoneAuth(), m_sandbox.keystoneClientId(), {}},
        GuardLevel::Normal, quick);
    m_connection->credential().setClient(m_sandbox.keystoneClientId(),
                                         made(m_sandbox.keystoneClientSecret().constData()));
    m_ledger = std::make_unique<Ledger>(m_folder.filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
}

InstructionFile TestInstructionFaults::fileOf(int seed)
{
    QByteArray csv = "tradeReference,template,role,partyReference,wallet,timeoutAt,instrument,quantity,direction\n";
    for (int line = 0; line < linesEach; ++line)
        csv += "TR-" + QByteArray::number(seed) + '-' + QByteArray::number(line) +
               ",cross_platform_dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,100,deliver\n";
    QFile out(m_folder.filePath(u"in.csv"_s));
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
        qFatal("no file");
    out.close();
    return readInstructionFile({.file = out.fileName()}).value();
}

InstructionBatchReport TestInstructionFaults::submitted(const InstructionFile &file)
{
    const Officer officer{
        .author = {u"first"_s, {}, {}}, .service = u"sandbox"_s, .clientId = m_sandbox.keystoneClientId()};
    const InstructionPatience patience{.waits = {std::chrono::milliseconds(1)}, .turnedAway = 1};
    InstructionBatch batch({m_connection->client(), *m_ledger, officer, patience});
    std::optional<InstructionBatchReport> report;
    connect(&batch, &InstructionBatch::ended, &batch, [&](const InstructionBatchReport &end) { report = end; });
    batch.submit(file);
    if (!QTest::qWaitFor([&] { return report.has_value(); }, 120'000))
        qFatal("the file did not end");
    return *report;
}

/// The ids of the service's instructions by their trade references.
QMap<QString, QStringList> TestInstructionFaults::held()
{
    QMap<QString, QStringList> held;
    for (int offset = 0;;) {
        const auto page = valueOf(m_connection->client().listInstructions({.limit = 200, .offset = offset}));
        for (const keystone::Instruction &one : page.rows)
            held[one.tradeReference] << one.id;
        offset += page.limit;
        if (!page.hasMore())
            return held;
    }
}

void TestInstructionFaults::everyOutcomeIsTheServices()
{
    const int runs = qEnvironmentVariableIsSet("CHANCERY_FAULT_RUNS")
                         ? std::clamp(qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS"), 1, mostRuns)
                         : mostRuns;
    QMap<RowOutcome, int> first;
    for (int seed = 0; seed < runs; ++seed) {
        const InstructionFile file = fileOf(seed);
        m_sandbox.setFaults(faultsOf(quint32(seed)));
        const InstructionBatchReport report = submitted(file);
        m_sandbox.setFaults("[]");
        const auto after = held();
        for (qsizetype i = 0; i < linesEach; ++i) {
            const FiledOutcome &outcome = report.outcomes[i];
            const QStringList ids = after.value(file.instructions[i].draft.tradeReference);
            const QByteArray place = QByteArray::number(seed) + ':' + QByteArray::number(i) + ' ' +
                                     QString(instructionWhyWord(outcome.why)).toLatin1();
            ++first[outcome.outcome];
            QVERIFY2(ids.size() <= 1, place.constData());
            if (outcome.outcome == RowOutcome::Done)
                QVERIFY2(ids == QStringList{outcome.instructionId}, place.constData());
            else if (outcome.outcome != RowOutcome::Unknown)
                QVERIFY2(ids.isEmpty(), place.constData());
        }

        const InstructionBatchReport again = submitted(file);

        QCOMPARE(again.counts.done, linesEach);
        QCOMPARE(again.counts.before, report.counts.done);
        const auto whole = held();
        for (qsizetype i = 0; i < linesEach; ++i)
            QCOMPARE(whole.value(file.instructions[i].draft.tradeReference),
                     QStringList{again.outcomes[i].instructionId});
    }
    if (runs == mostRuns) // fewer need not meet all of them
        QVERIFY(first[RowOutcome::Done] > 0 && first[RowOutcome::Unknown] > 0 && first[RowOutcome::Failed] > 0 &&
                first[RowOutcome::NotSent] > 0);
    QVERIFY(!valueOf(m_ledger->verifyAudit()).broken);
}

QTEST_GUILESS_MAIN(TestInstructionFaults)

#include "tst_instructionfaults.moc"
