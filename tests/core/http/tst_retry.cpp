// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/retry.h"

#include <QTest>

using namespace chancery;
using namespace std::chrono_literals;

class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOtherFormScalesTheWholeWait();
    void backsOffByPowersOfTwoUpToTheCeiling();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void TestRetry::theOtherFormScalesTheWholeWait()
{
    RetryPolicy policy{.base = 500ms, .form = Jitter::Scaled};
    const auto waits = [&policy](double chance) {
        policy.jitter = [chance] { return chance; };
        return QList<std::chrono::milliseconds>{backOff(policy, 0), backOff(policy, 1), backOff(policy, 9)};
    };

    QCOMPARE(waits(0.0), (QList<std::chrono::milliseconds>{250ms, 500ms, 15000ms}));
    QCOMPARE(waits(0.5), (QList<std::chrono::milliseconds>{500ms, 1000ms, 30000ms}));
    QCOMPARE(waits(0.75), (QList<std::chrono::milliseconds>{625ms, 1250ms, 37500ms}));
}

void TestRetry::backsOffByPowersOfTwoUpToTheCeiling()
{
    RetryPolicy policy;
    policy.jitter = [] { return 0.5; };

    QCOMPARE(backOff(policy, 0), 1500ms);
    QCOMPARE(backOff(policy, 1), 2500ms);
    QCOMPARE(backOff(policy, 4), 16500ms);
    QCOMPARE(backOff(policy, 5), 30000ms);
    QCOMPARE(backOff(policy, 5000), 30000ms);

    policy.jitter = {};
    for (int i = 0; i < 100; ++i)
        QVERIFY(backOff(policy, 0) >= 1000ms && backOff(policy, 0) <= 2000ms);
}

void TestRetry::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds");
    constexpr int nothing = -1;
    QTest::newRow("seconds") << QByteArray("120") << 120;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("spaces") << QByteArray(" 5 ") << 5;
    QTest::newRow("huge") << QByteArray("99999999999999999999999") << 365 * 24 * 3600;
    QTest::newRow("IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << 37;
    QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << 37;
    QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << 37;
    QTest::newRow("past") << QByteArray("Sun, 06 Nov 1994 08:48:00 GMT") << 0;
    QTest::newRow("empty") << QByteArray() << nothing;
    QTest::newRow("negative") << QByteArray("-5") << nothing;
    QTest::newRow("fraction") << QByteArray("1.5") << nothing;
    QTest::newRow("words") << QByteArray("soon") << nothing;
}

void TestRetry::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    const QDateTime now(QDate(1994, 11, 6), QTime(8, 49), Qt::UTC);

    const auto wait = parseRetryAfter(value, now);

    QCOMPARE(wait ? int(wait->count() / 1000) : -1, seconds);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
