// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/approvalconnection.h"
#include "core/runs/approvalrun.h"
#include "core/runs/connection.h"
#include "core/runs/gatedplans.h"
#include "core/runs/mintrun.h"
#include "core/runs/proxyway.h"
#include "gatebench.h"
#include "tests/support/sandboxundertest.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int defaultRuns = 40;
const Author asker{u"ada"_s, u"profile-1"_s, u"Shop"_s};

/// The way to the phone and the way through the proxy each meet something in most runs, each kind in turn.
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
    constexpr quint32 kinds = std::size(effects);
    QByteArrayList rules;
    const auto add = [&](const char *path, const char *probability, quint32 kind) {
        rules << QByteArray("{\"method\":\"POST\",\"path\":\"") + path + "\",\"probability\":" + probability +
                     ",\"seed\":" + QByteArray::number(seed) + ",\"effect\":" + effects[kind % kinds] + '}';
    };
    add("*/bkey/oauth/*", "0.3", seed);
    add("*/mint", "0.5", seed / kinds + seed);
    return '[' + rules.join(',') + ']';
}

/// No key on this side: points through the proxy, approvals straight.
Profile profileOf(const SandboxUnderTest &sandbox)
{
    Profile profile = makeProfile(u"Proxied"_s);
    profile.keyban.applicationId = sandbox.applicationId();
    profile.keyban.network = u"StarknetSepolia"_s;
    profile.keychains = makeKeychainsService();
    profile.keychains->base = sandbox.keychains();
    profile.keychains->passports = u"KEYBAN_API_KEY"_s;
    profile.bkey = makeBkeyService();
    profile.bkey->base = sandbox.bkey();
    profile.bkey->clientId = sandbox.bkeyCredential(u"clientId");
    profile.gate = asks(GatedAction::Mint, 1);
    return profile;
}

RetryPolicy quickly()
{
    RetryPolicy policy;
    policy.base = 1ms;
    policy.rateLimitDefault = 1ms;
    return policy;
}

struct Bench
{
    Bench()
        : profile(profileOf(sandbox))
        , way(profile, {})
        , connection(profile, *way.credentialFor(Service::Keyban),
                     {.passports = {.applicationId = profile.keyban.applicationId, .dialect = keyban::Dialect::Flat},
                      .retry = quickly(),
                      .route = way.routeTo(Service::Keyban)})
        , approvals(*profile.bkey, GuardLevel::Normal, quickly())
        , ledger(folder.filePath(u"ledger.sqlite"_s))
    {
        approvals.credential().setClient(profile.bkey->clientId,
                                         Secret::fromText(sandbox.bkeyCredential(u"clientSecret")));
        valueOf(ledger.open());
        account = sandbox.get(u"loyalty"_s)[u"accounts"].items().front()[u"id"].toString();
        const json::Value minted = sandbox.post(u"keychains"_s, "{\"mint\":3600}");
        if (!way.route().provide(Secret::fromText(minted[u"token"].toString())))
            qFatal("no token");
    }

