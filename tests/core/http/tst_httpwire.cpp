// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/testcertificate.h"

#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

/// The pipeline against real sockets: what a fake network manager can't show honestly.
class TestHttpWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodAnswerArrivesWithWhatWasSent();
    void refusedMeansNotSent();
    void unknownHostMeansNotSent();
    void closedBeforeTheRequestWasRead();
    void aWriteIsNeverSentAgainBehindOurBack_data();
    void aWriteIsNeverSentAgainBehindOurBack();
    void aWriteOnAnIdleConnectionThatClosesIsNotSentAgain();
    void resetAfterTheRequestMeansUnknown();
    void resetWhileTheBodyIsBeingSentMeansUnknown();
    void aServerThatNeverAnswersTimesOut();
    void aServerThatNeverAcceptsTimesOutWithTheWriteNotSent();
    void aSlowAnswerIsWaitedForWhileBytesCome();
    void theOverallTimeOutEndsAnEndlessTrickle();
    void anAnswerThatIsCutShort_data();
    void anAnswerThatIsCutShort();
    void garbageInsteadOfHttp();
    void jsonThatIsNoJson();
    void anHtmlPageWithStatus200();
    void anAnswerAboveTheLimitIsAborted();
    void anEmptyAnswerIsNull();
    void abandoningClosesTheConnection();
    void destroyingTheClientEndsWhatIsUnderWay();
    void rateLimitWithSecondsIsHonoured();
    void rateLimitWithADateIsHonoured();
    void unavailableThenAvailableSucceeds();
    void redirectOnTheSameHostIsFollowedWithTheCredential();
    void redirectToAnotherHostIsRefused();
    void redirectFromTlsToPlainHttpIsRefused();
    void redirectOfAWriteIsRefused();
    void redirectsInACircleEnd();
    void plainHttpToAnotherHostIsRefusedBeforeAnythingIsSent();
    void aCertificateNobodyKnowsIsRefusedAndDescribed();
    void anExpiredCertificateIsDescribed();
    void tlsWithAKnownCertificateWorks();
    void aServerThatSpeaksNoTlsMeansNotSent();
    void cookiesAreNeitherKeptNorSent();
    void aBasicChallengeIsAnUnauthorizedAnswer();
};

void TestHttpWire::aGoodAnswerArrivesWithWhatWasSent()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json(R"({"id":"p-1"})", "201 Created", "X-Request-Id: server-7\r\nETag: \"3\"\r\n"));
    QNetworkAccessManager network;
    QUrl base = server.url();
    base.setPath(u"/keyban/"_s);
    Bench bench(network, base);
    HttpRequest request = writing(createThing);
    request.path = {u"v1"_s, u"a/b c"_s};
    request.query = {{u"filter[name]"_s, u"1+1 é"_s}};
    request.idempotencyKey = "idem-1";

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().status, 201);
    QCOMPARE(outcome.answer().body[u"id"].toString(), u"p-1"_s);
    QCOMPARE(outcome.answer().requestId, u"server-7"_s);
    QCOMPARE(outcome.answer().etag, QByteArray("\"3\""));
    const LoopbackRequest seen = server.requests().value(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, QByteArray("/keyban/v1/a%2Fb%20c?filter%5Bname%5D=1%2B1%20%C3%A9"));
    QCOMPARE(seen.body, request.body);
    QCOMPARE(seen.header("X-Api-Key"), QByteArray("test-api-key"));
    QCOMPARE(seen.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(seen.header("Idempotency-Key"), QByteArray("idem-1"));
    QVERIFY(!seen.header("X-Request-Id").isEmpty());
}

void TestHttpWire::refusedMeansNotSent()
{
    QUrl nobody;
    {
        LoopbackServer server;
        nobody = server.url();
    }
    QNetworkAccessManager network;
    Bench bench(network, nobody);

    Outcome read(bench.client.send(reading()));
    Outcome write(bench.client.send(writing(createThing)));

    QTRY_VERIFY(read.failed() && write.failed());
    for (const Outcome *outcome : {&read, &write}) {
        QCOMPARE(outcome->error().kind, ErrorKind::Network);
        QCOMPARE(outcome->error().cause, Cause::ConnectionRefused);
        QCOMPARE(outcome->error().reach, Reach::NotSent);
        QCOMPARE(outcome->error().subject, nobody.toString());
    }
}

