// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/danger.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestDanger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWorseOfBothServicesCounts();
    void comesFromHostAndNetworkTogether_data();
    void comesFromHostAndNetworkTogether();
    void aProfileThatCallsItselfASandboxIsStillLive();
};

void TestDanger::comesFromHostAndNetworkTogether_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("network");
    QTest::addColumn<Danger>("danger");
    QTest::addColumn<DangerReason>("reason");
    constexpr auto test = Danger::Test;
    constexpr auto live = Danger::Live;
    using R = DangerReason;
    const auto row = [](const char *base, const char *network, Danger danger, DangerReason reason) {
        QTest::addRow("%s on %s", network, base)
            << QString::fromLatin1(base) << QString::fromLatin1(network) << danger << reason;
    };

    row("https://api.prod.keyban.io", "StarknetMainnet", live, R::MainNetwork);
    row("https://api.prod.keyban.io", "StarknetSepolia", live, R::ProductionHost);
    row("https://api.prod.keyban.io", "", live, R::ProductionHost);
    row("https://API.PROD.KEYBAN.IO.", "BaseSepolia", live, R::ProductionHost);
    row("https://keyban.io", "BaseSepolia", live, R::ProductionHost);
    row("https://api.eu.keyban.io", "BaseSepolia", live, R::ProductionHost);
    row("https://prod.testing-keyban.io", "", live, R::UnknownTarget);

    row("https://api.staging.keyban.io", "StarknetSepolia", test, R::TestNetwork);
    row("https://api.testing.keyban.io", "StarknetDevnet", test, R::TestNetwork);
    row("https://api.sandbox.keyban.io", "BaseSepolia", test, R::TestNetwork);
    row("https://api.sandbox.keyban.io", "", test, R::TestingHost);
    row("http://api.keyban.localtest.me", "", test, R::TestingHost);
    row("https://api.sandbox.keyban.io", "BaseMainnet", live, R::MainNetwork);
    row("https://api.sandbox.keyban.io", "FutureNet", live, R::UnknownTarget);
    row("https://api.sandbox.keyban.io.example.com", "", live, R::UnknownTarget);
    row("https://notsandbox.keyban.io", "", live, R::ProductionHost);

    row("http://127.0.0.1:8080/keyban", "BaseSepolia", test, R::Loopback);
    row("http://localhost", "", test, R::Loopback);
    row("http://[::1]:9", "FutureNet", test, R::Loopback);
    row("http://127.0.0.1:8080", "StarknetMainnet", live, R::MainNetwork);

    row("https://api.keystoneos.xyz", "", live, R::ProductionHost);
    row("https://api-staging.keystoneos.xyz", "", test, R::TestingHost);
    row("https://api-dev.keystoneos.xyz", "", test, R::TestingHost);
    row("https://keystoneos.xyz.example.com", "", live, R::UnknownTarget);

    row("https://passports.example.com", "StellarTestnet", test, R::TestNetwork);
    row("https://passports.example.com", "EthereumAnvil", test, R::TestNetwork);
    row("https://passports.example.com", "stellarmainnet", live, R::MainNetwork);
    row("https://passports.example.com", "FutureNet", live, R::UnknownTarget);
    row("https://passports.example.com", "", live, R::UnknownTarget);
    row("", "", live, R::UnknownTarget);
}

void TestDanger::comesFromHostAndNetworkTogether()
{
    QFETCH(const QString, base);
    QFETCH(const QString, network);
    QFETCH(const Danger, danger);
    QFETCH(const DangerReason, reason);

    const DangerVerdict verdict = dangerOf(QUrl(base), network);

    QCOMPARE(verdict.danger, danger);
    QCOMPARE(verdict.reason, reason);
}

void TestDanger::theWorseOfBothServicesCounts()
{
    Profile profile = makeProfile(u"A"_s);
    profile.keyban.base = QUrl(u"http://127.0.0.1:1"_s);
    profile.keystone = makeKeystoneService();

    QCOMPARE(dangerOf(profile), (DangerVerdict{Danger::Live, DangerReason::ProductionHost}));
    profile.keystone->base = QUrl(u"http://127.0.0.1:1"_s);
    QCOMPARE(dangerOf(profile), (DangerVerdict{Danger::Test, DangerReason::Loopback}));
}

void TestDanger::aProfileThatCallsItselfASandboxIsStillLive()
{
    Profile profile = makeProfile(u"Sandbox"_s);
    profile.isSandbox = true;

    QCOMPARE(dangerOf(profile).danger, Danger::Live);
}

QTEST_APPLESS_MAIN(TestDanger)
#include "tst_danger.moc"