    ApprovalRunReport ask(const GatedPlan &plan, QString &id)
    {
        const Approver grace{u"Grace"_s, sandbox.bkeyCredential(u"userDid"), u"grace"_s};
        const ApprovalIntent intent = phoneIntent(profile, plan, grace, u"Mint points"_s, asker);
        id = intent.id;
        ApprovalRun run({.client = approvals.client(),
                         .keys = approvals.keys(),
                         .ledger = ledger,
                         .audience = profile.bkey->clientId,
                         .time = {.wait =
                                      [this](std::chrono::milliseconds delay) {
                                          clock += delay;
                                          return after(1ms);
                                      },
                                  .now = [this] { return clock; }}});
        QSignalSpy ended(&run, &ApprovalRun::ended);
        run.start({.intent = intent});
        if (ended.isEmpty() && !ended.wait(60'000))
            qFatal("the approval did not end");
        return ended.first().first().value<ApprovalRunReport>();
    }

    MintReport mint(MintRequest request, const QString &approvalId)
    {
        request.approvalId = approvalId;
        MintRun run({.client = connection.loyalty(),
                     .ledger = ledger,
                     .author = asker,
                     .patience = {.waits = {1ms}},
                     .gate = profile.gate});
        QSignalSpy ended(&run, &MintRun::ended);
        run.mint(request);
        if (ended.isEmpty() && !ended.wait(60'000))
            qFatal("the mint did not end");
        return ended.first().first().value<MintReport>();
    }

    SandboxUnderTest sandbox;
    QTemporaryDir folder;
    Profile profile;
    ProxyWay way;
    Connection connection;
    ApprovalConnection approvals;
    Ledger ledger;
    QString account;
    std::chrono::milliseconds clock{0};
};

qint64 sumOf(const QList<MintRecord> &records, RowOutcome outcome)
{
    qint64 sum = 0;
    for (const MintRecord &record : records)
        sum += record.end.outcome == outcome ? record.intent.points : 0;
    return sum;
}

} // namespace

/// Whatever happens on the way to the phone and through the proxy: no action without a valid approval, none twice.
class TestApprovalFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noActionWithoutAYesAndNoneTwice();
};

void TestApprovalFaults::noActionWithoutAYesAndNoneTwice()
{
    bool isSet = false;
    const int runs = qEnvironmentVariableIntValue("CHANCERY_FAULT_RUNS", &isSet);
    Bench bench;
    QVERIFY(bench.sandbox.isRunning());
    int granted = 0;
    int sent = 0;
    for (int seed = 0; seed < (isSet ? runs : defaultRuns); ++seed) {
        const QByteArray word = seed % 3 == 2 ? "deny" : "approve";
        bench.sandbox.post(u"bkey"_s, "{\"interval\":1,\"auto\":\"" + word + "\"}");
        bench.sandbox.setFaults(faultsOf(quint32(seed)));
        const MintRequest request{.accountId = bench.account, .points = 1'000 + seed, .reason = u"test"_s};
        const GatedPlan plan = planOf(bench.connection.loyalty().service(), request);

        QString id;
        const ApprovalRunReport told = bench.ask(plan, id);
        const MintReport first = bench.mint(request, id);
        const MintReport second = bench.mint(request, id);

        const bool isYes = told.state == ApprovalState::Granted;
        granted += isYes ? 1 : 0;
        sent += first.outcome != RowOutcome::NotSent ? 1 : 0;
        const QByteArray which = "seed " + QByteArray::number(seed);
        QVERIFY2(!isYes || word == "approve", which.constData());
        QVERIFY2(isYes || (first.why == MintWhy::NotApproved && first.outcome == RowOutcome::NotSent),
                 which.constData());
        QVERIFY2(second.outcome == RowOutcome::NotSent, which.constData());
    }
    bench.sandbox.setFaults("[]");

    // Each intent in the ledger has spent exactly one yes of its own.
    const QList<MintRecord> mints = valueOf(bench.ledger.mints({.limit = 100'000}));
    QStringList spentFor;
    for (const ApprovalRecord &record : valueOf(bench.ledger.approvals({.limit = 100'000})))
        if (record.state == ApprovalState::Spent)
            spentFor << record.spentFor;
    QStringList intended;
    for (const MintRecord &record : mints)
        intended << record.intent.id;
    spentFor.sort();
    intended.sort();
    QCOMPARE(spentFor, intended);
    const qint64 minted = bench.sandbox.get(u"state"_s)[u"mintedPoints"].toInteger(-1);
    const qint64 done = sumOf(mints, RowOutcome::Done);
    QVERIFY(minted >= done && minted <= done + sumOf(mints, RowOutcome::Unknown));
    QVERIFY(!valueOf(bench.ledger.verifyAudit()).broken);
    QVERIFY(granted > 0 && sent > 0);
    qInfo("%d approvals granted, %d mints sent, %lld points", granted, sent, static_cast<long long>(minted));
}

QTEST_GUILESS_MAIN(TestApprovalFaults)
#include "tst_approvalfaults.moc"
