// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "core/runs/connection.h"
#include "core/runs/proxyway.h"
#include "core/runs/settlementconnection.h"
#include "tests/core/runs/runbench.h"
#include "tests/support/testsecret.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

/// A profile that reaches the real addresses, all of them through the sandbox's proxy, and holds no key.
Profile proxied(const SandboxUnderTest &sandbox, const QString &credential = u"KEYBAN_API_KEY"_s)
{
    Profile profile = makeProfile(u"Proxied"_s);
    profile.keyban.applicationId = sandbox.applicationId();
    profile.keyban.network = u"StarknetSepolia"_s;
    profile.keystone = makeKeystoneService();
    profile.keychains = makeKeychainsService();
    profile.keychains->base = sandbox.keychains();
    profile.keychains->passports = credential;
    profile.keychains->settlements = u"OAUTH2_ACCESS_TOKEN"_s;
    return profile;
}

/// A connection of that profile, with a ledger for imports.
struct Bench
{
    explicit Bench(const QStringList &arguments = {u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s},
                   const QString &credential = u"KEYBAN_API_KEY"_s)
        : sandbox(arguments)
        , profile(proxied(sandbox, credential))
        , way(profile, {})
        , connection(profile, *way.credentialFor(Service::Keyban),
                     {.passports = {.applicationId = profile.keyban.applicationId, .dialect = keyban::Dialect::Flat},
                      .retry = RunBench::quickRetry(),
                      .route = way.routeTo(Service::Keyban)})
        , ledger(folder.filePath(u"ledger.sqlite"_s))
    {
        valueOf(ledger.open());
    }

    ImportOrder order(int rows) { return orderOf(modelsCsv(rows)); }

    ImportOrder orderOf(const QByteArray &csv)
    {
        ImportOrder order;
        order.spec.file = folder.filePath(u"catalogue.csv"_s);
        test::write(order.spec.file, csv);
        order.spec.mapping = catalogue::autoMap(catalogue::preview(order.spec.file, {}, 1).value().headers);
        order.spec.mapping.dialect = keyban::Dialect::Flat;
        order.report = catalogue::check(order.spec).value();
        order.profileName = profile.name;
        return order;
    }

    /// A token as `npx keychains token` would print it.
    Secret mint(int seconds)
    {
        const json::Value answer = sandbox.post(u"keychains"_s, "{\"mint\":" + QByteArray::number(seconds) + '}');
        return Secret::fromUtf8(answer[u"token"].toString().toUtf8());
    }

    SandboxUnderTest sandbox;
    QTemporaryDir folder;
    Profile profile;
    ProxyWay way;
    Connection connection;
    Ledger ledger;
};

ImportPace pace()
{
    ImportPace pace = RunBench::quickPace(OnTrouble::Wait);
    pace.chunk.first.maxRows = 50;
    pace.chunk.mostRows = 50;
    return pace;
}

} // namespace

/// The work through the credential proxy, against the sandbox's, with no service key on this side.
class TestProxyImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passportsAreListedWithoutAKey();
    void anImportGoesThroughWithoutAKey();
    void chunksShrinkToWhatTheProxyTakes();
    void aTokenThatEndsInMidImportLosesNoRow();
    void anImportWaitsForAnApprovalAndGoesOn();
    void settlementsAreReadWithoutAClient();
    void aWebhooksSecretIsWithheld();
    void theWholeWayLeavesNoKeyBehind();
};

void TestProxyImport::passportsAreListedWithoutAKey()
{
    Bench bench({u"--seed"_s, u"demo"_s});
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());

    const Result<ConnectionFindings> findings = awaited(testConnection(bench.connection));

    QVERIFY(findings.ok());
    QCOMPARE(findings->passports, bench.sandbox.passports());
    QVERIFY(findings->passports > 0);
}

void TestProxyImport::anImportGoesThroughWithoutAKey()
{
    Bench bench;
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    ImportRun run(bench.connection.keyban(), bench.ledger, bench.order(300), pace());
    QSignalSpy ended(&run, &ImportRun::finished);

    run.start();

    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QCOMPARE(run.progress().counts.completed, 300);
    QCOMPARE(bench.sandbox.passports(), 300);
}

