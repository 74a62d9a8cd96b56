// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/sections.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

class PlainSection : public Panel
{
public:
    explicit PlainSection(const QString &title)
        : m_title(title)
        , m_field(new QLineEdit(this))
    {
        (new QVBoxLayout(this))->addWidget(m_field);
        setFocusProxy(m_field);
    }
    QString title() const override { return m_title; }
    QString iconName() const override { return u"table"_s; }
    void refresh() override { ++refreshed; }
    bool hasUnsavedWork() const override { return !lost.isEmpty(); }
    QString unsavedWork() const override { return lost; }
    QLineEdit &field() { return *m_field; }

    int refreshed = 0;
    QString lost;

private:
    QString m_title;
    QLineEdit *m_field;
};

} // namespace

class TestSectionsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init();
    void cleanup() { m_panel.reset(); }

    void theFirstSectionIsShown();
    void keysTurnToTheNextSectionAndToANumber();
    void theKeyboardGoesAlong();
    void theSectionShownLastIsShownAgain();
    void onlyTheSectionOnShowIsRefreshed();
    void whatAnySectionWouldLoseIsSaid();
    void theFirstBadgeStandsForThePanel();
    void aSectionTakesBackItsOwnWordsOnly();
    void progressOfAnotherSectionStaysInSight();
    void aSheetKeepsTheInputBelow();
    void assistiveTechnologyKnowsTheTabsByTheirTitles();

private:
    std::unique_ptr<SectionsPanel> made();
    QTabBar *tabs() const { return m_panel->findChild<QTabBar *>(u"deskTabs"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<SectionsPanel> m_panel;
    PlainSection *m_first = nullptr;
    PlainSection *m_second = nullptr;
    PlainSection *m_third = nullptr;
};

void TestSectionsPanel::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_settings->clear();
    m_panel = made();
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

std::unique_ptr<SectionsPanel> TestSectionsPanel::made()
{
    auto panel = std::make_unique<SectionsPanel>(SectionsPanel::Facts{u"desk"_s, u"Desk"_s, u"table"_s}, *m_settings);
    m_first = new PlainSection(u"Review"_s);
    m_second = new PlainSection(u"All"_s);
    m_third = new PlainSection(u"Templates"_s);
    panel->addSection(u"review"_s, m_first);
    panel->addSection(u"all"_s, m_second);
    panel->addSection(u"templates"_s, m_third);
    return panel;
}

void TestSectionsPanel::theFirstSectionIsShown()
{
    QCOMPARE(m_panel->currentSection(), u"review"_s);
    QVERIFY(m_first->isVisible());
    QVERIFY(!m_second->isVisible());
}

void TestSectionsPanel::keysTurnToTheNextSectionAndToANumber()
{
    QTest::keyClick(m_panel.get(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_panel->currentSection(), u"all"_s);

    QTest::keyClick(m_panel.get(), Qt::Key_3, Qt::AltModifier);
    QCOMPARE(m_panel->currentSection(), u"templates"_s);

    QTest::keyClick(m_panel.get(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_panel->currentSection(), u"review"_s);

    QTest::keyClick(m_panel.get(), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(m_panel->currentSection(), u"templates"_s);

    QTest::keyClick(m_panel.get(), Qt::Key_7, Qt::AltModifier);
    QCOMPARE(m_panel->currentSection(), u"templates"_s);
}

void TestSectionsPanel::theKeyboardGoesAlong()
{
    m_first->setFocus();
    QTRY_VERIFY(m_first->field().hasFocus());

    QTest::keyClick(&m_first->field(), Qt::Key_2, Qt::AltModifier);
    QVERIFY(m_second->field().hasFocus());

    tabs()->setFocus();
    QTest::keyClick(tabs(), Qt::Key_Left);
    QCOMPARE(m_panel->currentSection(), u"review"_s);
    QVERIFY(tabs()->hasFocus());
}

void TestSectionsPanel::theSectionShownLastIsShownAgain()
{
    m_panel->showSection(u"templates"_s);

    m_panel = made();

    QCOMPARE(m_panel->currentSection(), u"templates"_s);
}

void TestSectionsPanel::onlyTheSectionOnShowIsRefreshed()
{
    m_panel->showSection(u"all"_s);

    m_panel->refresh();

    QCOMPARE(m_first->refreshed, 0);
    QCOMPARE(m_second->refreshed, 1);
    m_panel->refreshAll();
    QCOMPARE(m_first->refreshed, 1);
}

void TestSectionsPanel::whatAnySectionWouldLoseIsSaid()
{
    QVERIFY(!m_panel->hasUnsavedWork());

    m_second->lost = u"A reason."_s;
    m_third->lost = u"A webhook."_s;

    QVERIFY(m_panel->hasUnsavedWork());
    QCOMPARE(m_panel->unsavedWork(), u"A reason.\n\nA webhook."_s);
}

void TestSectionsPanel::theFirstBadgeStandsForThePanel()
{
    QSignalSpy badges(m_panel.get(), &Panel::badgeChanged);

    Q_EMIT m_third->badgeChanged(u"2"_s);
    QCOMPARE(badges.takeLast().at(0).toString(), u"2"_s);
    Q_EMIT m_first->badgeChanged(u"7"_s);
    QCOMPARE(badges.takeLast().at(0).toString(), u"7"_s);
    QCOMPARE(tabs()->tabText(0), u"Review · 7"_s);

    Q_EMIT m_first->badgeChanged({});
    QCOMPARE(badges.takeLast().at(0).toString(), u"2"_s);
    QCOMPARE(tabs()->tabText(0), u"Review"_s);
}

void TestSectionsPanel::aSectionTakesBackItsOwnWordsOnly()
{
    QSignalSpy said(m_panel.get(), &Panel::statusChanged);

    Q_EMIT m_first->statusChanged(u"Deciding"_s);
    Q_EMIT m_second->statusChanged({});
    QCOMPARE(said.size(), 1);

    Q_EMIT m_first->statusChanged({});
    QCOMPARE(said.takeLast().at(0).toString(), QString());
}

void TestSectionsPanel::progressOfAnotherSectionStaysInSight()
{
    QSignalSpy progress(m_panel.get(), &Panel::progressChanged);
    Q_EMIT m_first->progressChanged(100);
    Q_EMIT m_second->progressChanged(500);

    Q_EMIT m_second->progressChanged(-1);
    QCOMPARE(progress.takeLast().at(0).toInt(), 100);

    Q_EMIT m_first->progressChanged(-1);
    QCOMPARE(progress.takeLast().at(0).toInt(), -1);
}

void TestSectionsPanel::aSheetKeepsTheInputBelow()
{
    m_first->field().setText(u"typed"_s);

    m_panel->setSheet(new QLabel(u"Asked"_s));
    QVERIFY(m_panel->hasSheet());
    QVERIFY(!m_first->field().isEnabled());

    m_panel->setSheet(nullptr);
    QVERIFY(!m_panel->hasSheet());
    QVERIFY(m_first->field().isEnabled());
    QCOMPARE(m_first->field().text(), u"typed"_s);
}

void TestSectionsPanel::assistiveTechnologyKnowsTheTabsByTheirTitles()
{
    Q_EMIT m_first->badgeChanged(u"7"_s);
    QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(tabs());

    QCOMPARE(bar->child(0)->text(QAccessible::Name), u"Review"_s);
    QCOMPARE(bar->child(1)->text(QAccessible::Name), u"All"_s);
}

QTEST_MAIN(TestSectionsPanel)
#include "tst_sectionspanel.moc"
