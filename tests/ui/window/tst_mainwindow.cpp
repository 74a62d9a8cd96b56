// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"
#include "ui/panels/panel.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

class ScriptedPanel : public Panel
{
public:
    explicit ScriptedPanel(const QString &lost)
        : m_lost(lost)
    {}
    QString title() const override { return u"Scripted"_s; }
    QString iconName() const override { return u"passport"_s; }
    bool hasUnsavedWork() const override { return !m_lost.isEmpty(); }
    QString unsavedWork() const override { return m_lost; }

private:
    QString m_lost;
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init();
    void cleanup() { m_window.reset(); }

    void withoutUnsavedWorkLeavingIsNotAskedFor();
    void whatWouldBeLostIsSaidBeforeLeaving();
    void keepingWorkStays();
    void closingWithUnsavedWorkAsksFirst();
    void aPanelTakesBackItsOwnWordsOnly();
    void aSheetOverSomePanelsLeavesTheOthersToWorkIn();
    void aSheetSetWhileAnotherPanelShowsLeavesItsKeyboardAlone();
    void aPanelWithAKnownKeyTakesThePlaceOfTheOneBefore();
    void theNextStartShowsThePanelThatWasLeft();

private:
    void add(const QString &lost) { m_window->addPanel(u"scripted"_s, new ScriptedPanel(lost)); }
    QMessageBox *question(const QString &name) const { return m_window->findChild<QMessageBox *>(name); }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_settings->clear();
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
}

void TestMainWindow::withoutUnsavedWorkLeavingIsNotAskedFor()
{
    add({});
    bool left = false;

    m_window->leaveThen([&left] { left = true; });

    QVERIFY(left);
    QVERIFY(!question(u"leaveQuestion"_s));
}

void TestMainWindow::whatWouldBeLostIsSaidBeforeLeaving()
{
    add(u"Two edits."_s);
    bool left = false;

    m_window->leaveThen([&left] { left = true; });

    QVERIFY(!left);
    QMessageBox *asked = question(u"leaveQuestion"_s);
    QVERIFY(asked);
    QCOMPARE(asked->informativeText(), u"Two edits."_s);
    asked->findChild<QPushButton *>(u"loseWork"_s)->click();
    QVERIFY(left);
}

void TestMainWindow::keepingWorkStays()
{
    add(u"Two edits."_s);
    bool left = false;
    m_window->leaveThen([&left] { left = true; });

    question(u"leaveQuestion"_s)->reject();

    QVERIFY(!left);
}

void TestMainWindow::closingWithUnsavedWorkAsksFirst()
{
    add(u"Two edits."_s);

    QVERIFY(!m_window->close());

    QVERIFY(m_window->isVisible());
    question(u"closeQuestion"_s)->findChild<QPushButton *>(u"loseWork"_s)->click();
    QTRY_VERIFY(!m_window->isVisible());
}

void TestMainWindow::aPanelTakesBackItsOwnWordsOnly()
{
    auto *first = new ScriptedPanel({});
    auto *second = new ScriptedPanel({});
    m_window->addPanel(u"first"_s, first);
    m_window->addPanel(u"second"_s, second);
    const auto *status = m_window->findChild<QLabel *>(u"status"_s);

    Q_EMIT first->statusChanged(u"saved"_s);
    Q_EMIT second->statusChanged(u"importing"_s);
    Q_EMIT first->statusChanged({});
    QCOMPARE(status->text(), u"importing"_s);

    Q_EMIT second->statusChanged({});
    QVERIFY(status->text().isEmpty());
}

void TestMainWindow::aSheetOverSomePanelsLeavesTheOthersToWorkIn()
{
    auto *first = new ScriptedPanel({});
    auto *second = new ScriptedPanel({});
    m_window->addPanel(u"first"_s, first);
    m_window->addPanel(u"second"_s, second);
    auto *sheet = new QLabel(u"Key?"_s);

    m_window->setSheet(sheet, {u"first"_s});
    QVERIFY(sheet->isVisible());
    QVERIFY(!first->isEnabled());

    m_window->showPanel(u"second"_s);
    QVERIFY(!sheet->isVisible());
    QVERIFY(second->isEnabled());

    m_window->showPanel(u"first"_s);
    QVERIFY(sheet->isVisible());
    QVERIFY(!first->isEnabled());

    m_window->setSheet(nullptr);
    QVERIFY(first->isEnabled());
}

void TestMainWindow::aSheetSetWhileAnotherPanelShowsLeavesItsKeyboardAlone()
{
    auto *second = new ScriptedPanel({});
    auto *field = new QLineEdit(second);
    m_window->addPanel(u"first"_s, new ScriptedPanel({}));
    m_window->addPanel(u"second"_s, second);
    m_window->showPanel(u"second"_s);
    field->setFocus();

    m_window->setSheet(new QLineEdit, {u"first"_s});

    QCOMPARE(m_window->focusWidget(), field);
}

void TestMainWindow::aPanelWithAKnownKeyTakesThePlaceOfTheOneBefore()
{
    const QPointer<Panel> waiting = new ScriptedPanel({});
    m_window->addPanel(u"first"_s, waiting);
    m_window->addPanel(u"second"_s, new ScriptedPanel({}));
    auto *ready = new ScriptedPanel({});

    m_window->addPanel(u"first"_s, ready);

    QVERIFY(!waiting);
    QVERIFY(ready->isVisible());
    QCOMPARE(m_window->panel(u"first"_s), ready);
    QCOMPARE(m_window->findChildren<QWidget *>(QRegularExpression(u"^rail\\."_s)).size(), 2);
    Q_EMIT ready->statusChanged(u"ready"_s);
    QCOMPARE(m_window->findChild<QLabel *>(u"status"_s)->text(), u"ready"_s);
}

void TestMainWindow::theNextStartShowsThePanelThatWasLeft()
{
    for (const QString &key : {u"first"_s, u"second"_s, u"third"_s})
        m_window->addPanel(key, new ScriptedPanel({}));
    m_window->showPanel(u"second"_s);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();

    auto *second = new ScriptedPanel({});
    m_window->addPanel(u"first"_s, new ScriptedPanel({}));
    m_window->addPanel(u"second"_s, second);
    m_window->addPanel(u"third"_s, new ScriptedPanel({}));

    QVERIFY(second->isVisible());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
