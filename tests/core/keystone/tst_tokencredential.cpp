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

/// The token of every call: fetched when needed, once for all, renewed in time and replaced when it is turned away.
class TestTokenCredential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksExactlyAsTheServiceWantsIt();
    void manyWaitForOneToken();
    void aTokenIsKeptUntilItsTimeIsNearlyOver();
    void aTokenThatIsSoonOverServesHalfItsLife();
    void aTokenWithoutATermLastsADay();
    void aRejectedTokenIsReplacedOnceAndTheCallGoesAgain();
    void aDecisionGoesAgainAfterARejectionToo();
    void aRejectedReplacementEndsTheTrying();
    void manyRejectionsFetchOneNewToken();
    void whatTheTokenEndpointSaysStaysTrue_data();
    void whatTheTokenEndpointSaysStaysTrue();
    void aBusyTokenEndpointIsAskedAgain();
    void oddTokenAnswersAreFailuresOfTheirOwn_data();
    void oddTokenAnswersAreFailuresOfTheirOwn();
    void aRefusedClientIsReported();
    void nothingIsSentWithoutAClient();
    void anotherClientForgetsTheToken();
    void aReadOnlyProfileMayFetchATokenAndReads();
    void droppedRequestsLeaveTheFetchToTheOthers();
    void aPipelineThatGoesSaysThatNothingWasSent();
    void aTokenThatIsStillGoodServesWhenRenewingFails();
    void anAddressWithoutASchemeIsHttps_data();
    void anAddressWithoutASchemeIsHttps();
    void neitherSecretNorTokenStandsInTheLog();
};

namespace {

constexpr auto tokenBody = R"({"client_id":"test-client","client_secret":"test-client-secret",)"
                           R"("audience":"https://api.keystoneos.xyz","grant_type":"client_credentials"})";

ScriptedAnswer tokenFor(const char *token, const char *more)
{
    return ScriptedAnswer::json(QByteArray("{\"access_token\":\"") + token + "\"" + more + "}");
}

/// The Authorization headers of what went to the service.
QList<QByteArray> bearers(const KeystoneBench &bench)
{
    QList<QByteArray> headers;
    for (const SeenRequest &request : bench.calls())
        headers << request.header("Authorization");
    return headers;
}

} // namespace

void TestTokenCredential::asksExactlyAsTheServiceWantsIt()
{
    KeystoneBench bench;

    ended(bench.client.readSettlement(someId()));

    const SeenRequest &asked = bench.network.seen().first();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.url, QUrl(u"https://auth.test/oauth/token"_s));
    QCOMPARE(asked.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(!asked.hasHeader("Authorization"));
    QCOMPARE(asked.body, QByteArray(tokenBody));
    QCOMPARE(bearers(bench), QList<QByteArray>{"Bearer test-token-1"});
}

void TestTokenCredential::manyWaitForOneToken()
{
    KeystoneBench bench; // D8

    std::vector<Pending<Settlement>> pending;
    for (int i = 0; i < 20; ++i)
        pending.push_back(bench.client.readSettlement(someId()));
    for (auto &one : pending)
        ended(std::move(one));

    QCOMPARE(bench.tokenRequests(), 1);
    QCOMPARE(bench.calls().size(), 20);
}

void TestTokenCredential::aTokenIsKeptUntilItsTimeIsNearlyOver()
{
    KeystoneBench bench;
    bench.tokenAnswers = {tokenFor("test-long", ",\"expires_in\":3600")};

    ended(bench.client.readSettlement(someId()));
    ended(bench.client.readSettlement(someId()));

    QCOMPARE(bench.tokenRequests(), 1);
}

