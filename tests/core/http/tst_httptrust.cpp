// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/testcertificate.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

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

/// Whom the pipeline talks to: redirects, certificates, plain http, cookies and challenges.
class TestHttpTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

void TestHttpTrust::redirectOnTheSameHostIsFollowedWithTheCredential()
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

void TestHttpTrust::redirectToAnotherHostIsRefused()
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

void TestHttpTrust::redirectFromTlsToPlainHttpIsRefused()
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

void TestHttpTrust::redirectOfAWriteIsRefused()
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

void TestHttpTrust::redirectsInACircleEnd()
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

void TestHttpTrust::plainHttpToAnotherHostIsRefusedBeforeAnythingIsSent()
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

void TestHttpTrust::aCertificateNobodyKnowsIsRefusedAndDescribed()
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

void TestHttpTrust::anExpiredCertificateIsDescribed()
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

void TestHttpTrust::tlsWithAKnownCertificateWorks()
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

void TestHttpTrust::aServerThatSpeaksNoTlsMeansNotSent()
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

void TestHttpTrust::cookiesAreNeitherKeptNorSent()
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

void TestHttpTrust::aBasicChallengeIsAnUnauthorizedAnswer()
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

QTEST_GUILESS_MAIN(TestHttpTrust)
#include "tst_httptrust.moc"
