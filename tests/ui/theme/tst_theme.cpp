// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { m_theme->setAppearance(Appearance::Light); }

    void theChosenAppearanceReachesEveryWidget();
    void choosingTheSameAgainChangesNothing();
    void highContrastCanBeChosen();
    void buttonsAreWideEnoughForTheirText();
    void motionCanBeTurnedOff();
    void theScaleOfTypeHasItsSteps();

private:
    Theme *m_theme = nullptr;
};

void TestTheme::theChosenAppearanceReachesEveryWidget()
{
    QPushButton button;
    button.show();
    const QSignalSpy changes(m_theme, &Theme::schemeChanged);

    m_theme->setAppearance(Appearance::Dark);

    QCOMPARE(changes.count(), 1);
    QTRY_COMPARE(button.palette().color(QPalette::Window), color(Token::Window, Scheme::Dark));
    QCOMPARE(schemeOf(button.palette()), Scheme::Dark);
}

void TestTheme::choosingTheSameAgainChangesNothing()
{
    const QSignalSpy changes(m_theme, &Theme::schemeChanged);

    m_theme->setAppearance(Appearance::Light);

    QCOMPARE(changes.count(), 0);
}

void TestTheme::highContrastCanBeChosen()
{
    m_theme->setAppearance(Appearance::HighContrast);

    QVERIFY(m_theme->scheme() == Scheme::HighContrastLight || m_theme->scheme() == Scheme::HighContrastDark);
}

void TestTheme::buttonsAreWideEnoughForTheirText()
{
    for (const ButtonKind kind : {ButtonKind::Default, ButtonKind::Primary, ButtonKind::Quiet, ButtonKind::Danger}) {
        QPushButton button(u"Stop after this chunk"_s);
        setButtonKind(button, kind);

        const int text = button.fontMetrics().horizontalAdvance(button.text());
        QVERIFY(button.sizeHint().width() >= text + 2 * space::medium);
        QVERIFY(button.sizeHint().height() >= size::control);
    }
}

void TestTheme::motionCanBeTurnedOff()
{
    const QWidget widget;

    m_theme->setMotion(Motion::None);
    QVERIFY(!wantsMotion(widget));
    m_theme->setMotion(Motion::Full);
    QVERIFY(wantsMotion(widget));
}

void TestTheme::theScaleOfTypeHasItsSteps()
{
    const qreal body = typeFont(Type::Body).pointSizeF();

    QCOMPARE(typeFont(Type::PanelTitle).pointSizeF() / body, 1.7);
    QCOMPARE(typeFont(Type::CardTitle).pointSizeF() / body, 1.3);
    QCOMPARE(typeFont(Type::Secondary).pointSizeF() / body, 0.95);
    QCOMPARE(typeFont(Type::PanelTitle).weight(), QFont::DemiBold);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
