// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/loopbackserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

/// What becomes of answers that are short, broken, late or refused, on a real socket.
class TestHttpAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerThatIsCutShort_data();
    void anAnswerThatIsCutShort();
    void garbageInsteadOfHttp();
    void jsonThatIsNoJson();
    void anHtmlPageWithStatus200();
    void anAnswerAboveTheLimitIsAborted();
    void anEmptyAnswerIsNull();
    void rateLimitWithSecondsIsHonoured();
    void rateLimitWithADateIsHonoured();
    void aDateToWaitForIsByTheClockThatNamedIt();
    void unavailableThenAvailableSucceeds();
};

void TestHttpAnswer::anAnswerThatIsCutShort_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("content length") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                                          "chunked\r\n\r\n5\r\n{\"id\"\r\n20\r\n:");
    QTest::newRow("no length at all") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"id\":");
}

void TestHttpAnswer::anAnswerThatIsCutShort()
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

void TestHttpAnswer::garbageInsteadOfHttp()
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

void TestHttpAnswer::jsonThatIsNoJson()
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

void TestHttpAnswer::anHtmlPageWithStatus200()
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

void TestHttpAnswer::anAnswerAboveTheLimitIsAborted()
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

void TestHttpAnswer::anEmptyAnswerIsNull()
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

void TestHttpAnswer::rateLimitWithSecondsIsHonoured()
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

void TestHttpAnswer::rateLimitWithADateIsHonoured()
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

void TestHttpAnswer::aDateToWaitForIsByTheClockThatNamedIt()
{
    const auto text = [](const QDateTime &time) {
        return QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    };
    const QDateTime theirs = QDateTime::currentDateTimeUtc().addSecs(3600);
    const QByteArray headers = "Date: " + text(theirs) + "\r\nRetry-After: " + text(theirs.addSecs(1)) + "\r\n";
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}", "429 Too Many Requests", headers));
    server.answer(LoopbackAnswer::json("{}"));
    QNetworkAccessManager network;
    Bench bench(network, server.url(), quickRetries(1));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came()); // and not in an hour
    QVERIFY(outcome.result->ok());
    QVERIFY(qAbs(bench.client.now().secsTo(QDateTime::currentDateTimeUtc().addSecs(3600))) <= 5);
}

void TestHttpAnswer::unavailableThenAvailableSucceeds()
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

QTEST_GUILESS_MAIN(TestHttpAnswer)
#include "tst_httpanswer.moc"
