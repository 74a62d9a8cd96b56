// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/eventstream.h"
#include "tests/core/keychains/proxybench.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The way through the proxy as a client takes it without knowing: where it leads and what may not go.
class TestProxyRoute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { now = QDateTime::fromString(u"2026-04-02T08:00:00Z"_s, Qt::ISODate); }

    void aRequestGoesThroughWithTokenAccountAndPlaceholder();
    void theLogShowsTheServiceAndNoToken();
    void anUpstreamsProxyUrlNeverGetsTheToken_data();
    void anUpstreamsProxyUrlNeverGetsTheToken();
    void aTrustedProxyIsFollowedOnceAndRemembered();
    void aSecondWrongProxyIsAPlainRefusal();
    void bracesInDataAreRefusedBeforeAnythingIsSent_data();
    void bracesInDataAreRefusedBeforeAnythingIsSent();
    void aConfiguredPlaceholderInABodyPassesOnce();
    void aRealKeyIsStopped();
    void whatCarriesSecretsIsWithheld();
    void aBodyThatIsTooLargeIsWithheld();
    void redirectsAreShownAndNotFollowed();
    void cookiesOfOneServiceDoNotReachAnother();
    void anEventStreamPassesThrough();
    void anEventStreamEndsWhenApprovalIsNeeded();

private:
    QDateTime now;
};

void TestProxyRoute::aRequestGoesThroughWithTokenAccountAndPlaceholder()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json(R"({"id":"1"})"));
    Behind behind(network, settings(now));
    HttpRequest request = reading();
    request.query = {{u"q"_s, u"a b+c"_s}};

    const Result<HttpAnswer> answer = awaited(behind.client.send(request));

    QVERIFY(answer.ok());
    const SeenRequest &seen = network.seen().first();
    QCOMPARE(seen.url.toEncoded(), QByteArray("https://proxy.test/kc/api.x.test/base/v1/things?q=a%20b%2Bc"));
    QCOMPARE(seen.header("X-Proxy-Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(seen.header("X-Proxy-Account"), QByteArray("team-1"));
    QCOMPARE(seen.header("X-Api-Key"), QByteArray("{{KEYBAN_API_KEY}}"));
}

void TestProxyRoute::theLogShowsTheServiceAndNoToken()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json(R"({"title":"No","detail":"you sent test-token-1"})", 400));
    Behind behind(network, settings(now));

    const Result<HttpAnswer> answer = awaited(behind.client.send(reading()));

    QVERIFY(!answer.ok());
    QVERIFY(!answer.error().detail.contains(u"test-token-1"_s));
    QCOMPARE(behind.log.entries().front().address, u"https://api.x.test/base/v1/things"_s);
}

void TestProxyRoute::anUpstreamsProxyUrlNeverGetsTheToken_data()
{
    QTest::addColumn<QByteArray>("address");
    for (const char *address : {"https://evil.test", "http://other.test", "https://other.test.evil.test",
                                "https://user@other.test", "https://other.test:444", "https://other.test/deeper", "x"})
        QTest::newRow(address) << QByteArray(address);
}

void TestProxyRoute::anUpstreamsProxyUrlNeverGetsTheToken()
{
    QFETCH(QByteArray, address);
    ScriptedNetwork network;
    network.answerWith([address](const SeenRequest &) {
        return refusing(R"({"error":"wrong_proxy","proxyUrl":")" + address + "\"}");
    });
    Behind behind(network, settings(now));

    const Result<HttpAnswer> answer = awaited(behind.client.send(reading()));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::ProxyElsewhere);
    QCOMPARE(network.seen().size(), 1);
    QCOMPARE(network.seen().first().url.host(), u"proxy.test"_s);
}

