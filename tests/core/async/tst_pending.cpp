// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/background.h"

#include <QElapsedTimer>
#include <QTest>

using namespace chancery;
using namespace std::chrono_literals;

namespace {

Error failure(const char *title)
{
    Error error;
    error.kind = ErrorKind::Server;
    error.title = QString::fromLatin1(title);
    return error;
}

} // namespace

class TestPending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversAValue();
    void deliversAnErrorPastTheStepsItDoesNotConcern();
    void readyAtOnceIsStillDeliveredLater();
    void stepsThatAreReadyAtOnceStillRunInOrder();
    void recovers();
    void recoversWithAnotherPending();
    void droppingAbandonsTheWork();
    void contextDestroyedInStepOne();
    void contextDestroyedInStepTwo();
    void contextDestroyedInsideItsOwnContinuation();
    void aLateAnswerGoesNowhere();
    void onlyTheFirstSettlementCounts();
    void aDecoderMayFail();
    void timersFireAndStop();
    void backgroundBringsItsValueHome();
    void backgroundIsToldWhenNobodyWaits();
    void backgroundOutlivesItsCaller();
};

void TestPending::deliversAValue()
{
    auto ends = Pending<int>::make();
    int seen = 0;
    std::move(ends.pending).transform([](int v) { return v * 2; }).then(this, [&](Result<int> r) { seen = *r; });

    ends.promise.settle(21);

    QCOMPARE(seen, 42);
}

void TestPending::deliversAnErrorPastTheStepsItDoesNotConcern()
{
    auto ends = Pending<int>::make();
    bool touched = false;
    QString title;
    std::move(ends.pending)
        .andThen([&](int) {
            touched = true;
            return Pending<QString>::ready(QString());
        })
        .transform([&](const QString &) {
            touched = true;
            return 1;
        })
        .then(this, [&](const Result<int> &r) { title = r.error().title; });

    ends.promise.settle(failure("broken"));

    QCOMPARE(title, QStringLiteral("broken"));
    QVERIFY(!touched);
}

void TestPending::readyAtOnceIsStillDeliveredLater()
{
    int seen = 0;

    Pending<int>::ready(7).then(this, [&](Result<int> r) { seen = *r; });

    QCOMPARE(seen, 0);
    QTRY_COMPARE(seen, 7);
}

void TestPending::stepsThatAreReadyAtOnceStillRunInOrder()
{
    QList<int> order;

    Pending<int>::ready(1)
        .andThen([&](int v) {
            order << v;
            return Pending<int>::ready(v + 1);
        })
        .andThen([&](int v) {
            order << v;
            return Pending<int>::ready(v + 1);
        })
        .then(this, [&](Result<int> r) { order << *r; });
    order << 0;

    QTRY_COMPARE(order, (QList<int>{0, 1, 2, 3}));
}

void TestPending::recovers()
{
    int seen = 0;

    Pending<int>::failed(failure("gone"))
        .orElse([](const Error &) { return Result<int>(5); })
        .then(this, [&](Result<int> r) { seen = *r; });

    QTRY_COMPARE(seen, 5);
}

void TestPending::recoversWithAnotherPending()
{
    int seen = 0;

    Pending<int>::failed(failure("gone"))
        .orElse([](const Error &) { return after(1ms).transform([](Nothing) { return 6; }); })
        .then(this, [&](Result<int> r) { seen = *r; });

    QTRY_COMPARE(seen, 6);
}

void TestPending::droppingAbandonsTheWork()
{
    int abandoned = 0;
    auto ends = Pending<int>::make();
    ends.promise.whenAbandoned([&] { ++abandoned; });
    {
        auto dropped = std::move(ends.pending).transform([](int v) { return v; });
        QCOMPARE(abandoned, 0);
    }

    QCOMPARE(abandoned, 1);
    QVERIFY(!ends.promise.isWanted());
    ends.promise.settle(1);
    QCOMPARE(abandoned, 1);
}

void TestPending::contextDestroyedInStepOne()
{
    int abandoned = 0;
    bool ran = false;
    auto ends = Pending<int>::make();
    ends.promise.whenAbandoned([&] { ++abandoned; });
    auto context = std::make_unique<QObject>();
    std::move(ends.pending)
        .andThen([](int v) { return Pending<int>::ready(v); })
        .then(context.get(), [&](const Result<int> &) { ran = true; });

    context.reset();
    ends.promise.settle(1);
    QCoreApplication::sendPostedEvents();

    QCOMPARE(abandoned, 1);
    QVERIFY(!ran);
}

