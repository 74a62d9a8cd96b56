// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"

#include "ui/panels/panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cover.h"
#include "ui/widgets/rail.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString panelKey = u"window/panel"_s;

} // namespace

MainWindow::MainWindow(QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_strip(new EnvironmentStrip(this))
    , m_rail(new Rail(this))
    , m_place(new QWidget(this))
    , m_stack(new QStackedWidget(m_place))
    , m_cover(new Cover(m_place))
    , m_status(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_standing(new QLabel(this))
{
    setObjectName(u"mainWindow"_s);
    createMenus();
    createStatusBar();
    lay();
    connect(m_rail, &Rail::currentChanged, this, &MainWindow::currentPanelChanged);
    resize(1440, 880);
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::lay()
{
    m_rail->setTitle(tr("Chancery"));
    m_stack->setObjectName(u"panels"_s);
    auto *centre = new QWidget(this);
    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_rail);
    // The cover is not on the stack: assistive technology sees nothing of a stack but its pages.
    auto *place = new QVBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_stack);
    columns->addWidget(m_place, 1);
    auto *rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_strip);
    rows->addLayout(columns, 1);
    setCentralWidget(centre);
}

void MainWindow::createMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *connections = file->addAction(themeIcon(u"connection"_s), tr("&Connections…"));
    connections->setObjectName(u"actionConnections"_s);
    connections->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(connections, &QAction::triggered, this, &MainWindow::connectionsWanted);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"));
    quit->setObjectName(u"actionQuit"_s);
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, this, &QWidget::close);

    m_goMenu = menuBar()->addMenu(tr("&Go"));
    QMenu *view = menuBar()->addMenu(tr("&View"));
    QAction *refresh = view->addAction(themeIcon(u"refresh"_s), tr("&Refresh"));
    refresh->setObjectName(u"actionRefresh"_s);
    refresh->setShortcut(QKeySequence(Qt::Key_F5));
    connect(refresh, &QAction::triggered, this, [this] {
        if (Panel *current = shownPanel())
            current->refresh();
    });
    QMenu *appearance = view->addMenu(tr("&Appearance"));
    m_appearances = new QActionGroup(this);
    const std::pair<Appearance, QString> choices[] = {{Appearance::System, tr("As the &system")},
                                                      {Appearance::Light, tr("&Light")},
                                                      {Appearance::Dark, tr("&Dark")},
                                                      {Appearance::HighContrast, tr("&High contrast")}};
    for (const auto &[value, text] : choices) {
        QAction *action = appearance->addAction(text);
        action->setCheckable(true);
        action->setData(int(value));
        m_appearances->addAction(action);
    }
    connect(m_appearances, &QActionGroup::triggered, this,
            [this](const QAction *action) { Q_EMIT appearanceChosen(Appearance(action->data().toInt())); });

    m_phone = view->addAction(themeIcon(u"seal"_s), tr("Simulated &phone"));
    m_phone->setObjectName(u"actionPhone"_s);
    m_phone->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_phone->setVisible(false);
    connect(m_phone, &QAction::triggered, this, &MainWindow::phoneWanted);

    QAction *about = menuBar()->addMenu(tr("&Help"))->addAction(tr("&About Chancery"));
    about->setObjectName(u"actionAbout"_s);
    connect(about, &QAction::triggered, this, &MainWindow::aboutWanted);
}

void MainWindow::setPhoneOffered(bool isOffered)
{
    m_phone->setVisible(isOffered);
}

void MainWindow::createStatusBar()
{
    m_status->setObjectName(u"status"_s);
    m_progress->setObjectName(u"statusProgress"_s);
    m_progress->setAccessibleName(tr("Progress of running work"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->hide();
    m_standing->setObjectName(u"standing"_s);
    for (QLabel *label : {m_status, m_standing})
        setType(*label, Type::Secondary);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(space::medium, 0, space::medium, 0);
    statusBar()->addWidget(m_status);
    statusBar()->addWidget(m_progress);
    statusBar()->addPermanentWidget(m_standing);
}

void MainWindow::addPanel(const QString &key, Panel *panel)
{
    if (m_panels.contains(key))
        return takePlace(key, panel);
    m_panels.insert(key, panel);
    m_stack->addWidget(panel);
    listenTo(key, panel);
    m_rail->addEntry({key, panel->title(), panel->iconName()});
    QAction *go = m_goMenu->addAction(themeIcon(panel->iconName()), panel->title());
    go->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + m_panels.size())));
    connect(go, &QAction::triggered, this, [this, key] { this->go(key); });
    const QVariant remembered = m_settings.value(panelKey);
    if (m_panels.size() == 1 || remembered.toString() == key)
        showPanel(key);
    if (remembered.isValid()) // the one that is shown until all are there was chosen by nobody
        m_settings.setValue(panelKey, remembered);
}

void MainWindow::listenTo(const QString &key, Panel *panel)
{
    connect(panel, &Panel::badgeChanged, this, [this, key](const QString &badge) { m_rail->setBadge(key, badge); });
    connect(panel, &Panel::statusChanged, this, [this, panel](const QString &status) { showStatus(panel, status); });
    connect(panel, &Panel::progressChanged, this, &MainWindow::showProgress);
}

