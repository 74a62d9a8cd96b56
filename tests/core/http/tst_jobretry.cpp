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

const QUrl service(u"https://api.test.example"_s);

/// Waits too long for a test to sit out.
RetryPolicy patientRetries()
{
    RetryPolicy policy = quickRetries(5);
    policy.base = 1h;
    policy.ceiling = 1h;
    policy.rateLimitDefault = 1h;
    policy.retryAfterCeiling = 1h;
    policy.budget = 100h;
    return policy;
}

} // namespace

/// What is tried again, how long it waits, and who can see and end the wait.
class TestJobRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndUpsertsAreTriedAgain_data();
    void readsAndUpsertsAreTriedAgain();
    void whatMustNotRepeatIsSentOnce_data();
    void whatMustNotRepeatIsSentOnce();
    void whatWillNotGetBetterIsSentOnce_data();
    void whatWillNotGetBetterIsSentOnce();
    void retriesEndAndTheLastErrorIsTold();
    void aRequestMayAskForFewerRetries();
    void theBudgetBoundsAllWaitsTogether();
    void theOperatorSeesTheWaitAndEndsIt();
    void theOperatorCanTryNow();
    void aRateLimitPausesTheWholeQueue();
    void aRateLimitThatNobodyRepeatsStillPausesTheQueue();
    void endingAPauseFailsWhatItHeldUp();
    void endingTheWaitOfOneCallLeavesTheOthersWaiting();
    void endingOneCallLeavesThePauseToTheOthers();
    void retryAfterIsClamped();
};

void TestJobRetry::readsAndUpsertsAreTriedAgain_data()
{
    QTest::addColumn<bool>("upsert");
    QTest::addColumn<int>("status");
    for (const int status : {0, 408, 425, 429, 500, 502, 503, 504}) {
        QTest::addRow("read %d", status) << false << status;
        QTest::addRow("upsert %d", status) << true << status;
    }
}

void TestJobRetry::readsAndUpsertsAreTriedAgain()
{
    QFETCH(bool, upsert);
    QFETCH(int, status);
    ScriptedNetwork network;
    network.answer(status ? ScriptedAnswer::json("{}", status)
                          : ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError));
    network.answer(ScriptedAnswer::json("{}"));
    Bench bench(network, service, quickRetries(1));

    Outcome outcome(bench.client.send(upsert ? writing(upsertThing) : reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
    QCOMPARE(outcome.answer().attempts, 2);
}

void TestJobRetry::whatMustNotRepeatIsSentOnce_data()
{
    QTest::addColumn<int>("effect");
    QTest::addColumn<int>("status");
    for (const int status : {0, 408, 429, 500, 503}) {
        QTest::addRow("write %d", status) << int(Effect::Write) << status;
        QTest::addRow("money %d", status) << int(Effect::Money) << status;
        QTest::addRow("irreversible %d", status) << int(Effect::Irreversible) << status;
    }
}

void TestJobRetry::whatMustNotRepeatIsSentOnce()
{
    QFETCH(int, effect);
    QFETCH(int, status);
    Call call = createThing;
    call.effect = Effect(effect);
    if (call.effect != Effect::Write)
        call.repeat = Repeat::Safe; // a false claim changes nothing
    ScriptedNetwork network;
    network.answerWith([&](const SeenRequest &seen) {
        return seen.body == lastBody ? ScriptedAnswer::json("{}")
               : status              ? ScriptedAnswer::json("{}", status)
                                     : ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
    });
    Bench bench(network, service, quickRetries(5));

    Outcome outcome(bench.client.send(writing(call)));
    Outcome last(bench.client.send(writing(createThing, lastBody)));

    QTRY_VERIFY(last.came());
    QCOMPARE(network.seen().size(), 2);
    QVERIFY(outcome.failed());
    QCOMPARE(outcome.error().reach, status ? Reach::Answered : Reach::Unknown);
}

void TestJobRetry::whatWillNotGetBetterIsSentOnce_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 403, 404, 409, 422, 501})
        QTest::addRow("%d", status) << status;
}

