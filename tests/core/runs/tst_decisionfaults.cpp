// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decisionrun.h"
#include "core/runs/settlementconnection.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testsecret.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keystone::Decision;

namespace {

constexpr int settlements = 100;

/// Half of the decisions and a tenth of the readings meet something; decisions each kind in turn, so that few runs meet
/// all of them.
QByteArray faultsOf(quint32 seed)
{
    static const char *const effects[] = {"\"resetBefore\"",
                                          "\"resetAfter\"",
                                          "\"truncate\"",
                                          "\"garbage\"",
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
         {Chance{"POST", "0.5", seed % kinds}, Chance{"GET", "0.1", random.bounded(kinds)}}) {
        const QByteArray effect = effects[kind];
        rules << "{\"method\":\"" + QByteArray(method) +
                     "\",\"path\":\"*/v1/settlements/*\",\"probability\":" + probability +
                     ",\"seed\":" + QByteArray::number(seed) + ",\"effect\":" + effect + '}';
    }
    return '[' + rules.join(',') + ']';
}

} // namespace

/// Whatever the line does: no settlement is decided twice, and what is said of each is what the service has.
class TestDecisionFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOutcomeIsTheServices();

private:
    DecisionReport reported(const std::function<void(DecisionRun &)> &start);
    QStringList takenOf(const QString &settlement);

    QTemporaryDir m_folder;
    SandboxUnderTest m_sandbox;
    std::unique_ptr<SettlementConnection> m_connection;
    std::unique_ptr<Ledger> m_ledger;
    DecisionPatience m_patience{.waits = {std::chrono::milliseconds(1)}};
};

void TestDecisionFaults::initTestCase()
{
    QVERIFY(m_sandbox.isRunning());
    const QString root = u"http://127.0.0.1:%1/"_s.arg(m_sandbox.port());
    RetryPolicy quick = keystone::retryPolicy();
    quick.base = std::chrono::milliseconds(1);
    quick.rateLimitDefault = std::chrono::milliseconds(1);
    m_connection = std::make_unique<SettlementConnection>(
        KeystoneService{QUrl(root + u"keystone"_s), QUrl(root + u"keystone-auth"_s), u"test-keystone-client"_s, {}},
        GuardLevel::Normal, quick);
    m_connection->credential().setClient(u"test-keystone-client"_s, made("test-keystone-client-secret"));
    m_ledger = std::make_unique<Ledger>(m_folder.filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
    m_sandbox.post(u"keystone"_s, R"({"add":{"count":100,"flagged":true}})");
    m_sandbox.post(u"clock"_s, R"({"advanceSeconds":60})");
}

DecisionReport TestDecisionFaults::reported(const std::function<void(DecisionRun &)> &start)
{
    const Officer officer{
        .author = {u"first"_s, {}, {}}, .service = u"sandbox"_s, .clientId = u"test-keystone-client"_s};
    DecisionRun run({m_connection->client(), *m_ledger, officer, m_patience});
    std::optional<DecisionReport> report;
    connect(&run, &DecisionRun::ended, &run, [&](const DecisionReport &end) { report = end; });
    start(run);
    if (!QTest::qWaitFor([&] { return report.has_value(); }, 60'000))
        qFatal("the decision did not end");
    return *report;
}

QStringList TestDecisionFaults::takenOf(const QString &settlement)
{
    QStringList taken;
    const json::Value all = m_sandbox.get(u"decisions"_s);
    for (const json::Value &one : all[u"decisions"].items())
        if (one[u"settlement"].toString() == settlement)
            taken << one[u"decision"].toString();
    return taken;
}

void TestDecisionFaults::everyOutcomeIsTheServices()
{
    const auto page =
        valueOf(m_connection->client().listSettlements({.limit = 200, .offset = 0}, u"COMPLIANCE_CHECKING"_s));
    QCOMPARE(page.rows.size(), settlements);
    const int runs = qEnvironmentVariableIsSet("CHANCERY_FAULT_RUNS")
                         ? std::min(settlements, qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS"))
                         : settlements;
    QMap<RowOutcome, int> first;
    for (int seed = 0; seed < runs; ++seed) {
        const keystone::Settlement &seen = page.rows[seed];
        const Decision decision = seed % 2 == 0 ? Decision::Approve : Decision::Reject;
        m_sandbox.setFaults(faultsOf(quint32(seed)));
        DecisionReport report = reported([&](DecisionRun &run) { run.decide({seen, decision, u"test"_s}); });
        m_sandbox.setFaults("[]");
        ++first[report.outcome];
        if (report.outcome == RowOutcome::Unknown) {
            m_patience.notTakenAfter = std::chrono::seconds(-60);
            const auto open = valueOf(m_ledger->decisions({.which = DecisionQuery::Which::Unresolved}));
            QCOMPARE(open.size(), 1);
            report = reported([&](DecisionRun &run) { run.resolve(open.first()); });
            m_patience.notTakenAfter = DecisionPatience().notTakenAfter;
        }
        const QStringList taken = takenOf(seen.id);
        const QStringList expected =
            report.outcome == RowOutcome::Done ? QStringList{wireName(decision)} : QStringList();
        QVERIFY(report.outcome != RowOutcome::Unknown);
        QVERIFY2(taken == expected, qPrintable(u"seed %1: %2, yet %3"_s.arg(seed).arg(
                                        QString(decisionWhyWord(report.why)), taken.join(u' '))));
    }
    QVERIFY(first[RowOutcome::Unknown] > 0 && first[RowOutcome::Done] > 0 && first[RowOutcome::Failed] > 0);
    const ChainVerdict verdict = valueOf(m_ledger->verifyAudit());
    QVERIFY(!verdict.broken);
}

QTEST_GUILESS_MAIN(TestDecisionFaults)

#include "tst_decisionfaults.moc"
