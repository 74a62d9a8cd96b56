// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/scriptednetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QUrl service(u"https://api.test.example/keyban"_s);

} // namespace

/// The pipeline from the guard to the kind of an error, without a network.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theGuardStopsARequestBeforeTheCredentialIsAsked();
    void aMissingCredentialStopsTheRequest();
    void anUnusableSegmentStopsTheRequest();
    void everyAttemptCarriesTheSameRequestId();
    void theServersRequestIdWins();
    void aGetCarriesNoBodyAndNoContentType();
    void nothingActsBehindThePipeline();
    void aProblemBecomesAnError();
    void anyStatusOf2xxIsSuccess();
    void aJsonSuffixIsJson();
    void aRejectedCredentialIsToldOnceForAllUnderWay();
    void aSecondWrongCredentialIsToldAgain();
    void networkErrorsSayHowFarTheRequestGot_data();
    void networkErrorsSayHowFarTheRequestGot();
    void theLogHoldsEveryAttempt();
    void aListenerOfTheLogMayDestroyTheClient();
    void aConsumerMayDestroyTheClient();
    void aConsumerMaySendTheNextRequest();
};

void TestHttpClient::theGuardStopsARequestBeforeTheCredentialIsAsked()
{
    ScriptedNetwork network;
    Bench bench(network, service, quickRetries(5), GuardLevel::ReadOnly);
    bench.credential.missing = true;

    Outcome outcome(bench.client.send(writing(createThing)));

    QVERIFY(!outcome.came());
    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::ReadOnlyProfile);
    QCOMPARE(outcome.error().subject, u"test.createThing"_s);
    QVERIFY(network.seen().isEmpty());
}

void TestHttpClient::aMissingCredentialStopsTheRequest()
{
    ScriptedNetwork network;
    Bench bench(network, service, quickRetries(5));
    bench.credential.missing = true;

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::SecretStore);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
    QVERIFY(network.seen().isEmpty());
}

void TestHttpClient::anUnusableSegmentStopsTheRequest()
{
    ScriptedNetwork network;
    Bench bench(network, service);

    Outcome outcome(bench.client.send(reading(u".."_s)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
    QVERIFY(network.seen().isEmpty());
}

void TestHttpClient::everyAttemptCarriesTheSameRequestId()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 503));
    network.answer(ScriptedAnswer::json("{}"));
    Bench bench(network, service, quickRetries(1));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QCOMPARE(network.seen().size(), 2);
    const QByteArray id = network.seen().value(0).header("X-Request-Id");
    QCOMPARE(id.size(), 36);
    QCOMPARE(network.seen().value(1).header("X-Request-Id"), id);
    QCOMPARE(outcome.answer().requestId, QString::fromLatin1(id));
}

void TestHttpClient::theServersRequestIdWins()
{
    ScriptedNetwork network;
    network.answer({.status = 404, .body = "{}", .headers = {{"x-request-id", "srv-9"}}});
    network.answer(ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError));
    Bench bench(network, service);

    Outcome answered(bench.client.send(reading()));
    Outcome lost(bench.client.send(reading()));

    QTRY_VERIFY(answered.failed() && lost.failed());
    QCOMPARE(answered.error().requestId, u"srv-9"_s);
    QCOMPARE(lost.error().requestId, QString::fromLatin1(network.seen().value(1).header("X-Request-Id")));
}

void TestHttpClient::aGetCarriesNoBodyAndNoContentType()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("[]"));
    Bench bench(network, service);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    const SeenRequest seen = network.seen().value(0);
    QCOMPARE(seen.method, QByteArray("GET"));
    QCOMPARE(seen.url, QUrl(u"https://api.test.example/keyban/v1/things"_s));
    QVERIFY(!seen.hasHeader("Content-Type"));
    QVERIFY(!seen.hasHeader("Idempotency-Key"));
    QVERIFY(seen.body.isEmpty());
}

