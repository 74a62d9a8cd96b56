// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/calls.h"
#include "tests/core/bkey/credentialbench.h"
#include "tests/support/sandboxundertest.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr Call probe{"test.probe", "GET", Effect::Read};
constexpr Call change{"test.change", "POST", Effect::Write};

Result<HttpAnswer> sent(HttpClient &http, const Call &call = probe)
{
    return awaited(http.send({.call = call, .path = {u"v1"_s, u"vault"_s, u"items"_s}}));
}

const QByteArray withRefresh = R"(,"expires_in":0,"refresh_token":"test-refresh-1")";

} // namespace

/// How the client gets its bearer token: once for all who wait, in time, and by what it has.
class TestClientCredential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksByAForm();
    void manyWaitForOneToken();
    void isRenewedBeforeItEnds();
    void aRefreshTokenIsUsedOnce();
    void aRefusedOrLostRefreshLeavesTheSecret_data();
    void aRefusedOrLostRefreshLeavesTheSecret();
    void aRejectedTokenIsReplacedAndTheCallGoesAgain();
    void aRejectedReplacementEndsTheTrying();
    void oddAnswersAreNoToken_data();
    void oddAnswersAreNoToken();
    void aTokenOfAnyCaseIsABearer();
    void nothingIsSentWithoutAClient();
    void anotherClientForgetsEverything();
    void goingAwayEndsTheWait();
    void noSecretStandsInAnError();
    void theSandboxGivesTokensAndTakesThemBack();
};

void TestClientCredential::asksByAForm()
{
    CredentialBench bench;

    QVERIFY(sent(bench.http));

    const SeenRequest asked = bench.grants().first();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.header("Content-Type"), QByteArray("application/x-www-form-urlencoded"));
    QVERIFY(!asked.hasHeader("Authorization"));
    QCOMPARE(asked.body, QByteArray("grant_type=client_credentials&client_id=test-client&"
                                    "client_secret=test-client+secret%26%C3%B6"));
    QCOMPARE(bench.bearers(), QList<QByteArray>{"Bearer test-token-1"});
}

void TestClientCredential::manyWaitForOneToken()
{
    CredentialBench bench;

    std::vector<Pending<HttpAnswer>> pending;
    pending.reserve(20);
    for (int i = 0; i < 20; ++i)
        pending.push_back(bench.http.send({.call = probe, .path = {u"v1"_s}}));
    for (auto &one : pending)
        QVERIFY(awaited(std::move(one)));

    QCOMPARE(bench.grants().size(), 1);
    QCOMPARE(bench.calls().size(), 20);
}

void TestClientCredential::isRenewedBeforeItEnds()
{
    CredentialBench bench;
    bench.tokenAnswers = {CredentialBench::token("test-short", ",\"expires_in\":2"),
                          CredentialBench::token("test-untold")};

    QVERIFY(sent(bench.http));
    QVERIFY(sent(bench.http));
    QCOMPARE(bench.grants().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.credential.isReady(), 10'000);
    QVERIFY(sent(bench.http));
    QVERIFY(sent(bench.http));

    QCOMPARE(bench.bearers(),
             (QList<QByteArray>{"Bearer test-short", "Bearer test-short", "Bearer test-untold", "Bearer test-untold"}));
}

void TestClientCredential::aRefreshTokenIsUsedOnce()
{
    CredentialBench bench;
    bench.tokenAnswers = {CredentialBench::token("test-first", withRefresh),
                          CredentialBench::token("test-second", ",\"expires_in\":0")};

    for (int i = 0; i < 3; ++i)
        QVERIFY(sent(bench.http));

    const auto grants = bench.grants();
    QCOMPARE(grants.size(), 3);
    const QHash<QString, QString> refresh = formOf(grants.at(1));
    QCOMPARE(refresh.value(u"grant_type"_s), u"refresh_token"_s);
    QCOMPARE(refresh.value(u"refresh_token"_s), u"test-refresh-1"_s);
    QCOMPARE(refresh.value(u"client_id"_s), u"test-client"_s);
    QCOMPARE(refresh.value(u"client_secret"_s), u"test-client secret&ö"_s);
    QCOMPARE(formOf(grants.at(2)).value(u"grant_type"_s), u"client_credentials"_s);
}

void TestClientCredential::aRefusedOrLostRefreshLeavesTheSecret_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("refused") << 400 << QByteArray(R"({"error":"invalid_grant"})");
    QTest::newRow("busy") << 503 << QByteArray("{}");
    QTest::newRow("lost") << 0 << QByteArray();
    QTest::newRow("no token") << 200 << QByteArray(R"({"expires_in":60})");
    QTest::newRow("a page") << 200 << QByteArray("<html>");
}

