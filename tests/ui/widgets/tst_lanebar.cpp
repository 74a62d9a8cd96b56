// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/lanebar.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr Lanes underWay{.completed = 61'394, .failed = 588, .accepted = 5'500, .unknown = 3, .notSent = 32'515};

} // namespace

class TestLaneBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void theCountsAddUpToTheFile();
    void everyCountIsShown();
    void assistiveTechnologySeesSettledRowsMove();
    void aSingleFailedRowInAMillionIsSeen();
    void nothingYetIsNotFull();
};

void TestLaneBar::theCountsAddUpToTheFile()
{
    QCOMPARE(underWay.total(), qint64(100'000));
}

void TestLaneBar::everyCountIsShown()
{
    LaneBar bar;

    bar.setLanes(underWay);

    const auto count = [&bar](const char *lane) {
        return bar.findChild<QWidget *>(QLatin1StringView(lane))->findChild<QLabel *>(u"count"_s)->text();
    };
    QCOMPARE(count("lane.completed"), u"61,394"_s);
    QCOMPARE(count("lane.failed"), u"588"_s);
    QCOMPARE(count("lane.accepted"), u"5,500"_s);
    QCOMPARE(count("lane.unknown"), u"3"_s);
    QCOMPARE(count("lane.notSent"), u"32,515"_s);
}

void TestLaneBar::assistiveTechnologySeesSettledRowsMove()
{
    LaneBar bar(LaneBar::Legend::Hidden);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&bar);
    QCOMPARE(interface->role(), QAccessible::ProgressBar);

    bar.setLanes(underWay);

    QVERIFY(interface->valueInterface());
    QCOMPARE(interface->valueInterface()->currentValue().toLongLong(), qint64(61'982));
    QCOMPARE(interface->valueInterface()->maximumValue().toLongLong(), qint64(100'000));
}

void TestLaneBar::aSingleFailedRowInAMillionIsSeen()
{
    LaneBar bar(LaneBar::Legend::Hidden);
    bar.resize(400, 6);
    bar.setLanes({.completed = 999'999, .failed = 1, .accepted = 0, .unknown = 0, .notSent = 0});

    const QImage image = bar.grab().toImage();

    const QColor end = image.pixelColor(image.width() - 3, image.height() / 2);
    QVERIFY2(end.red() > end.green(), qPrintable(end.name()));
}

void TestLaneBar::nothingYetIsNotFull()
{
    LaneBar bar(LaneBar::Legend::Hidden);
    bar.resize(400, 6);

    bar.setLanes({.completed = 0, .failed = 0, .accepted = 0, .unknown = 0, .notSent = 10});

    const QColor middle = bar.grab().toImage().pixelColor(200, 3);
    QCOMPARE(middle, color(Token::Groove, bar.palette()));
}

QTEST_MAIN(TestLaneBar)
#include "tst_lanebar.moc"
