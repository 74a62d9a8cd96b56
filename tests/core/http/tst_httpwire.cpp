// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/loopbackserver.h"

#include <QTcpServer>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

/// How far a request got, on real sockets: what a fake network manager can't show honestly.
class TestHttpWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodAnswerArrivesWithWhatWasSent();
    void aRefusalArrivesWithItsWords();
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
    void abandoningClosesTheConnection();
    void destroyingTheClientEndsWhatIsUnderWay();
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

/// Qt has codes of its own for many of them, which say less.
void TestHttpWire::aRefusalArrivesWithItsWords()
{
    QNetworkAccessManager network;
    LoopbackServer server;
    Bench bench(network, server.url());
    // Without 407, which is a proxy's, and 429, a pause for whatever comes next.
    for (const int status : {400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413,
                             415, 418, 422, 451, 499, 500, 501, 502, 503, 504, 511, 599}) {
        const QByteArray number = QByteArray::number(status);
        server.answer(LoopbackAnswer::json(R"({"title":"Odd","detail":"say )" + number + "\"}", number + " Odd"));

        Outcome outcome(bench.client.send(writing(createThing)));

        QTRY_VERIFY(outcome.failed());
        QCOMPARE(outcome.error().httpStatus, status);
        QCOMPARE(outcome.error().reach, Reach::Answered);
        QCOMPARE(outcome.error().detail, QString(u"say "_s + QString::fromLatin1(number)));
    }
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
    server.answerWith([](const LoopbackRequest &seen) {
        return seen.body == lastBody ? LoopbackAnswer::json("{}") : LoopbackAnswer::closing();
    });
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(5));

    Outcome outcome(bench.client.send(writing(deletes ? deleteThing : payThing, body)));
    Outcome last(bench.client.send(writing(createThing, lastBody)));

    QTRY_VERIFY(last.came());
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(outcome.failed());
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
    Outcome last(bench.client.send(writing(createThing, lastBody)));

    QTRY_VERIFY(last.came());
    QCOMPARE(server.requests().size(), 3);
    QVERIFY(outcome.failed());
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
    server.answer(LoopbackAnswer::json("{}"));
    QNetworkAccessManager network;
    Bench bench(network, server.url());

    Outcome outcome(bench.client.send(writing(createThing, QByteArray(20'000'000, 'x'))));
    Outcome last(bench.client.send(writing(createThing, lastBody)));

    QTRY_VERIFY(last.came());
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(outcome.failed());
    QCOMPARE(outcome.error().cause, Cause::ConnectionClosed);
    QCOMPARE(outcome.error().reach, Reach::Unknown);
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

QTEST_GUILESS_MAIN(TestHttpWire)
#include "tst_httpwire.moc"