void TestClientCredential::aRefusedOrLostRefreshLeavesTheSecret()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    CredentialBench bench; // B8
    bench.tokenAnswers = {CredentialBench::token("test-first", withRefresh),
                          status ? ScriptedAnswer::json(body, status)
                                 : ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError)};

    QVERIFY(sent(bench.http));
    QVERIFY(sent(bench.http));
    QVERIFY(sent(bench.http));

    const auto grants = bench.grants();
    QCOMPARE(grants.size(), 3); // a refresh that was lost may have been taken: it does not go again
    QCOMPARE(formOf(grants.at(1)).value(u"grant_type"_s), u"refresh_token"_s);
    QCOMPARE(formOf(grants.at(2)).value(u"grant_type"_s), u"client_credentials"_s);
    QCOMPARE(bench.bearers().at(1), QByteArray("Bearer test-token-1"));
}

void TestClientCredential::aRejectedTokenIsReplacedAndTheCallGoesAgain()
{
    CredentialBench bench; // B9
    bench.answers = {ScriptedAnswer::json(R"({"error":"invalid_token"})", 401)};

    QVERIFY(sent(bench.http, change));

    QCOMPARE(bench.bearers(), (QList<QByteArray>{"Bearer test-token-1", "Bearer test-token-2"}));
}

