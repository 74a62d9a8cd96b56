// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statediagram.h"

#include "tests/ui/widgets/drawntemplate.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include <algorithm>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

const QStringList toTheReview{u"INSTRUCTED"_s};

/// How many pixels have that colour, as it is.
qsizetype pixelsOf(const QImage &image, const QColor &ink)
{
    qsizetype count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == ink.rgb() ? 1 : 0;
    return count;
}

QImage picture(StateDiagram &diagram, int width = 700)
{
    diagram.resize(width, diagram.heightForWidth(width));
    return diagram.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

class TestStateDiagram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }

    void theDescriptionTellsThePathInWords();
    void withoutASettlementItTellsTheMainPath();
    void theStateInReviewIsAmberAndThePassedAreGreen_data();
    void theStateInReviewIsAmberAndThePassedAreGreen();
    void byItselfATemplateShoutsNothing();
    void aStateTellsItsParticularsOnHover();
    void namesAreNeverTakenForMarkup();
    void theWidthDecidesTheHeight();
    void clearedItIsEmptyAndTakesNoRoom();
    void aHundredStatesAreDrawnInTime();

private:
    Theme *m_theme = nullptr;
};

void TestStateDiagram::theDescriptionTellsThePathInWords()
{
    StateDiagram diagram;

    diagram.show(drawnTemplate(crossPlatformWays()), toTheReview, u"COMPLIANCE_CHECKING"_s);

    QCOMPARE(diagram.accessibleName(), u"State diagram of Drawn"_s);
    QCOMPARE(diagram.accessibleDescription(), u"Passed: Instructed. Now: Compliance checking, which may wait for a "
                                              "decision. Next: Compliance cleared or Rolled back."_s);
}

void TestStateDiagram::withoutASettlementItTellsTheMainPath()
{
    StateDiagram diagram;

    diagram.show(drawnTemplate(paymentWays()), {}, {});

    QCOMPARE(diagram.accessibleDescription(), u"Main path: Instructed, Executing swap, Finalized."_s);
}

void TestStateDiagram::theStateInReviewIsAmberAndThePassedAreGreen_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
    QTest::newRow("high contrast") << Appearance::HighContrast;
}

void TestStateDiagram::theStateInReviewIsAmberAndThePassedAreGreen()
{
    QFETCH(Appearance, appearance);
    m_theme->setAppearance(appearance);
    StateDiagram diagram;

    diagram.show(drawnTemplate(crossPlatformWays()), toTheReview, u"COMPLIANCE_CHECKING"_s);

    const QImage image = picture(diagram);
    QVERIFY(pixelsOf(image, color(Token::Attention, m_theme->scheme())) > 50);
    QVERIFY(pixelsOf(image, color(Token::Good, m_theme->scheme())) > 50);
    QVERIFY(pixelsOf(image, tint(Token::Attention, m_theme->scheme())) > 500);
    QVERIFY(pixelsOf(image, tint(Token::Good, m_theme->scheme())) > 500);
}

void TestStateDiagram::byItselfATemplateShoutsNothing()
{
    m_theme->setAppearance(Appearance::Light);
    StateDiagram diagram;

    diagram.show(drawnTemplate(crossPlatformWays()), {}, {});

    const QImage image = picture(diagram);
    QCOMPARE(pixelsOf(image, color(Token::Attention, Scheme::Light)), 0);
    QCOMPARE(pixelsOf(image, color(Token::Good, Scheme::Light)), 0);
}

void TestStateDiagram::aStateTellsItsParticularsOnHover()
{
    keystone::SettlementTemplate shown = drawnTemplate(u"CHECK > DONE FAIL"_s);
    shown.config.actions << keystone::StateAction{
        u"CHECK"_s, u"compliance_check"_s, u"demo_entity"_s, u"manual"_s, 5400, {}};
    StateDiagram diagram;
    diagram.show(shown, {}, {});
    picture(diagram);
    diagram.show();

    QHelpEvent hover(QEvent::ToolTip, QPoint(30, 30), diagram.mapToGlobal(QPoint(30, 30)));
    QCoreApplication::sendEvent(&diagram, &hover);

    QCOMPARE(QToolTip::text(),
             u"CHECK<br>Kind: start<br>May wait for a decision<br>The service runs compliance_check by "
             "demo_entity (manual), for at most 1 h 30 min<br>Leads to: DONE, FAIL"_s);
}

void TestStateDiagram::namesAreNeverTakenForMarkup()
{
    StateDiagram diagram;
    diagram.show(drawnTemplate(u"<img/ > DONE"_s), {}, {});
    picture(diagram);
    diagram.show();

    QHelpEvent hover(QEvent::ToolTip, QPoint(30, 30), diagram.mapToGlobal(QPoint(30, 30)));
    QCoreApplication::sendEvent(&diagram, &hover);

    QVERIFY2(QToolTip::text().startsWith(u"&lt;img/<br>"_s), qPrintable(QToolTip::text()));
}

void TestStateDiagram::theWidthDecidesTheHeight()
{
    StateDiagram diagram;

    diagram.show(drawnTemplate(escrowWays()), {}, {});

    QVERIFY(diagram.heightForWidth(400) > diagram.heightForWidth(1200));
    diagram.resize(400, 50);
    QCOMPARE(diagram.minimumSizeHint().height(), diagram.heightForWidth(400));
}

void TestStateDiagram::clearedItIsEmptyAndTakesNoRoom()
{
    StateDiagram diagram;
    diagram.show(drawnTemplate(escrowWays()), {}, u"SETTLED"_s);

    diagram.clear();

    QCOMPARE(diagram.sizeHint(), QSize(0, 0));
    QCOMPARE(diagram.accessibleDescription(), QString());
    QCOMPARE(pixelsOf(picture(diagram, 300), color(Token::Good, m_theme->scheme())), 0);
}

void TestStateDiagram::aHundredStatesAreDrawnInTime()
{
    QString ways;
    for (int i = 0; i < 100; ++i)
        ways += u"S%1 > S%2 FAIL%3 S%4;"_s.arg(i).arg(i + 1).arg(i % 9).arg(i / 2);
    StateDiagram diagram;
    QElapsedTimer clock;
    clock.start();

    diagram.show(drawnTemplate(ways), {u"S0"_s, u"S1"_s}, u"S2"_s);
    const QImage image = picture(diagram);

    QVERIFY(!image.isNull());
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    qInfo() << "drawn in" << clock.elapsed() << "ms";
}

QTEST_MAIN(TestStateDiagram)

#include "tst_statediagram.moc"