void TestTokenCredential::aTokenThatIsSoonOverServesHalfItsLife()
{
    KeystoneBench bench;
    bench.tokenAnswers = {tokenFor("test-short", ",\"expires_in\":2"), tokenFor("test-none", ",\"expires_in\":0")};

    ended(bench.client.readSettlement(someId()));
    ended(bench.client.readSettlement(someId()));
    QCOMPARE(bench.tokenRequests(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.token.isReady(), 3000);
    ended(bench.client.readSettlement(someId()));
    ended(bench.client.readSettlement(someId()));

    QCOMPARE(bearers(bench),
             (QList<QByteArray>{"Bearer test-short", "Bearer test-short", "Bearer test-none", "Bearer test-token-1"}));
}

void TestTokenCredential::aTokenWithoutATermLastsADay()
{
    KeystoneBench bench;
    bench.tokenAnswers = {tokenFor("test-day", "")};

    ended(bench.client.readSettlement(someId()));
    ended(bench.client.readSettlement(someId()));

    QCOMPARE(bench.tokenRequests(), 1);
}

void TestTokenCredential::aRejectedTokenIsReplacedOnceAndTheCallGoesAgain()
{
    KeystoneBench bench; // D5
    bench.answers = {ScriptedAnswer::json(R"({"detail":"expired"})", 401),
                     ScriptedAnswer::json(R"({"id":"7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a"})")};

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    QVERIFY(settlement);
    QCOMPARE(bearers(bench), (QList<QByteArray>{"Bearer test-token-1", "Bearer test-token-2"}));
}

void TestTokenCredential::aDecisionGoesAgainAfterARejectionToo()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", 401), ScriptedAnswer::json("{}", 503)};

    const auto decided =
        awaited(bench.client.decideCompliance(someId(), Decision::Reject, reviewed(calls::decideCompliance)));

    QVERIFY(!decided);
    QCOMPARE(decided.error().httpStatus, 503);
    QCOMPARE(bench.calls().size(), 2); // the 401 was not acted upon; the 503 may have been
}

