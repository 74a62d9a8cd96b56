// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "tests/core/keystone/keystonebench.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What comes of a call whose token can't be had, and what is told of it.
class TestTokenRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheTokenEndpointSaysStaysTrue_data();
    void whatTheTokenEndpointSaysStaysTrue();
    void aBusyTokenEndpointIsAskedAgain();
    void oddTokenAnswersAreFailuresOfTheirOwn_data();
    void oddTokenAnswersAreFailuresOfTheirOwn();
    void aRefusedClientIsReported();
    void nothingIsSentWithoutAClient();
    void aReadOnlyProfileMayFetchATokenAndReads();
    void droppedRequestsLeaveTheFetchToTheOthers();
    void aPipelineThatGoesSaysThatNothingWasSent();
    void aTokenThatIsStillGoodServesWhenRenewingFails();
    void neitherSecretNorTokenStandsInTheLog();
};

void TestTokenRefusals::whatTheTokenEndpointSaysStaysTrue_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("failure");
    QTest::newRow("401") << 401 << int(Failure::Authentication);
    QTest::newRow("403") << 403 << int(Failure::Authentication);
    QTest::newRow("429") << 429 << int(Failure::RetriesExhausted);
    QTest::newRow("500") << 500 << int(Failure::RetriesExhausted);
    QTest::newRow("404") << 404 << int(Failure::Other);
}

void TestTokenRefusals::whatTheTokenEndpointSaysStaysTrue()
{
    QFETCH(int, status);
    QFETCH(int, failure);
    KeystoneBench bench(GuardLevel::Normal, 0); // D6
    bench.tokenAnswers = {
        ScriptedAnswer::json(R"({"error":"access_denied","error_description":"Unauthorized client"})", status)};

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    const Error &error = settlement.error();
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.detail, u"Unauthorized client"_s);
    QCOMPARE(error.subject, u"keystone.fetchToken"_s);
    QCOMPARE(error.reach, Reach::NotSent); // the call itself never went
    QCOMPARE(int(failureOf(error, calls::readSettlement)), failure);
    QVERIFY(bench.calls().isEmpty());
}

void TestTokenRefusals::aBusyTokenEndpointIsAskedAgain()
{
    KeystoneBench bench;
    ScriptedAnswer busy = ScriptedAnswer::json("{}", 429);
    busy.headers = {{"Retry-After", "0"}};
    bench.tokenAnswers = {ScriptedAnswer::json("{}", 503), busy,
                          ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError)};

    ended(bench.client.readSettlement(someId()));

    QCOMPARE(bench.tokenRequests(), 4);
    QCOMPARE(bench.calls().size(), 1);
}

