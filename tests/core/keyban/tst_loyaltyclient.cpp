// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/loyaltyclient.h"

#include "core/http/eventstream.h"
#include "core/keyban/calls.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testconnection.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keyban;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

Confirmation sure(const Call &call = calls::mintPoints)
{
    return Confirmation::afterReview(call, u"test"_s);
}

} // namespace

/// Points, tiers and orders: what is judged before it is sent, what is read, and what the sandbox makes of it.
class TestLoyaltyClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anAmountIsJudgedBeforeItIsSent_data();
    void anAmountIsJudgedBeforeItIsSent();
    void noMoreThanAWholeNumberIsSent();
    void anAccountIsJudgedBeforeItIsSent_data();
    void anAccountIsJudgedBeforeItIsSent();
    void withoutAConfirmationNothingIsSent();
    void theKeyTravelsWithTheMint();
    void anAnswerWithoutAnAmountProvesNothing();
    void anAmountOfThirtyDigitsIsReadAsItIs();
    void aMintIsNeverRepeated();
    void ordersThatComeTwiceCountOnce();
    void ordersMayBeABareArray();
    void everyPageOfOrdersIsRead();
    void whatIsNotOfferedIsSaidSo_data();
    void whatIsNotOfferedIsSaidSo();
    void aMissingAccountIsNotAMissingRoute();
    void mintedPointsShowUpAsAnOrder();
    void theSameKeyMintsOnce();
    void tiersAreKept();
    void aClaimIsFollowedToItsEnd();

private:
    LoyaltyClient scripted() { return LoyaltyClient(m_scripted.http(), u"app"_s); }

    ScriptedNetwork m_network;
    TestConnection m_scripted{m_network, QUrl(u"https://api.test"_s), "test-key"};
    QNetworkAccessManager m_live;
    SandboxUnderTest m_sandbox;
    std::unique_ptr<TestConnection> m_connection;
    std::unique_ptr<LoyaltyClient> m_client;
    QString m_account;
    QString m_wallet;
};

void TestLoyaltyClient::initTestCase()
{
    QVERIFY(m_sandbox.isRunning());
    m_connection = std::make_unique<TestConnection>(m_live, m_sandbox.keyban(), m_sandbox.apiKey());
    m_client = std::make_unique<LoyaltyClient>(m_connection->http(), m_sandbox.applicationId());
    const json::Value known = m_sandbox.get(u"loyalty"_s);
    m_account = known[u"accounts"].items().at(0)[u"id"].toString();
    m_wallet = known[u"accounts"].items().at(0)[u"walletId"].toString();
}

void TestLoyaltyClient::anAmountIsJudgedBeforeItIsSent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cause");
    QTest::addColumn<qint64>("points");
    const auto refuses = [](const char *text, Cause cause) {
        QTest::newRow(text) << QString::fromLatin1(text) << int(cause) << qint64(0);
    };
    const auto takes = [](const char *text, qint64 points) {
        QTest::newRow(text) << QString::fromLatin1(text) << -1 << points;
    };
    takes("1", 1);
    takes(" 600 ", 600);
    takes("007", 7);
    takes("9007199254740991", maxPoints);
    refuses("0", Cause::AmountNotPositive);
    refuses("000", Cause::AmountNotPositive);
    refuses("-5", Cause::AmountNotPositive);
    refuses("", Cause::AmountNotWhole);
    refuses("-", Cause::AmountNotWhole);
    refuses("1.5", Cause::AmountNotWhole);
    refuses("1.0", Cause::AmountNotWhole);
    refuses("1,000", Cause::AmountNotWhole);
    refuses("1e3", Cause::AmountNotWhole);
    refuses("+5", Cause::AmountNotWhole);
    refuses("12 points", Cause::AmountNotWhole);
    refuses("9007199254740992", Cause::AmountTooLarge);
    refuses("9007199254740993", Cause::AmountTooLarge);
    refuses("100000000000000000000000000000", Cause::AmountTooLarge);
    refuses("-100000000000000000000000000000", Cause::AmountNotPositive);
}

