// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"
#include "tests/support/scriptednetwork.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QUrl service(u"https://api.test.example"_s);

} // namespace

/// What goes when, and what becomes of it when nobody waits any more.
class TestJobQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atMostFourAreInFlight();
    void oneWriteAtATimeInOrder();
    void readsPassAWriteThatWaits();
    void aWriteThatBacksOffKeepsItsPlace();
    void abandonedInTheQueueIsNeverSent();
    void abandonedInFlightIsAborted();
    void abandonedWhileItWaitsIsNeverSentAgain();
};

void TestJobQueue::atMostFourAreInFlight()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    Bench bench(network, service);
    std::vector<std::unique_ptr<Outcome>> outcomes;
    for (int i = 0; i < 10; ++i)
        outcomes.push_back(std::make_unique<Outcome>(bench.client.send(reading(QString::number(i)))));
    QTRY_COMPARE(network.inFlight(), 4);

    for (int i = 0; i < 10; ++i) {
        QTRY_VERIFY(network.hanging() > 0);
        network.release();
    }

    for (const auto &outcome : outcomes)
        QTRY_VERIFY(outcome->came());
    QCOMPARE(network.mostInFlight(), 4);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(network.seen().value(i).url.path(), u"/v1/"_s + QString::number(i));
}

void TestJobQueue::oneWriteAtATimeInOrder()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    Bench bench(network, service);
    std::vector<std::unique_ptr<Outcome>> outcomes;
    for (int i = 0; i < 3; ++i)
        outcomes.push_back(std::make_unique<Outcome>(bench.client.send(writing(createThing, QByteArray::number(i)))));

    for (int i = 0; i < 3; ++i) {
        QTRY_COMPARE(network.seen().size(), i + 1);
        QCOMPARE(network.seen().value(i).body, QByteArray::number(i));
        network.release();
    }

    QTRY_VERIFY(outcomes.back()->came());
    QCOMPARE(network.mostInFlight(), 1);
}

void TestJobQueue::readsPassAWriteThatWaits()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &seen) {
        return seen.method == "GET" ? ScriptedAnswer::json("{}") : ScriptedAnswer::hanging();
    });
    Bench bench(network, service);
    Outcome running(bench.client.send(writing(createThing)));
    Outcome queued(bench.client.send(writing(createThing)));
    Outcome read(bench.client.send(reading()));

    QTRY_VERIFY(read.came());

    QVERIFY(!running.came() && !queued.came());
}

void TestJobQueue::aWriteThatBacksOffKeepsItsPlace()
{
    ScriptedNetwork network;
    network.answer(ScriptedAnswer::json("{}", 503));
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}"); });
    Bench bench(network, service, quickRetries(1));
    Outcome first(bench.client.send(writing(upsertThing, "1")));
    Outcome second(bench.client.send(writing(createThing, "2")));

    QTRY_VERIFY(first.came() && second.came());

    QCOMPARE(network.seen().value(0).body, QByteArray("1"));
    QCOMPARE(network.seen().value(1).body, QByteArray("1"));
    QCOMPARE(network.seen().value(2).body, QByteArray("2"));
}

void TestJobQueue::abandonedInTheQueueIsNeverSent()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    Bench bench(network, service);
    Outcome running(bench.client.send(writing(createThing, "1")));
    auto queued = std::make_unique<Outcome>(bench.client.send(writing(createThing, "2")));
    Outcome last(bench.client.send(writing(createThing, "3")));
    QTRY_COMPARE(network.inFlight(), 1);

    queued.reset();
    network.release();
    QTRY_COMPARE(network.seen().size(), 2);
    network.release();

    QTRY_VERIFY(last.came());
    QCOMPARE(network.seen().value(1).body, QByteArray("3"));
}

void TestJobQueue::abandonedInFlightIsAborted()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    Bench bench(network, service);
    auto abandoned = std::make_unique<Outcome>(bench.client.send(writing(createThing, "1")));
    Outcome next(bench.client.send(writing(createThing, "2")));
    QTRY_COMPARE(network.inFlight(), 1);

    abandoned.reset();

    QCOMPARE(network.aborted(), 1);
    QTRY_COMPARE(network.seen().size(), 2);
    QTRY_COMPARE(network.findChildren<ScriptedReply *>().size(), 1);
}

void TestJobQueue::abandonedWhileItWaitsIsNeverSentAgain()
{
    ScriptedNetwork network;
    network.answerWith([](const SeenRequest &) { return ScriptedAnswer::json("{}", 503); });
    Bench bench(network, service, quickRetries(5));
    QSignalSpy resumed(&bench.client, &HttpClient::resumed);
    auto outcome = std::make_unique<Outcome>(bench.client.send(reading()));
    QTRY_COMPARE(bench.client.waits().size(), 1);
    const qsizetype sent = network.seen().size();

    outcome.reset();

    QVERIFY(bench.client.waits().isEmpty());
    QCOMPARE(resumed.size(), 1);
    Outcome later(bench.client.send(reading(u"later"_s))); // waits five times, each as long as the first or longer
    QTRY_VERIFY(later.failed());
    QCOMPARE(network.seen().size(), sent + 6);
}

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_jobqueue.moc"