void TestHttpWire::unknownHostMeansNotSent()
{
    QNetworkAccessManager network;
    Bench bench(network, QUrl(u"https://nobody.invalid"_s));

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY_WITH_TIMEOUT(outcome.failed(), 20000);
    QCOMPARE(outcome.error().cause, Cause::HostNotFound);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
}

void TestHttpWire::closedBeforeTheRequestWasRead()
{
    LoopbackServer server;
    server.closeOnConnect();
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::ConnectionClosed);
    QVERIFY(outcome.error().reach != Reach::Answered);
}

void TestHttpWire::aWriteIsNeverSentAgainBehindOurBack_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("deletes");
    QTest::newRow("small body") << QByteArray(R"({"amount":"5"})") << false;
    QTest::newRow("large body") << QByteArray(600'000, 'x') << false;
    QTest::newRow("no body") << QByteArray() << false;
    QTest::newRow("delete") << QByteArray() << true;
}

void TestHttpWire::aWriteIsNeverSentAgainBehindOurBack()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, deletes);
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::closing(); });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome outcome(bench.client.send(writing(deletes ? deleteThing : payThing, body)));

    QTRY_VERIFY(outcome.failed());
    QTest::qWait(50); // for a second request that must not come
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(outcome.error().cause, Cause::ConnectionClosed);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
}

void TestHttpWire::aWriteOnAnIdleConnectionThatClosesIsNotSentAgain()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}"));
    server.answer(LoopbackAnswer::closing());
    server.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}"); });
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    Outcome first(bench.client.send(reading()));
    QTRY_VERIFY(first.came());

    Outcome outcome(bench.client.send(writing(payThing)));

    QTRY_VERIFY(outcome.failed());
    QTest::qWait(50); // for a second request that must not come
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
}

void TestHttpWire::resetAfterTheRequestMeansUnknown()
{
    LoopbackServer server;
    server.answer({.then = Then::Reset});
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::ConnectionClosed);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpWire::resetWhileTheBodyIsBeingSentMeansUnknown()
{
    LoopbackServer server;
    server.readOnlyHeads();
    server.answer({.then = Then::Reset});
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing, QByteArray(20'000'000, 'x'))));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::ConnectionClosed);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
    QTest::qWait(50); // for a second request that must not come
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpWire::aServerThatNeverAnswersTimesOut()
{
    LoopbackServer server;
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    HttpRequest request = writing(createThing);
    request.silence = 80ms;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Timeout);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
    QCOMPARE(server.requests().size(), 1);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpWire::aServerThatNeverAcceptsTimesOutWithTheWriteNotSent()
{
    // The server speaks TLS in name only: it accepts and never shakes hands, so no byte of the request can leave.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QUrl base(u"https://127.0.0.1"_s);
    base.setPort(server.serverPort());
    QNetworkAccessManager network;
    Bench bench(network, base);
    HttpRequest request = writing(payThing);
    request.silence = 80ms;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Timeout);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
}

void TestHttpWire::aSlowAnswerIsWaitedForWhileBytesCome()
{
    LoopbackServer server;
    LoopbackAnswer slow = LoopbackAnswer::json(R"({"id":"slow"})");
    slow.pieceSize = 10;
    slow.pace = 20ms;
    server.answer(slow);
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    HttpRequest request = reading();
    request.silence = 1500ms;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().body[u"id"].toString(), u"slow"_s);
}

void TestHttpWire::theOverallTimeOutEndsAnEndlessTrickle()
{
    LoopbackServer server;
    LoopbackAnswer endless = LoopbackAnswer::json(QByteArray(100'000, ' '));
    endless.pieceSize = 120;
    endless.pace = 10ms;
    server.answer(endless);
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    HttpRequest request = reading();
    request.timeout = 150ms;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Timeout);
    QCOMPARE(outcome.error().httpStatus, 200);
    QCOMPARE(outcome.error().reach, Reach::Answered);
}

void TestHttpWire::anAnswerThatIsCutShort_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("content length") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                                          "chunked\r\n\r\n5\r\n{\"id\"\r\n20\r\n:");
    QTest::newRow("no length at all") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"id\":");
}