void TestClientCredential::aRejectedReplacementEndsTheTrying()
{
    CredentialBench bench;
    QSignalSpy refused(&bench.credential, &ClientCredential::refused);
    bench.answers = {ScriptedAnswer::json("{}", 401), ScriptedAnswer::json("{}", 401)};

    const auto first = sent(bench.http);
    const auto second = sent(bench.http);

    QCOMPARE(first.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(second.error().reach, Reach::NotSent);
    QCOMPARE(second.error().subject, u"bkey.fetchToken"_s);
    QCOMPARE(bench.grants().size(), 2);
    QCOMPARE(refused.size(), 1);
}

void TestClientCredential::oddAnswersAreNoToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no token") << QByteArray(R"({"expires_in":60})");
    QTest::newRow("a number") << QByteArray(R"({"access_token":7})");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("line breaks") << QByteArray(R"({"access_token":"a\r\nX-Other: b"})");
    QTest::newRow("of another kind") << QByteArray(R"({"access_token":"test-token","token_type":"DPoP"})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("<token>");
}

void TestClientCredential::oddAnswersAreNoToken()
{
    QFETCH(QByteArray, body);
    CredentialBench bench(GuardLevel::Normal, 0);
    bench.tokenAnswers = {ScriptedAnswer::json(body)};

    const auto answer = sent(bench.http);

    QCOMPARE(answer.error().kind, ErrorKind::Protocol);
    QCOMPARE(answer.error().reach, Reach::NotSent);
    QVERIFY(bench.calls().isEmpty());
}

void TestClientCredential::aTokenOfAnyCaseIsABearer()
{
    CredentialBench bench;
    bench.tokenAnswers = {CredentialBench::token("test-token", R"(,"token_type":"bearer","expires_in":"60")")};

    QVERIFY(sent(bench.http));
    QVERIFY(sent(bench.http));

    QCOMPARE(bench.grants().size(), 1);
}

void TestClientCredential::nothingIsSentWithoutAClient()
{
    CredentialBench bench;
    bench.credential.clear();

    const auto answer = sent(bench.http);
    const auto granted = awaited(bench.credential.grant(calls::fetchToken, {}));

    QCOMPARE(answer.error().cause, Cause::CredentialMissing);
    QCOMPARE(granted.error().cause, Cause::CredentialMissing);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestClientCredential::anotherClientForgetsEverything()
{
    CredentialBench bench;
    bench.tokenAnswers = {CredentialBench::token("test-first", withRefresh), ScriptedAnswer::hanging()};
    QVERIFY(sent(bench.http));
    auto waiting = bench.http.send({.call = probe, .path = {u"v1"_s}});
    QTRY_COMPARE(bench.network.hanging(), 1);

    bench.credential.setClient(u"test-other"_s, made("test-other-secret"));

    QCOMPARE(awaited(std::move(waiting)).error().kind, ErrorKind::Cancelled);
    QVERIFY(sent(bench.http));
    QCOMPARE(formOf(bench.grants().last()).value(u"grant_type"_s), u"client_credentials"_s);
    QCOMPARE(formOf(bench.grants().last()).value(u"client_secret"_s), u"test-other-secret"_s);
}

void TestClientCredential::goingAwayEndsTheWait()
{
    CredentialBench bench;
    auto credential =
        std::make_unique<ClientCredential>(bench.network, bench.log, ClientSettings{.base = CredentialBench::base()});
    credential->setClient(u"test-client"_s, made("test-client-secret"));
    bench.tokenAnswers = {ScriptedAnswer::hanging()};
    auto waiting = credential->makeReady();
    QTRY_COMPARE(bench.network.hanging(), 1);

    credential.reset();

    QCOMPARE(awaited(std::move(waiting)).error().kind, ErrorKind::Cancelled);
    QCOMPARE(bench.network.aborted(), 1);
}

void TestClientCredential::noSecretStandsInAnError()
{
    CredentialBench bench(GuardLevel::Normal, 0);
    bench.tokenAnswers = {
        CredentialBench::token("test-canary-token", R"(,"expires_in":0,"refresh_token":"test-canary-refresh")"),
        ScriptedAnswer::json(R"({"error":"x","error_description":"not test-canary-refresh"})", 400),
        ScriptedAnswer::json(R"({"error":"x","error_description":"not test-client+secret%26%C3%B6"})", 400)};
    bench.answers = {ScriptedAnswer::json(R"({"message":"not test-canary-token"})", 403)};

    QString told = sent(bench.http).error().detail;
    told += sent(bench.http).error().detail;

    QVERIFY2(!told.contains(u"canary"_s) && !told.contains(u"secret"_s), qPrintable(told));
    QCOMPARE(told.count(u"not "_s), 2);
}

void TestClientCredential::theSandboxGivesTokensAndTakesThemBack()
{
    SandboxUnderTest sandbox({u"--seed"_s, u"demo"_s});
    QVERIFY(sandbox.isRunning());
    QNetworkAccessManager network;
    RequestLog log;
    ClientCredential credential(network, log, {.base = sandbox.bkey(), .retry = CredentialBench::quick(3)});
    credential.setClient(sandbox.bkeyCredential(u"clientId"),
                         Secret::fromText(sandbox.bkeyCredential(u"clientSecret")));
    HttpClient http({.network = network, .credential = credential, .log = log},
                    {.base = sandbox.bkey(), .guard = Guard(GuardLevel::Normal)});

    QVERIFY(sent(http));
    sandbox.post(u"bkey"_s, R"({"expireTokens":true})");
    QVERIFY(sent(http)); // by the refresh token
    sandbox.post(u"bkey"_s, R"({"expireTokens":true,"expireRefreshTokens":true})");
    QVERIFY(sent(http)); // by the secret

    credential.setClient(sandbox.bkeyCredential(u"clientId"), made("test-wrong"));
    const auto refused = sent(http);
    QCOMPARE(refused.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(refused.error().code, u"invalid_client"_s);
}

QTEST_GUILESS_MAIN(TestClientCredential)

#include "tst_clientcredential.moc"