void TestHttpClient::nothingActsBehindThePipeline()
{
    class Watching : public ScriptedNetwork
    {
    public:
        QNetworkRequest last;

    protected:
        QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override
        {
            last = request;
            return ScriptedNetwork::createRequest(operation, request, body);
        }
    };
    Watching network;
    network.answer(ScriptedAnswer::json("{}"));
    Bench bench(network, service);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QCOMPARE(network.last.attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(),
             int(QNetworkRequest::ManualRedirectPolicy));
    QCOMPARE(network.last.attribute(QNetworkRequest::CookieLoadControlAttribute).toInt(), int(QNetworkRequest::Manual));
    QCOMPARE(network.last.attribute(QNetworkRequest::Http2AllowedAttribute).toBool(), false);
    QCOMPARE(network.last.attribute(QNetworkRequest::CacheLoadControlAttribute).toInt(),
             int(QNetworkRequest::AlwaysNetwork));
}

void TestHttpClient::aProblemBecomesAnError()
{
    ScriptedNetwork network;
    network.answer({.status = 422,
                    .body = R"({"title":"Unprocessable Entity","detail":"1 field is invalid","code":"VALIDATION_FAILED",
                                "errors":[{"field":"product.name","code":"required","message":"must not be empty"}]})",
                    .contentType = "application/problem+json; charset=utf-8",
                    .headers = {{"Retry-After", "7"}}});
    Bench bench(network, service, quickRetries(5));

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    const Error error = outcome.error();
    QCOMPARE(error.kind, ErrorKind::Invalid);
    QCOMPARE(error.cause, Cause::Answered);
    QCOMPARE(error.code, u"VALIDATION_FAILED"_s);
    QCOMPARE(error.fields.size(), 1);
    QCOMPARE(error.fields.first().path, u"product.name"_s);
    QCOMPARE(error.reach, Reach::Answered);
    QCOMPARE(error.retryAfter, std::optional<std::chrono::milliseconds>(7s));
    QCOMPARE(network.seen().size(), 1);
}

void TestHttpClient::anyStatusOf2xxIsSuccess()
{
    ScriptedNetwork network;
    Bench bench(network, service);
    for (const int status : {200, 201, 202, 204, 206, 299}) {
        network.answer({.status = status, .body = status == 204 ? "" : "{}"});

        Outcome outcome(bench.client.send(writing(createThing)));

        QTRY_VERIFY(outcome.came());
        QVERIFY2(outcome.result->ok(), qPrintable(QString::number(status)));
        QCOMPARE(outcome.answer().status, status);
    }
}

void TestHttpClient::aJsonSuffixIsJson()
{
    ScriptedNetwork network;
    network.answer({.body = R"({"price":1.10})", .contentType = "Application/LD+JSON; charset=UTF-8"});
    Bench bench(network, service);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().body[u"price"].toText(), u"1.10"_s);
}

void TestHttpClient::aRejectedCredentialIsToldOnceForAllUnderWay()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 401); });
    Bench bench(network, service, quickRetries(5));

    Outcome first(bench.client.send(reading()));
    Outcome second(bench.client.send(reading()));
    Outcome third(bench.client.send(writing(createThing)));

    QTRY_VERIFY(first.failed() && second.failed() && third.failed());
    QCOMPARE(third.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(bench.credential.rejections, 1);
    QCOMPARE(network.seen().size(), 3);
}

void TestHttpClient::aSecondWrongCredentialIsToldAgain()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 401); });
    Bench bench(network, service);

    for (int i = 0; i < 2; ++i) {
        Outcome outcome(bench.client.send(reading()));
        QTRY_VERIFY(outcome.failed());
    }

    QCOMPARE(bench.credential.rejections, 2);
}