void TestHttpWire::anAnswerThatIsCutShort()
{
    QFETCH(QByteArray, bytes);
    LoopbackServer server;
    server.answer({.bytes = bytes, .then = Then::Close});
    server.answer(LoopbackAnswer::json(R"({"id":"p-1"})"));
    server.answer({.bytes = bytes, .then = Then::Close});
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(1));

    Outcome read(bench.client.send(reading()));
    QTRY_VERIFY(read.came());
    Outcome write(bench.client.send(writing(createThing)));

    QVERIFY(read.result->ok());
    QCOMPARE(read.answer().attempts, 2);
    QTRY_VERIFY(write.failed());
    QCOMPARE(write.error().httpStatus, 200);
    QCOMPARE(write.error().reach, Reach::Answered);
    QCOMPARE(server.requests().size(), 3);
}

void TestHttpWire::garbageInsteadOfHttp()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) {
        return LoopbackAnswer{.bytes = QByteArray("\x16\x03\x01 what is this\r\n\r\n") + QByteArray(300, '\xff'),
                              .then = Then::Close};
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().reach, Reach::Unknown);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpWire::jsonThatIsNoJson()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{\"id\": oops"));
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Protocol);
    QCOMPARE(outcome.error().cause, Cause::NotJson);
    QCOMPARE(outcome.error().httpStatus, 200);
    QCOMPARE(outcome.error().reach, Reach::Answered);
}

void TestHttpWire::anHtmlPageWithStatus200()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) {
        return LoopbackAnswer{
            .bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>Log in!</p>"};
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));
    HttpRequest anything = reading();
    anything.expect = Expect::Anything;

    Outcome outcome(bench.client.send(reading()));
    Outcome raw(bench.client.send(anything));

    QTRY_VERIFY(outcome.failed() && raw.came());
    QCOMPARE(outcome.error().cause, Cause::WrongContentType);
    QVERIFY(raw.result->ok());
    QCOMPARE(raw.answer().raw, QByteArray("<p>Log in!</p>"));
    QCOMPARE(server.requests().size(), 2);
}

void TestHttpWire::anAnswerAboveTheLimitIsAborted()
{
    LoopbackServer server;
    LoopbackAnswer huge = LoopbackAnswer::json(QByteArray(30'000'000, ' ') + "{}");
    huge.pieceSize = 50'000;
    huge.pace = 1ms;
    server.answer(huge);
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    HttpRequest request = reading();
    request.maxAnswerBytes = 100'000;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::AnswerTooLarge);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpWire::anEmptyAnswerIsNull()
{
    LoopbackServer server;
    server.answer({.bytes = "HTTP/1.1 204 No Content\r\n\r\n"});
    server.answer({.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"});
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome noContent(bench.client.send(writing(deleteThing, {})));
    Outcome nothing(bench.client.send(writing(createThing)));

    QTRY_VERIFY(noContent.came() && nothing.came());
    QVERIFY(noContent.result->ok() && nothing.result->ok());
    QVERIFY(noContent.answer().body.isNull() && nothing.answer().body.isNull());
}

void TestHttpWire::abandoningClosesTheConnection()
{
    LoopbackServer server;
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    {
        Outcome outcome(bench.client.send(reading()));
        QTRY_COMPARE(server.requests().size(), 1);
        QCOMPARE(server.openConnections(), 1);
    }

    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(network.findChildren<QNetworkReply *>().isEmpty());
}

void TestHttpWire::destroyingTheClientEndsWhatIsUnderWay()
{
    LoopbackServer server;
    QNetworkAccessManager network;
    auto bench = std::make_unique<Bench>(network, server.url());
    Outcome running(bench->client.send(writing(createThing)));
    Outcome queued(bench->client.send(writing(createThing)));
    QTRY_COMPARE(server.requests().size(), 1);

    bench.reset();

    QVERIFY(running.failed() && queued.failed());
    QCOMPARE(running.error().kind, ErrorKind::Cancelled);
    QCOMPARE(running.error().reach, Reach::Unknown);
    QCOMPARE(queued.error().reach, Reach::NotSent);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpWire::rateLimitWithSecondsIsHonoured()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}", "429 Too Many Requests", "Retry-After: 1\r\n"));
    server.answer(LoopbackAnswer::json("{}"));
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(1));
    QElapsedTimer clock;
    clock.start();

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QVERIFY2(clock.elapsed() >= 1000, qPrintable(QString::number(clock.elapsed())));
}

void TestHttpWire::rateLimitWithADateIsHonoured()
{
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(2);
    const QByteArray date = QLocale::c().toString(until, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}", "429 Too Many Requests", "Retry-After: " + date + "\r\n"));
    server.answer(LoopbackAnswer::json("{}"));
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(1));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QVERIFY(QDateTime::currentDateTimeUtc().addMSecs(50) >=
            QDateTime(until.date(), QTime(until.time().hour(), until.time().minute(), until.time().second()), Qt::UTC));
}

