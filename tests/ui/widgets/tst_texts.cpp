// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/texts.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digitsAreGrouped();
    void timesAreSaidRelatively_data();
    void timesAreSaidRelatively();
    void farAwayTimesAreDates();
    void noTimeIsNoText();
    void theExactTimeNamesItsZone();
    void aLabelShowsTheExactTimeOnHover();
};

void TestTexts::digitsAreGrouped()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(numberText(1'002'418), u"1,002,418"_s);
    QCOMPARE(numberText(-61'394), u"-61,394"_s);
    QCOMPARE(numberText(999), u"999"_s);
}

void TestTexts::timesAreSaidRelatively_data()
{
    QTest::addColumn<qint64>("secondsAgo");
    QTest::addColumn<QString>("words");
    QTest::newRow("now") << qint64(1) << u"just now"_s;
    QTest::newRow("seconds") << qint64(42) << u"42 s ago"_s;
    QTest::newRow("minutes") << qint64(120) << u"2 min ago"_s;
    QTest::newRow("hours") << qint64(2 * 3600 + 59 * 60) << u"2 h ago"_s;
    QTest::newRow("days") << qint64(3 * 86400) << u"3 d ago"_s;
    QTest::newRow("to come") << qint64(-31) << u"in 31 s"_s;
}

void TestTexts::timesAreSaidRelatively()
{
    QFETCH(const qint64, secondsAgo);
    QFETCH(const QString, words);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

    QCOMPARE(relativeText(now.addSecs(-secondsAgo), now), words);
}

void TestTexts::farAwayTimesAreDates()
{
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

    QVERIFY(relativeText(now.addDays(-400), now).contains(u"25"_s));
    QVERIFY(!relativeText(now.addDays(-400), now).contains(u"ago"_s));
}

void TestTexts::noTimeIsNoText()
{
    QCOMPARE(relativeText({}, QDateTime::currentDateTimeUtc()), QString());
    QCOMPARE(exactText({}), QString());
}

void TestTexts::theExactTimeNamesItsZone()
{
    const QDateTime when(QDate(2026, 4, 1), QTime(14, 2, 51), Qt::UTC);

    QVERIFY(exactText(when).contains(u"2026-04-01 14:02:51 UTC"_s));
}

void TestTexts::aLabelShowsTheExactTimeOnHover()
{
    RelativeTime label;
    const QDateTime when = QDateTime::currentDateTimeUtc().addSecs(-130);

    label.setMoment(when, u"synced"_s);

    QCOMPARE(label.text(), u"synced 2 min ago"_s);
    QCOMPARE(label.toolTip(), exactText(when));
}

QTEST_MAIN(TestTexts)
#include "tst_texts.moc"