void TestLoyaltyClient::anAmountIsJudgedBeforeItIsSent()
{
    QFETCH(const QString, text);
    QFETCH(const int, cause);
    QFETCH(const qint64, points);

    const Result<qint64> judged = parsePoints(text);

    QCOMPARE(judged.ok(), cause < 0);
    if (judged)
        QCOMPARE(*judged, points);
    else
        QCOMPARE(int(judged.error().cause), cause);
}

void TestLoyaltyClient::noMoreThanAWholeNumberIsSent()
{
    auto client = scripted();
    for (const qint64 points : {qint64(0), qint64(-1), maxPoints + 1, std::numeric_limits<qint64>::max()}) {
        const auto answer = awaited(client.mint({.accountId = m_account, .points = points}, sure()));

        QVERIFY(!answer);
        QCOMPARE(answer.error().reach, Reach::NotSent);
    }
    QVERIFY(m_network.seen().isEmpty());
}

void TestLoyaltyClient::anAccountIsJudgedBeforeItIsSent_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("cause");
    QTest::newRow("uuid") << u"5d0b3e6c-9a3d-4a55-8d0f-1c0f6f2f7a10"_s << -1;
    QTest::newRow("empty") << QString() << int(Cause::AccountMalformed);
    QTest::newRow("path") << u"../mint"_s << int(Cause::AccountMalformed);
    QTest::newRow("e-mail") << u"someone@example.org"_s << int(Cause::AccountMalformed);
    QTest::newRow("two words") << u"a b"_s << int(Cause::AccountMalformed);
    QTest::newRow("endless") << QString(129, u'a') << int(Cause::AccountMalformed);
    QTest::newRow("wallet") << QString(u'G' + QString(55, u'A')) << int(Cause::AccountIsWallet);
    QTest::newRow("address") << QString(u"0x"_s + QString(40, u'a')) << int(Cause::AccountIsWallet);
}

void TestLoyaltyClient::anAccountIsJudgedBeforeItIsSent()
{
    QFETCH(const QString, id);
    QFETCH(const int, cause);

    const Result<QString> judged = judgeAccountId(id);

    QCOMPARE(judged.ok() ? -1 : int(judged.error().cause), cause);
}

void TestLoyaltyClient::withoutAConfirmationNothingIsSent()
{
    auto client = scripted();

    const auto answer = awaited(client.mint({.accountId = m_account, .points = 5}, sure(calls::deleteTier)));

    QVERIFY(!answer);
    QCOMPARE(answer.error().cause, Cause::NotConfirmed);
    QVERIFY(m_network.seen().isEmpty());
}

void TestLoyaltyClient::theKeyTravelsWithTheMint()
{
    auto client = scripted();
    m_network.answer(ScriptedAnswer::json(R"({"newAmount":"600"})"));

    const auto answer =
        awaited(client.mint({.accountId = u"a:1"_s, .points = 600, .idempotencyKey = u"key-1"_s}, sure()));

    QVERIFY(answer);
    QCOMPARE(answer->newAmount, u"600"_s);
    const SeenRequest sent = m_network.seen().last();
    QCOMPARE(sent.url.path(QUrl::FullyEncoded), u"/v1/loyalty/account/a%3A1/mint"_s);
    QCOMPARE(sent.body, QByteArray(R"({"amount":600})"));
    QCOMPARE(sent.header("Idempotency-Key"), QByteArray("key-1"));
}

void TestLoyaltyClient::anAnswerWithoutAnAmountProvesNothing()
{
    auto client = scripted();
    for (const char *body : {"{}", "[]", "", R"({"amount":600})"}) {
        m_network.answer(ScriptedAnswer::json(body, 201));

        const auto answer = awaited(client.mint({.accountId = m_account, .points = 600}, sure()));

        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, Cause::UnexpectedShape);
        QCOMPARE(answer.error().httpStatus, 201);
        QCOMPARE(answer.error().reach, Reach::Answered);
    }
}

void TestLoyaltyClient::anAmountOfThirtyDigitsIsReadAsItIs()
{
    auto client = scripted();
    m_network.answer(ScriptedAnswer::json(R"({"newamount":123456789012345678901234567890})"));

    const auto answer = awaited(client.mint({.accountId = m_account, .points = 1}, sure()));

    QVERIFY(answer);
    QCOMPARE(answer->newAmount, u"123456789012345678901234567890"_s);
}