void TestHttpWire::unavailableThenAvailableSucceeds()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}", "503 Service Unavailable"));
    server.answer(LoopbackAnswer::closing());
    server.answer(LoopbackAnswer::json(R"({"id":"job-1"})"));
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(3));

    Outcome outcome(bench.client.send(writing(upsertThing)));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().attempts, 3);
    QCOMPARE(server.requests().size(), 3);
}

void TestHttpWire::redirectOnTheSameHostIsFollowedWithTheCredential()
{
    LoopbackServer server;
    server.answer(
        {.bytes = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /v2/things?x=%2B\r\nContent-Length: 0\r\n\r\n"});
    server.answer(LoopbackAnswer::json(R"({"id":"moved"})"));
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().body[u"id"].toString(), u"moved"_s);
    QCOMPARE(server.requests().value(1).target, QByteArray("/v2/things?x=%2B"));
    QCOMPARE(server.requests().value(1).header("X-Api-Key"), QByteArray("test-api-key"));
}

void TestHttpWire::redirectToAnotherHostIsRefused()
{
    LoopbackServer other;
    LoopbackServer server;
    server.answer({.bytes = "HTTP/1.1 302 Found\r\nLocation: " + other.url().toEncoded() +
                            "/v1/things\r\nContent-Length: 0\r\n\r\n"});
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
    QCOMPARE(outcome.error().cause, Cause::RedirectToOtherHost);
    QCOMPARE(outcome.error().subject, other.url().toString());
    QCOMPARE(other.connections(), 0);
    QCOMPARE(server.requests().size(), 1);
}

namespace {

/// Trusts one certificate, as a machine would whose CA store has it.
class TrustingNetwork : public QNetworkAccessManager
{
public:
    explicit TrustingNetwork(const QSslCertificate &certificate)
        : m_certificate(certificate)
    {}

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &original, QIODevice *body) override
    {
        QNetworkRequest request = original;
        QSslConfiguration configuration = request.sslConfiguration();
        configuration.setCaCertificates({m_certificate});
        request.setSslConfiguration(configuration);
        return QNetworkAccessManager::createRequest(operation, request, body);
    }

private:
    QSslCertificate m_certificate;
};

} // namespace

void TestHttpWire::redirectFromTlsToPlainHttpIsRefused()
{
    const ServerIdentity identity = selfSignedIdentity();
    LoopbackServer server(identity);
    LoopbackServer plain;
    server.answer({.bytes = "HTTP/1.1 301 Moved\r\nLocation: " + plain.url().toEncoded() +
                            "/v1/things\r\nContent-Length: 0\r\n\r\n"});
    TrustingNetwork network(identity.certificate);
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::RedirectToPlainHttp);
    QCOMPARE(plain.connections(), 0);
}

