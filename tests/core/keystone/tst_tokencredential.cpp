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
    void anotherClientForgetsTheToken();
    void anAddressWithoutASchemeIsHttps_data();
    void anAddressWithoutASchemeIsHttps();
};

namespace {

constexpr auto tokenBody = R"({"client_id":"test-client","client_secret":"test-client-secret",)"
                           R"("audience":"https://api.keystoneos.xyz","grant_type":"client_credentials"})";

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
    pending.reserve(20);
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
    pending.reserve(4);
    for (int i = 0; i < 4; ++i)
        pending.push_back(bench.client.listSettlements());
    for (auto &one : pending)
        ended(std::move(one));

    QCOMPARE(bench.tokenRequests(), 2);
    QCOMPARE(bench.calls().size(), 8);
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

QTEST_GUILESS_MAIN(TestTokenCredential)
#include "tst_tokencredential.moc"