void TestHttpClient::networkErrorsSayHowFarTheRequestGot_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *name, QNetworkReply::NetworkError code, ErrorKind kind, Cause cause) {
        QTest::newRow(name) << int(code) << int(kind) << int(cause);
    };
    row("host", QNetworkReply::HostNotFoundError, ErrorKind::Network, Cause::HostNotFound);
    row("refused", QNetworkReply::ConnectionRefusedError, ErrorKind::Network, Cause::ConnectionRefused);
    row("closed", QNetworkReply::RemoteHostClosedError, ErrorKind::Network, Cause::ConnectionClosed);
    row("proxy", QNetworkReply::ProxyNotFoundError, ErrorKind::Network, Cause::ProxyFailed);
    row("handshake", QNetworkReply::SslHandshakeFailedError, ErrorKind::Tls, Cause::TlsFailed);
    row("timeout", QNetworkReply::TimeoutError, ErrorKind::Timeout, Cause::TimedOut);
    row("not http", QNetworkReply::ProtocolFailure, ErrorKind::Protocol, Cause::UnexpectedShape);
}

void TestHttpClient::networkErrorsSayHowFarTheRequestGot()
{
    QFETCH(int, code);
    QFETCH(int, kind);
    QFETCH(int, cause);
    ScriptedNetwork network; // takes the whole body before it fails
    network.answerWith([&](const SeenRequest &) { return ScriptedAnswer::failing(QNetworkReply::NetworkError(code)); });
    Bench bench(network, service);

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(int(outcome.error().kind), kind);
    QCOMPARE(int(outcome.error().cause), cause);
    QCOMPARE(outcome.error().reach, Reach::Unknown); // the body was taken: whatever Qt says afterwards proves nothing
    QCOMPARE(outcome.error().subject, u"https://api.test.example"_s);
}

void TestHttpClient::theLogHoldsEveryAttempt()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError));
    network.answer({.status = 201, .body = R"({"id":1})"});
    Bench bench(network, service, quickRetries(1));
    QSignalSpy recorded(&bench.log, &RequestLog::recorded);

    Outcome outcome(bench.client.send(writing(upsertThing)));

    QTRY_VERIFY(outcome.came());
    QCOMPARE(bench.log.entries().size(), size_t(2));
    QCOMPARE(recorded.size(), 2);
    const LogEntry lost = bench.log.entries().front();
    QCOMPARE(lost.call, u"test.upsertThing"_s);
    QCOMPARE(lost.method, u"POST"_s);
    QCOMPARE(lost.status, 0);
    QCOMPARE(lost.cause, std::optional(Cause::ConnectionClosed));
    const LogEntry done = bench.log.entries().back();
    QCOMPARE(done.status, 201);
    QCOMPARE(done.attempt, 2);
    QCOMPARE(done.cause, std::nullopt);
    QCOMPARE(done.address, u"https://api.test.example/keyban/v1/things"_s);
    QCOMPARE(done.requestId, lost.requestId);
    QCOMPARE(done.bytesReceived, 8);
}

void TestHttpClient::aListenerOfTheLogMayDestroyTheClient()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}"));
    TestCredential credential;
    RequestLog log;
    auto client = std::make_unique<HttpClient>(HttpParts{.network = network, .credential = credential, .log = log},
                                               HttpSettings{.base = service, .guard = Guard(GuardLevel::Normal)});
    connect(&log, &RequestLog::recorded, this, [&] { client.reset(); });

    Outcome outcome(client->send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
}

void TestHttpClient::aConsumerMayDestroyTheClient()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    auto bench = std::make_unique<Bench>(network, service);
    int ended = 0;
    for (int i = 0; i < 6; ++i)
        bench->client.send(reading()).then(this, [&](const Result<HttpAnswer> &) {
            ++ended;
            bench.reset();
        });

    QTRY_COMPARE(ended, 6);

    QVERIFY(!bench);
}

void TestHttpClient::aConsumerMaySendTheNextRequest()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service);

    Outcome outcome(bench.client.send(writing(createThing))
                        .andThen([&](const HttpAnswer &) { return bench.client.send(reading()); })
                        .andThen([&](const HttpAnswer &) { return bench.client.send(writing(createThing)); }));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(network.seen().size(), 3);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