void TestLoyaltyClient::aMintIsNeverRepeated()
{
    RetryPolicy eager;
    eager.base = std::chrono::milliseconds(1);
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 503); });
    TestCredential credential("test-key");
    RequestLog log;
    HttpClient http({network, credential, log},
                    {.base = QUrl(u"https://api.test"_s), .guard = Guard(GuardLevel::Normal), .retry = eager});
    LoyaltyClient client(http, u"app"_s);

    const auto answer = awaited(client.mint({.accountId = m_account, .points = 1}, sure()));

    QVERIFY(!answer);
    QCOMPARE(network.seen().size(), 1);
}

void TestLoyaltyClient::ordersThatComeTwiceCountOnce()
{
    auto client = scripted();
    m_network.answer(ScriptedAnswer::json(R"({"data":[{"id":"1","hash":"x"},{"id":"1","hash":"x"},)"
                                          R"({"id":"2","hash":"x"},{"id":"3"},{"id":"4","hash":null}],"total":5})"));
    m_network.answer(ScriptedAnswer::json(R"({"data":[],"total":5})"));

    const auto orders = awaited(client.listOrders(u"w"_s));

    QVERIFY(orders);
    QCOMPARE(orders->size(), 3);
}

void TestLoyaltyClient::ordersMayBeABareArray()
{
    auto client = scripted();
    m_network.answer(ScriptedAnswer::json(R"([{"id":7,"type":"mint","amount":600,"status":"completed"}])"));

    const auto orders = awaited(client.listOrders(u"a wallet"_s));

    QVERIFY(orders);
    QCOMPARE(orders->first().id, u"7"_s);
    QCOMPARE(orders->first().amount, u"600"_s);
    QVERIFY(m_network.seen().last().url.query(QUrl::FullyEncoded).startsWith(u"walletId=a%20wallet"));
}

void TestLoyaltyClient::everyPageOfOrdersIsRead()
{
    m_sandbox.post(u"loyalty"_s, R"({"orderMs":0})");
    const QString account = m_sandbox.get(u"loyalty"_s)[u"accounts"].items().at(9)[u"id"].toString();
    const QString wallet = m_sandbox.get(u"loyalty"_s)[u"accounts"].items().at(9)[u"walletId"].toString();
    for (int times = 0; times < 105; ++times)
        QVERIFY(awaited(m_client->mint({.accountId = account, .points = 1}, sure())));

    const auto orders = awaited(m_client->listOrders(wallet));

    QVERIFY(orders);
    QCOMPARE(orders->size(), 105);
}

void TestLoyaltyClient::whatIsNotOfferedIsSaidSo_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("no route") << 404;
    QTest::newRow("no method") << 405;
}

void TestLoyaltyClient::whatIsNotOfferedIsSaidSo()
{
    QFETCH(const int, status);
    auto client = scripted();
    m_network.answer(ScriptedAnswer::json(R"({"title":"Not Found"})", status));

    const auto tiers = awaited(client.listTiers());

    QVERIFY(!tiers);
    QCOMPARE(tiers.error().cause, Cause::NotOffered);
}

void TestLoyaltyClient::aMissingAccountIsNotAMissingRoute()
{
    const auto account = awaited(m_client->readAccount(u"5d0b3e6c-9a3d-4a55-8d0f-1c0f6f2f7a10"_s));

    QVERIFY(!account);
    QCOMPARE(account.error().kind, ErrorKind::NotFound);
    QCOMPARE(account.error().cause, Cause::Answered);
    QCOMPARE(account.error().code, u"LOYALTY_ACCOUNT_NOT_FOUND"_s);
}

void TestLoyaltyClient::mintedPointsShowUpAsAnOrder()
{
    m_sandbox.post(u"loyalty"_s, R"({"orderMs":1000,"settleMs":4000})");
    QVERIFY(awaited(m_client->mint({.accountId = m_account, .points = 600}, sure())));
    QCOMPARE(valueOf(m_client->readAccount(m_account)).optimisticBalance, u"600"_s);
    m_sandbox.post(u"clock"_s, R"({"advanceSeconds":2})");
    const LoyaltyOrder pending = valueOf(m_client->listOrders(m_wallet)).value(0);
    m_sandbox.post(u"clock"_s, R"({"advanceSeconds":10})");
    const LoyaltyOrder settled = valueOf(m_client->listOrders(m_wallet)).value(0);

    QCOMPARE(pending.status, u"pending"_s);
    QVERIFY(pending.hash.isEmpty());
    QCOMPARE(settled.id, pending.id);
    QCOMPARE(settled.status, u"completed"_s);
    QCOMPARE(settled.amount, u"600"_s);
    QVERIFY(!settled.hash.isEmpty() && settled.createdAt < settled.settledAt);
}