void TestProxyRoute::aTrustedProxyIsFollowedOnceAndRemembered()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &seen) {
        return seen.url.host() == u"other.test"
                   ? ScriptedAnswer::json("{}")
                   : refusing(R"({"error":"wrong_proxy","proxyUrl":"https://other.test"})");
    });
    Behind behind(network, settings(now));

    QVERIFY(awaited(behind.client.send(writing(createThing))).ok());
    QVERIFY(awaited(behind.client.send(writing(createThing))).ok());

    QCOMPARE(network.seen().size(), 3);
    const SeenRequest &second = network.seen().at(1);
    QCOMPARE(second.url, QUrl(u"https://other.test/api.x.test/base/v1/things"_s));
    QCOMPARE(second.body, network.seen().first().body);
    QCOMPARE(second.header("X-Proxy-Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(network.seen().at(2).url.host(), u"other.test"_s);
}

void TestProxyRoute::aSecondWrongProxyIsAPlainRefusal()
{
    ScriptedNetwork network;
    network.answerWith(
        [](const SeenRequest &) { return refusing(R"({"error":"wrong_proxy","proxyUrl":"https://other.test"})"); });
    Behind behind(network, settings(now));

    const Result<HttpAnswer> answer = awaited(behind.client.send(reading()));

    QCOMPARE(answer.error().kind, ErrorKind::Forbidden);
    QCOMPARE(answer.error().cause, Cause::Answered);
    QCOMPARE(network.seen().size(), 2);
}

void TestProxyRoute::bracesInDataAreRefusedBeforeAnythingIsSent_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("query");
    QTest::newRow("raw body") << QByteArray(R"({"name":"{{OTHER_KEY}}"})") << QString();
    QTest::newRow("escaped body") << QByteArray(R"({"name":"\u007b\u007bOTHER_KEY}}"})") << QString();
    QTest::newRow("encoded body") << QByteArray("name=%7B%7BOTHER_KEY%7D%7D") << QString();
    QTest::newRow("query") << QByteArray("{}") << u"{{OTHER_KEY}}"_s;
    QTest::newRow("another slot's name") << QByteArray(R"({"name":"{{KEYBAN_API_KEY}}"})") << QString();
    QTest::newRow("twice what is allowed once")
        << QByteArray(R"({"a":"{{CLIENT_SECRET}}","b":"{{CLIENT_SECRET}}"})") << QString();
}

void TestProxyRoute::bracesInDataAreRefusedBeforeAnythingIsSent()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, query);
    ScriptedNetwork network;
    Behind behind(network, settings(now));
    HttpRequest request = writing(createThing, body);
    if (!query.isEmpty())
        request.query = {{u"q"_s, query}};

    const Result<HttpAnswer> answer = awaited(behind.client.send(request));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::PlaceholderInData);
    QCOMPARE(answer.error().reach, Reach::NotSent);
    QVERIFY(network.seen().isEmpty());
}

void TestProxyRoute::aConfiguredPlaceholderInABodyPassesOnce()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));
    const QByteArray body = R"({"client_secret":"{{CLIENT_SECRET}}"})";

    QVERIFY(awaited(behind.client.send(writing(createThing, body))).ok());
    const Result<HttpAnswer> ofAnotherCall = awaited(behind.client.send(writing(upsertThing, body)));

    QCOMPARE(network.seen().size(), 1);
    QCOMPARE(network.seen().first().body, body);
    QCOMPARE(ofAnotherCall.error().cause, Cause::PlaceholderInData);
}

void TestProxyRoute::aRealKeyIsStopped()
{
    ScriptedNetwork network;
    Behind behind(network, settings(now));
    TestCredential real;
    HttpClient client({.network = network, .credential = real, .log = behind.log, .route = &behind.route},
                      {.base = service, .guard = Guard(GuardLevel::Normal), .retry = quickRetries()});

    const Result<HttpAnswer> answer = awaited(client.send(reading()));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::KeyForPlaceholder);
    QVERIFY(network.seen().isEmpty());
}

void TestProxyRoute::whatCarriesSecretsIsWithheld()
{
    ScriptedNetwork network;
    Behind behind(network, settings(now));

    const Result<HttpAnswer> answer = awaited(behind.client.send(writing(deleteThing)));

    QCOMPARE(answer.error().cause, Cause::NotThroughProxy);
    QVERIFY(network.seen().isEmpty());
}