void TestProxyImport::chunksShrinkToWhatTheProxyTakes()
{
    Bench bench;
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    QByteArray csv = "sku,name,material\n";
    for (int i = 0; i < 12; ++i)
        csv += "M-" + QByteArray::number(i) + ",Lamp," + QByteArray(300'000, 'x') + '\n'; // 3.6 MB in all
    ImportRun run(bench.connection.keyban(), bench.ledger, bench.orderOf(csv), pace());
    QSignalSpy ended(&run, &ImportRun::finished);

    run.start();

    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QCOMPARE(run.progress().counts.completed, 12);
    QCOMPARE(bench.sandbox.passports(), 12);
}

void TestProxyImport::aTokenThatEndsInMidImportLosesNoRow()
{
    Bench bench({u"--seed"_s, u"empty"_s, u"--rate"_s, u"100"_s});
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    ImportRun run(bench.connection.keyban(), bench.ledger, bench.order(300), pace());
    QSignalSpy ended(&run, &ImportRun::finished);
    run.start();
    QTRY_VERIFY_WITH_TIMEOUT(run.progress().counts.completed > 0, 60'000);

    bench.sandbox.post(u"clock"_s, R"({"advanceSeconds":901})");
    bench.way.route().forget(); // as its countdown would
    QTRY_VERIFY_WITH_TIMEOUT(run.trouble().has_value(), 60'000);
    QCOMPARE(run.trouble()->cause, Cause::ProxyTokenExpired);
    QVERIFY(bench.way.route().provide(bench.mint(2'000)).ok());
    run.carryOn();

    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QCOMPARE(run.progress().counts.completed, 300);
    QCOMPARE(bench.sandbox.passports(), 300);
}

void TestProxyImport::anImportWaitsForAnApprovalAndGoesOn()
{
    Bench bench({u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s}, u"KEYBAN_WRITE_KEY"_s);
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    ImportRun run(bench.connection.keyban(), bench.ledger, bench.order(100), pace());
    QSignalSpy ended(&run, &ImportRun::finished);
    run.start();

    QTRY_VERIFY_WITH_TIMEOUT(run.trouble().has_value(), 60'000);
    const Error asked = *run.trouble();
    QCOMPARE(asked.kind, ErrorKind::ApprovalNeeded);
    QCOMPARE(asked.approval->missing, QStringList{u"keyban::write"_s});
    QVERIFY(asked.approval->link.startsWith(bench.sandbox.keychains().toString()));
    QCOMPARE(bench.sandbox.passports(), 0);
    bench.sandbox.post(u"keychains"_s, R"({"approve":"keyban::write"})");
    run.carryOn();

    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QCOMPARE(bench.sandbox.passports(), 100);
}

void TestProxyImport::settlementsAreReadWithoutAClient()
{
    Bench bench({u"--seed"_s, u"demo"_s});
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    SettlementConnection settlements(
        *bench.profile.keystone, GuardLevel::Normal,
        {.route = bench.way.route(), .credential = *bench.way.credentialFor(Service::Keystone)});

    const auto page = awaited(settlements.client().listSettlements({.limit = 5}));

    QVERIFY(page.ok());
    QCOMPARE(page->rows.size(), 5);
}

void TestProxyImport::aWebhooksSecretIsWithheld()
{
    Bench bench({u"--seed"_s, u"demo"_s});
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    SettlementConnection settlements(
        *bench.profile.keystone, GuardLevel::Normal,
        {.route = bench.way.route(), .credential = *bench.way.credentialFor(Service::Keystone)});
    const QString id = u"0b9f5f0e-6a3f-4d0b-9a3e-111111111111"_s;

    const auto rotated = awaited(
        settlements.client().rotateSecret(id, Confirmation::afterReview(keystone::calls::rotateSecret, u"test"_s)));

    QVERIFY(!rotated.ok());
    QCOMPARE(rotated.error().cause, Cause::NotThroughProxy);
    QCOMPARE(rotated.error().reach, Reach::NotSent);
}

void TestProxyImport::theWholeWayLeavesNoKeyBehind()
{
    Bench bench;
    QVERIFY(bench.way.route().provide(bench.mint(900)).ok());
    ImportRun run(bench.connection.keyban(), bench.ledger, bench.order(10), pace());
    QSignalSpy ended(&run, &ImportRun::finished);
    run.start();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);

    QByteArray kept = json::write(toJson(bench.profile));
    for (const QString &name : QDir(bench.folder.path()).entryList(QDir::Files)) {
        QFile file(bench.folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        kept += file.readAll();
    }
    for (const LogEntry &entry : bench.connection.log().entries())
        kept += entry.address.toUtf8();

    QVERIFY(!kept.contains(bench.sandbox.apiKey()));
    QVERIFY(!kept.contains("eyJ")); // nor the proxy's token
}

QTEST_GUILESS_MAIN(TestProxyImport)

#include "tst_proxyimport.moc"