void MainWindow::takePlace(const QString &key, Panel *panel)
{
    Panel *before = m_panels.value(key);
    const bool isShown = m_stack->currentWidget() == before;
    m_panels.insert(key, panel);
    m_stack->insertWidget(m_stack->indexOf(before), panel);
    listenTo(key, panel);
    if (isShown)
        m_stack->setCurrentWidget(panel);
    if (m_speaker == before)
        showStatus(before, {});
    m_rail->setBadge(key, {});
    m_stack->removeWidget(before);
    delete before;
}

void MainWindow::go(const QString &key)
{
    showPanel(key);
    if (m_cover->isVisible()) // the keyboard goes along to where the work is
        m_cover->sheet()->setFocus(Qt::ShortcutFocusReason);
    else if (m_panels.value(key)->focusProxy())
        m_panels.value(key)->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::clearPanels()
{
    for (Panel *panel : std::as_const(m_panels)) {
        m_stack->removeWidget(panel);
        delete panel;
    }
    m_panels.clear();
    m_rail->clear();
    m_goMenu->clear();
    m_status->clear();
    m_speaker = nullptr;
    showProgress(-1);
}

void MainWindow::showPanel(const QString &key)
{
    m_rail->setCurrent(key);
    currentPanelChanged(key);
}

void MainWindow::currentPanelChanged(const QString &key)
{
    Panel *panel = m_panels.value(key);
    if (!panel)
        return;
    m_stack->setCurrentWidget(panel);
    showCover();
    m_settings.setValue(panelKey, key);
    updateTitle();
}

void MainWindow::setEnvironment(const EnvironmentFacts &facts)
{
    m_strip->setFacts(facts);
    updateTitle();
}

const EnvironmentFacts &MainWindow::environment() const
{
    return m_strip->facts();
}

void MainWindow::setSheet(QWidget *sheet, const QStringList &panels)
{
    m_covered = panels;
    showCover();
    m_cover->setSheet(sheet);
}

void MainWindow::showCover()
{
    const bool lies = m_covered.isEmpty() || m_covered.contains(m_panels.key(shownPanel()));
    lies ? m_cover->lay() : m_cover->setAside();
}

Panel *MainWindow::shownPanel() const
{
    return qobject_cast<Panel *>(m_stack->currentWidget());
}

void MainWindow::setAppearance(Appearance appearance)
{
    for (QAction *action : m_appearances->actions())
        action->setChecked(action->data().toInt() == int(appearance));
}

void MainWindow::setStanding(const QString &text)
{
    m_standing->setText(text);
}

/// A panel that has nothing more to say takes back its own words only.
void MainWindow::showStatus(const Panel *speaker, const QString &status)
{
    if (status.isEmpty() && speaker != m_speaker)
        return;
    m_speaker = speaker;
    m_status->setText(status);
}

void MainWindow::showProgress(int permille)
{
    m_progress->setVisible(permille >= 0);
    m_progress->setValue(std::max(permille, 0));
}

void MainWindow::updateTitle()
{
    const EnvironmentFacts &facts = m_strip->facts();
    if (facts.profile.isEmpty())
        return setWindowTitle(tr("Chancery"));
    const Panel *panel = shownPanel();
    const QString place = tr("%1 (%2)").arg(facts.profile, dangerWord(facts.danger));
    setWindowTitle(panel ? tr("%1 · %2 — Chancery").arg(panel->title(), place) : tr("%1 — Chancery").arg(place));
}

/// What would be lost with the panels, in sentences; empty when there is nothing.
QString MainWindow::unsavedWork() const
{
    QStringList sentences;
    for (const Panel *panel : m_panels) {
        if (panel->hasUnsavedWork())
            sentences << panel->unsavedWork();
    }
    return sentences.join(u"\n\n"_s);
}

bool MainWindow::mayClose()
{
    const QString lost = unsavedWork();
    if (lost.isEmpty() || m_closeConfirmed)
        return true;
    askToLose({u"closeQuestion"_s, tr("Close Chancery?"), lost, tr("Close anyway")}, [this] {
        m_closeConfirmed = true;
        close();
    });
    return false;
}

void MainWindow::leaveThen(std::function<void()> next)
{
    const QString lost = unsavedWork();
    if (lost.isEmpty())
        return next();
    askToLose({u"leaveQuestion"_s, tr("Leave this connection?"), lost, tr("Leave it anyway")}, std::move(next));
}

void MainWindow::askToLose(const LossQuestion &asked, std::function<void()> next)
{
    auto *question = new QMessageBox(QMessageBox::Warning, asked.title, asked.title, QMessageBox::NoButton, this);
    question->setObjectName(asked.objectName);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(asked.lost);
    QPushButton *keep = question->addButton(tr("Keep working"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    QPushButton *lose = question->addButton(asked.confirm, QMessageBox::DestructiveRole);
    lose->setObjectName(u"loseWork"_s);
    setButtonKind(*lose, ButtonKind::Danger);
    connect(lose, &QPushButton::clicked, this, std::move(next));
    question->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose())
        return event->ignore();
    m_settings.setValue(geometryKey, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace chancery
