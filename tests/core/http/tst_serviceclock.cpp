// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/serviceclock.h"

#include <QLocale>
#include <QTest>

using namespace chancery;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray written(const QDateTime &time, const QString &form)
{
    return QLocale::c().toString(time, form).toLatin1();
}

QByteArray written(const QDateTime &time)
{
    return written(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
}

/// How far it is ahead of this computer, to the second or two.
qint64 ahead(const ServiceClock &clock)
{
    return QDateTime::currentDateTimeUtc().secsTo(clock.now());
}

} // namespace

class TestServiceClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOursUntilTold();
    void followsAServiceThatIsAnHourOff_data();
    void followsAServiceThatIsAnHourOff();
    void wholeSecondsAndSlowAnswersChangeNothing();
    void comesBackWhenOurClockIsMended();
    void whatIsNoDateTellsNothing_data();
    void whatIsNoDateTellsNothing();
};

void TestServiceClock::isOursUntilTold()
{
    QCOMPARE(ahead(ServiceClock()), 0);
}

void TestServiceClock::followsAServiceThatIsAnHourOff_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<int>("seconds");
    const QString usual = u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s;
    QTest::newRow("ahead") << usual << 3600;
    QTest::newRow("behind") << usual << -3600;
    QTest::newRow("RFC 850") << u"dddd, dd-MMM-yy hh:mm:ss 'GMT'"_s << 3600;
    QTest::newRow("asctime") << u"ddd MMM d hh:mm:ss yyyy"_s << -3600;
}

void TestServiceClock::followsAServiceThatIsAnHourOff()
{
    QFETCH(QString, form);
    QFETCH(int, seconds);
    ServiceClock clock;

    clock.learn(written(QDateTime::currentDateTimeUtc().addSecs(seconds), form), 20ms);

    QVERIFY2(qAbs(ahead(clock) - seconds) <= 2, qPrintable(QString::number(ahead(clock))));
}

void TestServiceClock::wholeSecondsAndSlowAnswersChangeNothing()
{
    ServiceClock clock;

    clock.learn(written(QDateTime::currentDateTimeUtc().addSecs(-4)), 0ms);
    QCOMPARE(ahead(clock), 0);
    clock.learn(written(QDateTime::currentDateTimeUtc().addSecs(-30)), 40s);
    QCOMPARE(ahead(clock), 0);
}

void TestServiceClock::comesBackWhenOurClockIsMended()
{
    ServiceClock clock;
    clock.learn(written(QDateTime::currentDateTimeUtc().addSecs(3600)), 0ms);

    clock.learn(written(QDateTime::currentDateTimeUtc()), 0ms);

    QCOMPARE(ahead(clock), 0);
}

void TestServiceClock::whatIsNoDateTellsNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("yesterday");
    QTest::newRow("no such day") << QByteArray("Sun, 31 Feb 2027 10:00:00 GMT");
    QTest::newRow("another zone") << QByteArray("Sun, 22 Nov 2026 10:00:00 CET");
    QTest::newRow("bytes") << QByteArray("\xff\x00\x01", 3);
}

void TestServiceClock::whatIsNoDateTellsNothing()
{
    QFETCH(QByteArray, text);
    ServiceClock clock;
    clock.learn(written(QDateTime::currentDateTimeUtc().addSecs(3600)), 0ms);

    clock.learn(text, 0ms);

    QVERIFY(qAbs(ahead(clock) - 3600) <= 2);
}

QTEST_GUILESS_MAIN(TestServiceClock)
#include "tst_serviceclock.moc"