void TestLoyaltyClient::theSameKeyMintsOnce()
{
    const MintOrder order{.accountId = m_account, .points = 11, .idempotencyKey = u"once"_s};
    const qint64 before = m_sandbox.get(u"state"_s)[u"mintedPoints"].toInteger();
    const QString first = valueOf(m_client->mint(order, sure())).newAmount;
    const QString second = valueOf(m_client->mint(order, sure())).newAmount;
    auto other = order;
    other.points = 12;
    const auto conflict = awaited(m_client->mint(other, sure()));
    m_sandbox.post(u"loyalty"_s, R"({"honoursKeys":false})");
    QVERIFY(awaited(m_client->mint(order, sure())));
    m_sandbox.post(u"loyalty"_s, R"({"honoursKeys":true})");

    QCOMPARE(second, first);
    QCOMPARE(conflict.error().kind, ErrorKind::Conflict);
    QCOMPARE(m_sandbox.get(u"state"_s)[u"mintedPoints"].toInteger(), before + 22);
}

void TestLoyaltyClient::tiersAreKept()
{
    const RewardTier gold =
        valueOf(m_client->createTier({.name = u"Gold"_s, .requiredVisits = 10, .currencyToPointRatio = u"1.50"_s}));
    const auto clash =
        awaited(m_client->createTier({.name = u"Or"_s, .requiredVisits = 10, .currencyToPointRatio = u"2"_s}));
    const auto nameless = awaited(m_client->createTier({.requiredVisits = 1, .currencyToPointRatio = u"2"_s}));
    const auto ratioless =
        awaited(m_client->updateTier(gold.id, {.requiredVisits = {}, .currencyToPointRatio = u"-1"_s}));
    const RewardTier renamed = valueOf(m_client->updateTier(gold.id, {.name = u"Golden"_s}));

    QCOMPARE(gold.currencyToPointRatio, u"1.50"_s);
    QCOMPARE(clash.error().code, u"LOYALTY_REWARD_TIER_DUPLICATE_VISITS"_s);
    QCOMPARE(nameless.error().cause, Cause::SettingMissing);
    QCOMPARE(ratioless.error().cause, Cause::SettingInvalid);
    QCOMPARE(renamed.requiredVisits, 10);
    QCOMPARE(valueOf(m_client->listTiers()).size(), 1);
    QVERIFY(awaited(m_client->deleteTier(gold.id, sure(calls::deleteTier))));
    QCOMPARE(valueOf(m_client->listTiers()).size(), 0);
    m_sandbox.post(u"loyalty"_s, R"({"offersTiers":false})");
    QCOMPARE(awaited(m_client->listTiers()).error().cause, Cause::NotOffered);
    m_sandbox.post(u"loyalty"_s, R"({"offersTiers":true})");
}

void TestLoyaltyClient::aClaimIsFollowedToItsEnd()
{
    const QString job = m_sandbox.post(u"loyalty"_s, R"({"claim":{"ms":200}})")[u"jobId"].toString();
    const auto stream = m_client->claimEvents(job);
    QList<ClaimEvent> events;
    connect(stream.get(), &EventStream::event, this, [&](const ServerEvent &event) {
        if (const auto told = decodeClaimEvent(event.data.toUtf8()))
            events << *told;
    });

    stream->open();

    QTRY_VERIFY_WITH_TIMEOUT(!events.isEmpty() && events.last().isOver(), 20'000);
    QCOMPARE(events.last().state, u"completed"_s);
    QVERIFY(events.last().transactionHash.startsWith(u"0x"));
}

QTEST_GUILESS_MAIN(TestLoyaltyClient)
#include "tst_loyaltyclient.moc"