void TestHttpWire::redirectOfAWriteIsRefused()
{
    LoopbackServer server;
    server.answer({.bytes = "HTTP/1.1 302 Found\r\nLocation: /v2\r\nContent-Length: 0\r\n\r\n"});
    server.answer({.bytes = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /v2\r\nContent-Length: 0\r\n\r\n"});
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome found(bench.client.send(writing(createThing)));
    Outcome temporary(bench.client.send(writing(createThing)));

    QTRY_VERIFY(found.failed() && temporary.failed());
    QCOMPARE(found.error().cause, Cause::RedirectOfWrite);
    QCOMPARE(found.error().httpStatus, 302);
    QCOMPARE(temporary.error().cause, Cause::RedirectOfWrite);
    QCOMPARE(temporary.error().httpStatus, 307);
    QCOMPARE(server.requests().size(), 2);
}

void TestHttpWire::redirectsInACircleEnd()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) {
        return LoopbackAnswer{.bytes = "HTTP/1.1 302 Found\r\nLocation: /v1/things\r\nContent-Length: 0\r\n\r\n"};
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::TooManyRedirects);
    QCOMPARE(server.requests().size(), 6);
}

void TestHttpWire::plainHttpToAnotherHostIsRefusedBeforeAnythingIsSent()
{
    QNetworkAccessManager network;
    Bench bench(network, QUrl(u"http://192.0.2.1:8080/x"_s), quickRetries(5));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
    QCOMPARE(outcome.error().cause, Cause::PlainHttpNotLoopback);
    QCOMPARE(outcome.error().subject, u"http://192.0.2.1:8080"_s);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
    QVERIFY(bench.log.entries().empty());
}

void TestHttpWire::aCertificateNobodyKnowsIsRefusedAndDescribed()
{
    LoopbackServer server(selfSignedIdentity());
    server.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}"); });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Tls);
    QCOMPARE(outcome.error().cause, Cause::CertificateInvalid);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
    QCOMPARE(outcome.error().subject, u"127.0.0.1"_s);
    QVERIFY2(outcome.error().detail.contains(u"self-signed"_s), qPrintable(outcome.error().detail));
    QVERIFY(outcome.error().detail.contains(u"test-server"_s));
    QVERIFY(server.requests().isEmpty());
}

void TestHttpWire::anExpiredCertificateIsDescribed()
{
    const ServerIdentity expired = selfSignedIdentity(0);
    LoopbackServer server(expired);
    TrustingNetwork network(expired.certificate);
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::CertificateInvalid);
    QVERIFY2(outcome.error().detail.contains(u"expired"_s), qPrintable(outcome.error().detail));
    QVERIFY(server.requests().isEmpty());
}

void TestHttpWire::tlsWithAKnownCertificateWorks()
{
    const ServerIdentity identity = selfSignedIdentity();
    LoopbackServer server(identity);
    server.answer(LoopbackAnswer::json(R"({"id":"safe"})"));
    TrustingNetwork network(identity.certificate);
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing)));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().body[u"id"].toString(), u"safe"_s);
}

void TestHttpWire::aServerThatSpeaksNoTlsMeansNotSent()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->disconnectFromHost();
    });
    QUrl base(u"https://127.0.0.1"_s);
    base.setPort(server.serverPort());
    QNetworkAccessManager network;
    Bench bench(network, base);

    Outcome outcome(bench.client.send(writing(payThing)));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(outcome.error().kind, ErrorKind::Tls);
    QCOMPARE(outcome.error().cause, Cause::TlsFailed);
    QCOMPARE(outcome.error().reach, Reach::NotSent);
}

void TestHttpWire::cookiesAreNeitherKeptNorSent()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) {
        return LoopbackAnswer::json("{}", "200 OK", "Set-Cookie: session=test-session; Path=/\r\n");
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url());
    Outcome first(bench.client.send(reading()));
    QTRY_VERIFY(first.came());

    Outcome second(bench.client.send(reading()));

    QTRY_VERIFY(second.came());
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().value(1).header("Cookie").isEmpty());
}

void TestHttpWire::aBasicChallengeIsAnUnauthorizedAnswer()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) {
        return LoopbackAnswer::json(R"({"title":"Unauthorized","code":"AUTH_INVALID_API_KEY"})", "401 Unauthorized",
                                    "WWW-Authenticate: Basic realm=\"x\"\r\n");
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome write(bench.client.send(writing(createThing)));
    Outcome read(bench.client.send(reading()));

    QTRY_VERIFY(write.failed() && read.failed());
    QCOMPARE(write.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(write.error().code, u"AUTH_INVALID_API_KEY"_s);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(bench.credential.rejections, 1);
}

QTEST_GUILESS_MAIN(TestHttpWire)
#include "tst_httpwire.moc"