void TestJobRetry::whatWillNotGetBetterIsSentOnce()
{
    QFETCH(int, status);
    ScriptedNetwork network;
    network.answerWith([&](const SeenRequest &) { return ScriptedAnswer::json("{}", status); });
    Bench bench(network, service, quickRetries(5));

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QVERIFY(bench.client.waits().isEmpty());
    QCOMPARE(network.seen().size(), 1);
}

void TestJobRetry::retriesEndAndTheLastErrorIsTold()
{
    ScriptedNetwork network;
    for (int i = 0; i < 5; ++i)
        network.answer(ScriptedAnswer::json("{}", 503));
    network.answer(ScriptedAnswer::json(R"({"title":"still down"})", 500));
    Bench bench(network, service, quickRetries(5));
    QSignalSpy waiting(&bench.client, &HttpClient::waiting);
    QSignalSpy resumed(&bench.client, &HttpClient::resumed);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(network.seen().size(), 6);
    QCOMPARE(outcome.error().title, u"still down"_s);
    QCOMPARE(waiting.size(), 5);
    QCOMPARE(resumed.size(), 5);
}

void TestJobRetry::aRequestMayAskForFewerRetries()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 503); });
    Bench bench(network, service, quickRetries(5));
    HttpRequest request = reading();
    request.retries = 0;

    Outcome outcome(bench.client.send(request));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(network.seen().size(), 1);
}

void TestJobRetry::theBudgetBoundsAllWaitsTogether()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 503); });
    RetryPolicy policy = quickRetries(5);
    policy.budget = 2ms + 4ms; // the first two waits
    Bench bench(network, service, policy);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.failed());
    QCOMPARE(network.seen().size(), 3);
}

void TestJobRetry::theOperatorSeesTheWaitAndEndsIt()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json(R"({"title":"down"})", 503); });
    Bench bench(network, service, patientRetries());
    QSignalSpy waiting(&bench.client, &HttpClient::waiting);
    QSignalSpy resumed(&bench.client, &HttpClient::resumed);
    Outcome outcome(bench.client.send(reading()));
    QTRY_COMPARE(waiting.size(), 1);
    const auto wait = waiting.first().first().value<RetryWait>();
    QCOMPARE(wait.call, u"test.readThing"_s);
    QCOMPARE(wait.attempt, 1);
    QCOMPARE(wait.retriesLeft, 5);
    QCOMPARE(wait.reason.title, u"down"_s);
    QVERIFY(!wait.wholeQueue);
    QVERIFY(wait.until > QDateTime::currentDateTimeUtc().addSecs(3000));

    bench.client.cancelWait();

    QVERIFY(outcome.failed());
    QCOMPARE(outcome.error().httpStatus, 503);
    QCOMPARE(resumed.size(), 1);
    QVERIFY(bench.client.waits().isEmpty());
    QCOMPARE(network.seen().size(), 1);
}

void TestJobRetry::theOperatorCanTryNow()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 503));
    network.answer(ScriptedAnswer::json("{}", 429));
    network.answer(ScriptedAnswer::json("{}"));
    Bench bench(network, service, patientRetries());
    Outcome outcome(bench.client.send(reading()));

    QTRY_COMPARE(bench.client.waits().size(), 1);
    bench.client.retryNow();
    QTRY_COMPARE(network.seen().size(), 2);
    QTRY_COMPARE(bench.client.waits().size(), 1);
    bench.client.retryNow();

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
}