void TestProxyRoute::aBodyThatIsTooLargeIsWithheld()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Behind behind(network, settings(now));

    QVERIFY(awaited(behind.client.send(writing(createThing, QByteArray(1024 * 1024, 'x')))).ok());
    const Result<HttpAnswer> answer =
        awaited(behind.client.send(writing(createThing, QByteArray(1024 * 1024 + 1, 'x'))));

    QCOMPARE(answer.error().cause, Cause::ProxyBodyTooLarge);
    QCOMPARE(network.seen().size(), 1);
}

void TestProxyRoute::redirectsAreShownAndNotFollowed()
{
    LoopbackServer proxy;
    proxy.answer({.bytes = "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"});
    QNetworkAccessManager network;
    Behind behind(network, settings(now, proxy.url()));

    const Result<HttpAnswer> answer = awaited(behind.client.send(reading()));

    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().cause, Cause::RedirectOnRoute);
    QCOMPARE(answer.error().subject, u"/next"_s);
    QCOMPARE(proxy.requests().size(), 1);
}

void TestProxyRoute::cookiesOfOneServiceDoNotReachAnother()
{
    LoopbackServer proxy;
    proxy.answer(LoopbackAnswer::json("{}", "200 OK", "Set-Cookie: a=test; Path=/\r\nCache-Control: max-age=600\r\n"));
    proxy.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}"); });
    QNetworkAccessManager network;
    Behind behind(network, settings(now, proxy.url()));
    HttpClient other(
        {.network = network, .credential = behind.credential, .log = behind.log, .route = &behind.route},
        {.base = QUrl(u"https://api.y.test"_s), .guard = Guard(GuardLevel::Normal), .retry = quickRetries()});

    QVERIFY(awaited(behind.client.send(reading())).ok());
    QVERIFY(awaited(behind.client.send(reading())).ok());
    QVERIFY(awaited(other.send(reading())).ok());

    QCOMPARE(proxy.requests().size(), 3); // no answer from a cache either
    QVERIFY(proxy.requests().at(1).header("Cookie").isEmpty());
    QVERIFY(proxy.requests().at(2).header("Cookie").isEmpty());
    QCOMPARE(proxy.requests().at(2).target, QByteArray("/api.y.test/v1/things"));
}

void TestProxyRoute::anEventStreamPassesThrough()
{
    LoopbackServer proxy;
    proxy.answer({.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n"});
    QNetworkAccessManager network;
    Behind behind(network, settings(now, proxy.url()));
    const auto stream = behind.client.events(reading());
    QStringList data;
    connect(stream.get(), &EventStream::event, this, [&data](const ServerEvent &event) { data << event.data; });

    stream->open();

    QTRY_COMPARE(data, QStringList{u"one"_s});
    QCOMPARE(proxy.requests().first().target, QByteArray("/api.x.test/base/v1/things"));
    QCOMPARE(proxy.requests().first().header("X-Proxy-Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(proxy.requests().first().header("X-Api-Key"), QByteArray("{{KEYBAN_API_KEY}}"));
}

void TestProxyRoute::anEventStreamEndsWhenApprovalIsNeeded()
{
    LoopbackServer proxy;
    proxy.answer(LoopbackAnswer::json(R"({"error":"scope_not_approved"})", "403 Forbidden"));
    QNetworkAccessManager network;
    Behind behind(network, settings(now, proxy.url()));
    const auto stream = behind.client.events(reading());
    std::optional<Error> error;
    connect(stream.get(), &EventStream::ended, this, [&error](const std::optional<Error> &why) { error = why; });

    stream->open();

    QTRY_VERIFY(error.has_value());
    QCOMPARE(error->kind, ErrorKind::ApprovalNeeded);
}

QTEST_GUILESS_MAIN(TestProxyRoute)

#include "tst_proxyroute.moc"
