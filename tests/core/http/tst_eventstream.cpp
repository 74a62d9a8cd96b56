// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/eventstream.h"
#include "tests/core/http/httptest.h"
#include "tests/support/loopbackserver.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";

/// A stream with what it needs, and everything it said.
struct Listening
{
    explicit Listening(const QUrl &base, std::chrono::milliseconds silence = 5s, int retries = 3)
        : stream({.network = network, .credential = credential, .log = log},
                 {.base = base, .request = reading(), .silence = silence, .retry = quickRetries(retries)})
    {
        QObject::connect(&stream, &EventStream::event, &stream, [this](const ServerEvent &e) { data << e.data; });
        QObject::connect(&stream, &EventStream::silent, &stream, [this] { ++silences; });
        QObject::connect(&stream, &EventStream::active, &stream, [this] { ++activities; });
        QObject::connect(&stream, &EventStream::ended, &stream, [this](const std::optional<Error> &e) {
            ++ends;
            error = e;
        });
        stream.open();
    }

    QNetworkAccessManager network;
    TestCredential credential;
    RequestLog log;
    EventStream stream;
    QStringList data;
    int silences = 0;
    int activities = 0;
    int ends = 0;
    std::optional<Error> error;
};

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsArriveAsTheyAreSent();
    void itAsksForAStreamWithTheCredential();
    void aMuteStreamSaysSoAndIsTriedAgain();
    void aServerThatNeverAnswersIsMute();
    void aHeartbeatKeepsItAlive();
    void aLostConnectionIsMadeAgainWithTheLastId();
    void itComesBackAfterASilence();
    void status204EndsItWithoutAnError();
    void aRefusalEndsIt();
    void aBusyServerIsTriedAgain();
    void aDayToComeBackIsCountedByTheServersClock();
    void anotherContentTypeEndsIt();
    void retriesInARowEndIt();
    void aStreamWithoutEndOfLineIsGivenUp();
    void plainHttpToAnotherHostIsRefused();
    void closingDropsTheConnection();
    void aListenerMayDestroyIt();
};

void TestEventStream::eventsArriveAsTheyAreSent()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\nda"});
    Listening listening(server.url());
    QTRY_COMPARE(listening.data, QStringList{u"1"_s});

    server.push("ta: 2\n");
    server.push("\n");

    QTRY_COMPARE(listening.data, (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(listening.silences, 0);
}

void TestEventStream::itAsksForAStreamWithTheCredential()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\n"});
    Listening listening(server.url());

    QTRY_COMPARE(listening.data.size(), 1);

    const LoopbackRequest seen = server.requests().value(0);
    QCOMPARE(seen.target, QByteArray("/v1/things"));
    QCOMPARE(seen.header("Accept"), QByteArray("text/event-stream"));
    QCOMPARE(seen.header("X-Api-Key"), QByteArray("test-api-key"));
    QVERIFY(seen.header("Last-Event-ID").isEmpty());
}

void TestEventStream::aMuteStreamSaysSoAndIsTriedAgain()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\n"});
    server.answer({.bytes = head + "data: 2\n\n"});
    Listening listening(server.url(), 100ms);
    QTRY_COMPARE(listening.data.size(), 1);

    QTRY_COMPARE(listening.silences, 1);

    QTRY_COMPARE(listening.data, (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(listening.activities, 1);
    QTRY_COMPARE(server.openConnections(), 1); // the mute one was given up
}

void TestEventStream::aServerThatNeverAnswersIsMute()
{
    LoopbackServer server;
    Listening listening(server.url(), 60ms, 1);

    QTRY_COMPARE(listening.silences, 1);

    QTRY_COMPARE(listening.ends, 1);
    QCOMPARE(listening.error->cause, Cause::StreamSilent);
    QCOMPARE(server.requests().size(), 2);
}

void TestEventStream::aHeartbeatKeepsItAlive()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\n"});
    Listening listening(server.url(), 400ms);
    QTRY_COMPARE(listening.data.size(), 1);
    QTimer heart;
    int beats = 0;
    connect(&heart, &QTimer::timeout, this, [&] {
        const bool last = ++beats == 18; // more than twice the silence allowed
        server.push(last ? "data: 2\n\n" : ": ping\n\n");
        if (last)
            heart.stop();
    });
    heart.start(50ms);

    QTRY_COMPARE(listening.data, (QStringList{u"1"_s, u"2"_s}));

    QCOMPARE(listening.silences, 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestEventStream::aLostConnectionIsMadeAgainWithTheLastId()
{
    LoopbackServer server;
    server.answer({.bytes = head + "id: é-7\ndata: 1\n\ndata: half", .then = Then::Close});
    server.answer({.bytes = head + "data: 2\n\n"});
    Listening listening(server.url());

    QTRY_COMPARE(listening.data, (QStringList{u"1"_s, u"2"_s}));

    QCOMPARE(server.requests().value(1).header("Last-Event-ID"), QByteArray("é-7"));
    QCOMPARE(listening.ends, 0);
}

void TestEventStream::itComesBackAfterASilence()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\n", .then = Then::Close});
    server.answer({.bytes = head + ": hello\n\n"});
    Listening listening(server.url());

    QTRY_COMPARE(listening.silences, 1);

    QTRY_COMPARE(listening.activities, 1);
}

void TestEventStream::status204EndsItWithoutAnError()
{
    LoopbackServer server;
    server.answer({.bytes = "HTTP/1.1 204 No Content\r\n\r\n"});
    server.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}", "503 Service Unavailable"); });
    Listening listening(server.url());

    QTRY_COMPARE(listening.ends, 1);

    QVERIFY(!listening.error);
    Listening other(server.url(), 5s, 3); // which does come back, three times
    QTRY_COMPARE(other.ends, 1);
    QCOMPARE(server.requests().size(), 5);
}