void TestTokenCredential::aRejectedReplacementEndsTheTrying()
{
    KeystoneBench bench;
    QSignalSpy refused(&bench.token, &TokenCredential::refused);
    bench.answers = {ScriptedAnswer::json("{}", 401), ScriptedAnswer::json(R"({"detail":"no"})", 401)};

    const Result<Settlement> first = awaited(bench.client.readSettlement(someId()));
    const Result<Settlement> second = awaited(bench.client.readSettlement(someId()));

    QCOMPARE(first.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(first.error().detail, u"no"_s);
    QCOMPARE(second.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(second.error().reach, Reach::NotSent);
    QCOMPARE(failureOf(second.error(), calls::readSettlement), Failure::Authentication);
    QCOMPARE(bench.tokenRequests(), 2);
    QCOMPARE(bench.calls().size(), 2);
    QCOMPARE(refused.size(), 1);
}

void TestTokenCredential::manyRejectionsFetchOneNewToken()
{
    KeystoneBench bench;
    for (int i = 0; i < 4; ++i)
        bench.answers.push_back(ScriptedAnswer::json("{}", 401));

    std::vector<Pending<Page<Settlement>>> pending;
    for (int i = 0; i < 4; ++i)
        pending.push_back(bench.client.listSettlements());
    for (auto &one : pending)
        ended(std::move(one));

    QCOMPARE(bench.tokenRequests(), 2);
    QCOMPARE(bench.calls().size(), 8);
}

void TestTokenCredential::whatTheTokenEndpointSaysStaysTrue_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("failure");
    QTest::newRow("401") << 401 << int(Failure::Authentication);
    QTest::newRow("403") << 403 << int(Failure::Authentication);
    QTest::newRow("429") << 429 << int(Failure::RetriesExhausted);
    QTest::newRow("500") << 500 << int(Failure::RetriesExhausted);
    QTest::newRow("404") << 404 << int(Failure::Other);
}

void TestTokenCredential::whatTheTokenEndpointSaysStaysTrue()
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

void TestTokenCredential::aBusyTokenEndpointIsAskedAgain()
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

void TestTokenCredential::oddTokenAnswersAreFailuresOfTheirOwn_data()
{
    QTest::addColumn<QByteArray>("body"); // D7
    QTest::newRow("no token") << QByteArray(R"({"expires_in":60})");
    QTest::newRow("a number") << QByteArray(R"({"access_token":7})");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("line breaks") << QByteArray(R"({"access_token":"a\r\nX-Other: b"})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("<token>");
}

void TestTokenCredential::oddTokenAnswersAreFailuresOfTheirOwn()
{
    QFETCH(QByteArray, body);
    KeystoneBench bench(GuardLevel::Normal, 0);
    bench.tokenAnswers = {ScriptedAnswer::json(body)};

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    QCOMPARE(settlement.error().kind, ErrorKind::Protocol);
    QCOMPARE(settlement.error().reach, Reach::NotSent);
    QVERIFY(bench.calls().isEmpty());
}

void TestTokenCredential::aRefusedClientIsReported()
{
    KeystoneBench bench;
    QSignalSpy refused(&bench.token, &TokenCredential::refused);
    bench.tokenAnswers = {ScriptedAnswer::json(R"({"error":"access_denied"})", 401)};

    ended(bench.client.readSettlement(someId()));

    QCOMPARE(refused.size(), 1);
    QCOMPARE(bench.tokenRequests(), 1);
}

void TestTokenCredential::nothingIsSentWithoutAClient()
{
    KeystoneBench bench;
    bench.token.clear();

    const Result<Settlement> settlement = awaited(bench.client.readSettlement(someId()));

    QCOMPARE(settlement.error().cause, Cause::CredentialMissing);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestTokenCredential::anotherClientForgetsTheToken()
{
    KeystoneBench bench;
    ended(bench.client.readSettlement(someId()));
    bench.tokenAnswers = {ScriptedAnswer::hanging()};

    bench.token.setClient(u"test-other"_s, made("test-other-secret"));
    auto waiting = bench.client.readSettlement(someId());
    QTRY_COMPARE(bench.network.hanging(), 1);
    bench.token.setClient(u"test-third"_s, made("test-third-secret"));

    QCOMPARE(awaited(std::move(waiting)).error().kind, ErrorKind::Cancelled);
    ended(bench.client.readSettlement(someId()));
    QVERIFY(bench.network.seen().at(3).body.contains("test-third-secret"));
    QCOMPARE(bench.calls().size(), 2);
}

void TestTokenCredential::aReadOnlyProfileMayFetchATokenAndReads()
{
    KeystoneBench bench(GuardLevel::ReadOnly);
    bench.answers = {ScriptedAnswer::json(R"({"items":[],"total":0,"limit":50,"offset":0})")};

    QVERIFY(awaited(bench.client.listSettlements()));
    const auto decided =
        awaited(bench.client.decideCompliance(someId(), Decision::Approve, reviewed(calls::decideCompliance)));

    QCOMPARE(decided.error().cause, Cause::ReadOnlyProfile);
    QCOMPARE(bench.calls().size(), 1);
}

void TestTokenCredential::droppedRequestsLeaveTheFetchToTheOthers()
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

void TestTokenCredential::aPipelineThatGoesSaysThatNothingWasSent()
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

void TestTokenCredential::aTokenThatIsStillGoodServesWhenRenewingFails()
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

void TestTokenCredential::anAddressWithoutASchemeIsHttps_data()
{
    QTest::addColumn<QString>("text"); // D11
    QTest::addColumn<QString>("address");
    QTest::newRow("bare") << u"auth.keystoneos.xyz"_s << u"https://auth.keystoneos.xyz"_s;
    QTest::newRow("with a path") << u" auth.test/x/ "_s << u"https://auth.test/x/"_s;
    QTest::newRow("with a port") << u"auth.test:8443"_s << u"https://auth.test:8443"_s;
    QTest::newRow("whole") << u"http://127.0.0.1:9/ks"_s << u"http://127.0.0.1:9/ks"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestTokenCredential::anAddressWithoutASchemeIsHttps()
{
    QFETCH(QString, text);
    QFETCH(QString, address);

    QCOMPARE(authAddress(text).toString(), address);
}

void TestTokenCredential::neitherSecretNorTokenStandsInTheLog()
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

QTEST_GUILESS_MAIN(TestTokenCredential)
#include "tst_tokencredential.moc"