void TestJobRetry::aRateLimitPausesTheWholeQueue()
{
    ScriptedNetwork network;
    network.answer({.status = 429, .body = "{}", .headers = {{"Retry-After", "3600"}}});
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service, patientRetries());
    Outcome limited(bench.client.send(reading(u"limited"_s)));
    QTRY_COMPARE(bench.client.waits().size(), 1);
    Outcome other(bench.client.send(reading(u"other"_s)));
    Outcome write(bench.client.send(writing(createThing)));
    Bench neighbour(network, service); // whose turn comes after theirs would have
    Outcome passing(neighbour.client.send(reading(u"passing"_s)));
    QTRY_VERIFY(passing.came());

    QCOMPARE(network.seen().size(), 2);
    QVERIFY(bench.client.waits().first().wholeQueue);
    bench.client.retryNow();

    QTRY_VERIFY(limited.came() && other.came() && write.came());
    QVERIFY(limited.result->ok() && other.result->ok() && write.result->ok());
}

void TestJobRetry::aRateLimitThatNobodyRepeatsStillPausesTheQueue()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 429));
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service, patientRetries());
    QSignalSpy waiting(&bench.client, &HttpClient::waiting);

    Outcome limited(bench.client.send(writing(createThing, "1")));
    Outcome next(bench.client.send(writing(createThing, "2")));

    QTRY_VERIFY(limited.failed());
    QCOMPARE(limited.error().kind, ErrorKind::RateLimited);
    QCOMPARE(waiting.size(), 1);
    Bench neighbour(network, service); // whose turn comes after that of the next would have
    Outcome passing(neighbour.client.send(reading(u"passing"_s)));
    QTRY_VERIFY(passing.came());
    QCOMPARE(network.seen().size(), 2);
    QVERIFY(!next.came());
}

void TestJobRetry::endingAPauseFailsWhatItHeldUp()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 429); });
    Bench bench(network, service, patientRetries());
    Outcome tried(bench.client.send(reading()));
    QTRY_COMPARE(bench.client.waits().size(), 1);
    Outcome untried(bench.client.send(writing(createThing)));

    bench.client.cancelWait();

    QVERIFY(tried.failed() && untried.failed());
    QCOMPARE(tried.error().reach, Reach::Answered);
    QCOMPARE(untried.error().reach, Reach::NotSent);
    QCOMPARE(untried.error().kind, ErrorKind::RateLimited);
}

void TestJobRetry::endingTheWaitOfOneCallLeavesTheOthersWaiting()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 503));
    network.answer(ScriptedAnswer::json("{}", 503));
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service, patientRetries());
    Outcome read(bench.client.send(reading()));
    Outcome written(bench.client.send(writing(upsertThing)));
    QTRY_COMPARE(bench.client.waits().size(), 2);

    bench.client.cancelWait({readThing});

    QVERIFY(read.failed());
    QVERIFY(!written.came());
    QCOMPARE(bench.client.waits().size(), 1);
    bench.client.retryNow();
    QTRY_VERIFY(written.came());
    QVERIFY(written.result->ok());
}

void TestJobRetry::endingOneCallLeavesThePauseToTheOthers()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 429));
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service, patientRetries());
    Outcome read(bench.client.send(reading()));
    QTRY_COMPARE(bench.client.waits().size(), 1);
    Outcome written(bench.client.send(writing(upsertThing)));

    bench.client.cancelWait({readThing});

    QVERIFY(read.failed());
    QVERIFY(!written.came());
    QVERIFY(bench.client.waits().first().wholeQueue);
    bench.client.retryNow();
    QTRY_VERIFY(written.came());
    QVERIFY(written.result->ok());
}

void TestJobRetry::retryAfterIsClamped()
{
    ScriptedNetwork network;
    network.answer({.status = 429, .body = "{}", .headers = {{"Retry-After", "99999999999999999999"}}});
    network.answer(ScriptedAnswer::json("{}"));
    RetryPolicy policy = quickRetries(1);
    policy.retryAfterCeiling = 10ms;
    Bench bench(network, service, policy);

    Outcome outcome(bench.client.send(reading()));

    QTRY_VERIFY(outcome.came());
    QVERIFY(outcome.result->ok());
}

QTEST_GUILESS_MAIN(TestJobRetry)
#include "tst_jobretry.moc"