void TestTokenRefusals::oddTokenAnswersAreFailuresOfTheirOwn_data()
{
    QTest::addColumn<QByteArray>("body"); // D7
    QTest::newRow("no token") << QByteArray(R"({"expires_in":60})");
    QTest::newRow("a number") << QByteArray(R"({"access_token":7})");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("line breaks") << QByteArray(R"({"access_token":"a\r\nX-Other: b"})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("<token>");
}

void TestTokenRefusals::oddTokenAnswersAreFailuresOfTheirOwn()
{
    QFETCH(QByteArray, body);
    KeystoneBench bench(GuardLevel::Normal, 0);
    bench.tokenAnswers = {ScriptedAnswer::json(body)};

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    QCOMPARE(settlement.error().kind, ErrorKind::Protocol);
    QCOMPARE(settlement.error().reach, Reach::NotSent);
    QVERIFY(bench.calls().isEmpty());
}

void TestTokenRefusals::aRefusedClientIsReported()
{
    KeystoneBench bench;
    QSignalSpy refused(&bench.token, &TokenCredential::refused);
    bench.tokenAnswers = {ScriptedAnswer::json(R"({"error":"access_denied"})", 401)};

    ended(bench.client.readSettlement(someId()));

    QCOMPARE(refused.size(), 1);
    QCOMPARE(bench.tokenRequests(), 1);
}

void TestTokenRefusals::nothingIsSentWithoutAClient()
{
    KeystoneBench bench;
    bench.token.clear();

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    QCOMPARE(settlement.error().cause, Cause::CredentialMissing);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestTokenRefusals::aReadOnlyProfileMayFetchATokenAndReads()
{
    KeystoneBench bench(GuardLevel::ReadOnly);
    bench.answers = {ScriptedAnswer::json(R"({"items":[],"total":0,"limit":50,"offset":0})")};

    QVERIFY(awaited(bench.client.listSettlements()));
    const auto decided =
        awaited(bench.client.decideCompliance(someId(), Decision::Approve, reviewed(calls::decideCompliance)));

    QCOMPARE(decided.error().cause, Cause::ReadOnlyProfile);
    QCOMPARE(bench.calls().size(), 1);
}

void TestTokenRefusals::droppedRequestsLeaveTheFetchToTheOthers()
{
    KeystoneBench bench;
    bench.tokenAnswers = {ScriptedAnswer::hanging()};
    auto wanted = bench.client.readSettlement(someId());
    {
        const auto dropped = bench.client.listSettlements();
        QTRY_COMPARE(bench.network.hanging(), 1);
    }

    bench.network.release(tokenFor("test-late", ""));
    ended(std::move(wanted));

    QCOMPARE(bench.tokenRequests(), 1);
    QCOMPARE(bench.calls().size(), 1);
}

void TestTokenRefusals::aPipelineThatGoesSaysThatNothingWasSent()
{
    KeystoneBench bench;
    bench.tokenAnswers = {ScriptedAnswer::hanging()};
    auto http =
        std::make_unique<HttpClient>(HttpParts{.network = bench.network, .credential = bench.token, .log = bench.log},
                                     HttpSettings{.base = bench.http.base(), .guard = Guard(GuardLevel::Normal)});
    Pending<HttpAnswer> waiting = http->send({.call = calls::readSettlement, .path = {u"v1"_s}});
    QTRY_COMPARE(bench.network.hanging(), 1);

    http.reset();
    const Result<HttpAnswer> answer = awaited(std::move(waiting));

    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QCOMPARE(answer.error().reach, Reach::NotSent);
}

void TestTokenRefusals::aTokenThatIsStillGoodServesWhenRenewingFails()
{
    KeystoneBench bench(GuardLevel::Normal, 0);
    bench.tokenAnswers = {tokenFor("test-old", ",\"expires_in\":8"), ScriptedAnswer::json("{}", 503)};
    ended(bench.client.readSettlement(someId()));
    QTRY_VERIFY_WITH_TIMEOUT(!bench.token.isReady(), 8000);

    ended(bench.client.readSettlement(someId()));
    ended(bench.client.readSettlement(someId()));

    QCOMPARE(bearers(bench), QList<QByteArray>(3, "Bearer test-old"));
    QCOMPARE(bench.tokenRequests(), 2);
}

void TestTokenRefusals::neitherSecretNorTokenStandsInTheLog()
{
    KeystoneBench bench;
    bench.tokenAnswers = {
        tokenFor("test-canary-token", ""),
        ScriptedAnswer::json(R"({"error":"access_denied","error_description":"not test-client-secret"})", 401)};
    bench.answers = {ScriptedAnswer::json(R"({"detail":"bad test-canary-token"})", 401)};

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    const QString told = settlement.error().detail + settlement.error().title + settlement.error().subject;
    QVERIFY2(!told.contains(u"canary"_s) && !told.contains(u"client-secret"_s), qPrintable(told));
    for (const LogEntry &entry : bench.log.entries())
        QVERIFY(!entry.address.contains(u"test-c"_s));
}

QTEST_GUILESS_MAIN(TestTokenRefusals)
#include "tst_tokenrefusals.moc"