void TestEventStream::aRefusalEndsIt()
{
    LoopbackServer server;
    server.answer(
        LoopbackAnswer::json(R"({"title":"Unauthorized","detail":"key test-api-key is wrong"})", "401 Unauthorized"));
    Listening listening(server.url());

    QTRY_COMPARE(listening.ends, 1);

    QCOMPARE(listening.error->kind, ErrorKind::Unauthorized);
    QVERIFY(!listening.error->detail.contains(u"test-api-key"_s));
    QCOMPARE(listening.credential.rejections, 1);
}

void TestEventStream::aBusyServerIsTriedAgain()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}", "503 Service Unavailable"));
    server.answer({.bytes = head + "data: 1\n\n"});
    Listening listening(server.url());

    QTRY_COMPARE(listening.data, QStringList{u"1"_s});

    QCOMPARE(listening.ends, 0);
}

void TestEventStream::aDayToComeBackIsCountedByTheServersClock()
{
    const auto inWords = [](const QDateTime &time) {
        return QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    };
    const QDateTime serversNow = QDateTime::currentDateTimeUtc().addSecs(3600);
    LoopbackServer server;
    server.answer(
        LoopbackAnswer::json("{}", "503 Service Unavailable",
                             "Date: " + inWords(serversNow) + "\r\nRetry-After: " + inWords(serversNow) + "\r\n"));
    server.answer({.bytes = head + "data: 1\n\n"});

    Listening listening(server.url());

    QTRY_COMPARE(listening.data, QStringList{u"1"_s});
}

void TestEventStream::anotherContentTypeEndsIt()
{
    LoopbackServer server;
    server.answer(LoopbackAnswer::json("{}"));
    Listening listening(server.url());

    QTRY_COMPARE(listening.ends, 1);

    QCOMPARE(listening.error->cause, Cause::WrongContentType);
}

void TestEventStream::retriesInARowEndIt()
{
    LoopbackServer server;
    server.answerWith([](const LoopbackRequest &) { return LoopbackAnswer{.bytes = head, .then = Then::Close}; });
    Listening listening(server.url(), 5s, 2);

    QTRY_COMPARE(listening.ends, 1);

    QCOMPARE(listening.error->cause, Cause::ConnectionClosed);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(listening.silences, 1);
}

void TestEventStream::aStreamWithoutEndOfLineIsGivenUp()
{
    LoopbackServer server;
    server.answer({.bytes = head + QByteArray(3'000'000, 'x')});
    Listening listening(server.url());

    QTRY_COMPARE(listening.ends, 1);

    QCOMPARE(listening.error->cause, Cause::AnswerTooLarge);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestEventStream::plainHttpToAnotherHostIsRefused()
{
    Listening listening(QUrl(u"http://192.0.2.1"_s));

    QTRY_COMPARE(listening.ends, 1);

    QCOMPARE(listening.error->cause, Cause::PlainHttpNotLoopback);
}

void TestEventStream::closingDropsTheConnection()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\n"});
    Listening listening(server.url(), 50ms);
    QTRY_COMPARE(listening.data.size(), 1);

    listening.stream.close();

    QTRY_COMPARE(server.openConnections(), 0);
    Listening other(server.url(), 50ms, 0); // whose watchdog barks later than the first would have
    QTRY_COMPARE(other.silences + other.ends, 1);
    QCOMPARE(listening.silences, 0);
    QCOMPARE(server.requests().size(), 2);
}

void TestEventStream::aListenerMayDestroyIt()
{
    LoopbackServer server;
    server.answer({.bytes = head + "data: 1\n\ndata: 2\n\n"});
    QNetworkAccessManager network;
    TestCredential credential;
    RequestLog log;
    auto stream = std::make_unique<EventStream>(HttpParts{.network = network, .credential = credential, .log = log},
                                                EventStreamSettings{.base = server.url(), .request = reading()});
    int events = 0;
    connect(stream.get(), &EventStream::event, this, [&] {
        ++events;
        stream.reset();
    });
    stream->open();

    QTRY_COMPARE(events, 1);

    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(events, 1);
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