void TestPending::contextDestroyedInStepTwo()
{
    int abandoned = 0;
    bool ran = false;
    auto first = Pending<int>::make();
    auto second = Pending<int>::make();
    second.promise.whenAbandoned([&] { ++abandoned; });
    auto context = std::make_unique<QObject>();
    std::move(first.pending)
        .andThen([&](int) { return std::move(second.pending); })
        .then(context.get(), [&](const Result<int> &) { ran = true; });
    first.promise.settle(1);
    QCOMPARE(abandoned, 0);

    context.reset();
    second.promise.settle(2);
    QCoreApplication::sendPostedEvents();

    QCOMPARE(abandoned, 1);
    QVERIFY(!ran);
}

void TestPending::contextDestroyedInsideItsOwnContinuation()
{
    for (const bool readyAtOnce : {false, true}) {
        auto *context = new QObject;
        auto ends = Pending<int>::make();
        int seen = 0;
        if (readyAtOnce)
            ends.promise.settle(3);
        std::move(ends.pending)
            .transform([](int v) { return v; })
            .then(context, [&seen, context, kept = QByteArray(64, 'x')](Result<int> r) {
                delete context;
                seen = *r + (kept.size() == 64 ? 0 : 100); // the captures outlive the context
            });
        if (!readyAtOnce)
            ends.promise.settle(3);
        QTRY_COMPARE(seen, 3);
    }
}

void TestPending::aLateAnswerGoesNowhere()
{
    auto ends = Pending<int>::make();
    {
        QObject context;
        std::move(ends.pending).then(&context, [](const Result<int> &) { QFAIL("ran after its context"); });
    }

    ends.promise.settle(1);

    QVERIFY(!ends.promise.isWanted());
}

void TestPending::onlyTheFirstSettlementCounts()
{
    auto ends = Pending<int>::make();
    QList<int> seen;
    std::move(ends.pending).then(this, [&](Result<int> r) { seen << *r; });

    ends.promise.settle(1);
    ends.promise.settle(2);

    QCOMPARE(seen, QList<int>{1});
}

void TestPending::aDecoderMayFail()
{
    QString title;

    Pending<int>::ready(1)
        .transform([](int) -> Result<QString> { return failure("not a passport"); })
        .then(this, [&](const Result<QString> &r) { title = r.error().title; });

    QTRY_COMPARE(title, QStringLiteral("not a passport"));
}

void TestPending::timersFireAndStop()
{
    bool fired = false;
    bool stoppedFired = false;
    {
        QObject context;
        after(1ms).then(&context, [&](const Result<Nothing> &) { stoppedFired = true; });
    }

    after(5ms).then(this, [&](const Result<Nothing> &) { fired = true; });

    QTRY_VERIFY(fired);
    QVERIFY(!stoppedFired);
}

void TestPending::backgroundBringsItsValueHome()
{
    int seen = 0;
    QThread *worker = nullptr;
    QThread *home = nullptr;

    background([&worker](std::stop_token) -> Result<int> {
        worker = QThread::currentThread();
        return 9;
    }).then(this, [&](Result<int> r) {
        seen = *r;
        home = QThread::currentThread();
    });

    QTRY_COMPARE(seen, 9);
    QCOMPARE(home, thread());
    QVERIFY(worker != home);
}

void TestPending::backgroundIsToldWhenNobodyWaits()
{
    auto stopped = std::make_shared<std::atomic<bool>>(false);
    auto started = std::make_shared<std::atomic<bool>>(false);
    auto context = std::make_unique<QObject>();
    background([stopped, started](std::stop_token token) -> Result<int> {
        *started = true;
        const QDeadlineTimer bound(10s);
        while (!token.stop_requested() && !bound.hasExpired())
            QThread::yieldCurrentThread();
        *stopped = token.stop_requested();
        return 1;
    }).then(context.get(), [](const Result<int> &) { QFAIL("nobody waits"); });
    QTRY_VERIFY(started->load());

    context.reset();

    QTRY_VERIFY(stopped->load());
}

void TestPending::backgroundOutlivesItsCaller()
{
    auto done = std::make_shared<std::atomic<bool>>(false);
    {
        QObject context;
        background([done](std::stop_token) -> Result<QByteArray> {
            *done = true;
            return QByteArray(1024, 'x');
        }).then(&context, [](const Result<QByteArray> &) { QFAIL("nobody waits"); });
    }

    QTRY_VERIFY(done->load());
    QVERIFY(QThreadPool::globalInstance()->waitForDone());
    QCoreApplication::sendPostedEvents();
}

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"
