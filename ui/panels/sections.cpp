// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/sections.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/cover.h"
#include "ui/widgets/keptwidths.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int numberedSections = 9;

QString settingsKey(const QString &key)
{
    return u"sections/"_s + key;
}

QKeySequence numberKey(int index)
{
    return QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + index));
}

} // namespace

SectionsPanel::SectionsPanel(Facts facts, QSettings &settings, QWidget *parent)
    : Panel(parent)
    , m_facts(std::move(facts))
    , m_settings(settings)
    , m_title(new QLabel(m_facts.title, this))
    , m_tabs(new QTabBar(this))
    , m_place(new QWidget(this))
    , m_stack(new QStackedWidget(m_place))
    , m_cover(new Cover(m_place))
{
    setObjectName(m_facts.key + u"Panel"_s);
    m_tabs->setObjectName(m_facts.key + u"Tabs"_s);
    m_stack->setObjectName(m_facts.key + u"Sections"_s);
    setFocusProxy(m_stack);
    layOut();
    addShortcuts();
    connect(m_tabs, &QTabBar::currentChanged, this, &SectionsPanel::sectionChanged);
}

SectionsPanel::~SectionsPanel() = default;

void SectionsPanel::layOut()
{
    setType(*m_title, Type::PanelTitle);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->hide(); // one section alone needs none
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::huge, 0, space::huge, 0);
    head->setSpacing(space::huge);
    head->addWidget(m_title);
    head->addWidget(m_tabs, 1);
    // The cover is not on the stack: assistive technology sees nothing of a stack but its pages.
    auto *place = new QVBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_stack);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, space::large, 0, space::large);
    rows->setSpacing(space::medium);
    rows->addLayout(head);
    rows->addWidget(m_place, 1);
}

/// They work wherever the keyboard is in the window, as those of a panel out of sight are asleep.
void SectionsPanel::addShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    on(QKeySequence(Qt::CTRL | Qt::Key_PageDown), [this] { step(1); });
    on(QKeySequence(Qt::CTRL | Qt::Key_PageUp), [this] { step(-1); });
    for (int index = 0; index < numberedSections; ++index)
        on(numberKey(index), [this, index] { turnTo(index); });
}

void SectionsPanel::addSection(const QString &key, Panel *section)
{
    keepWidths(*section, m_settings, u"widths/"_s + m_facts.key + u'/' + key);
    const int index = int(m_sections.size());
    m_sections.append({key, section});
    m_stack->addWidget(section);
    {
        const QSignalBlocker quiet(m_tabs); // the first tab is not chosen by anybody
        m_tabs->addTab(section->title());
    }
    m_tabs->setAccessibleTabName(index, section->title());
    setBadge(section, {});
    if (index == 0) {
        setFocusProxy(section);
        takeKeyboard();
    }
    m_tabs->setVisible(m_sections.size() > 1);
    connect(section, &Panel::badgeChanged, this, [this, section](const QString &badge) { setBadge(section, badge); });
    connect(section, &Panel::statusChanged, this,
            [this, section](const QString &status) { sayStatus(section, status); });
    connect(section, &Panel::progressChanged, this, [this, section](int permille) { sayProgress(section, permille); });
    if (m_settings.value(settingsKey(m_facts.key)).toString() == key)
        showSection(key);
}

Panel *SectionsPanel::section(const QString &key) const
{
    const auto found = std::find_if(m_sections.begin(), m_sections.end(),
                                    [&key](const Section &section) { return section.key == key; });
    return found == m_sections.end() ? nullptr : found->panel;
}

void SectionsPanel::showSection(const QString &key)
{
    for (int index = 0; index < m_sections.size(); ++index) {
        if (m_sections.at(index).key == key)
            turnTo(index);
    }
}

QString SectionsPanel::currentSection() const
{
    const int index = m_tabs->currentIndex();
    return index < 0 ? QString() : m_sections.at(index).key;
}

void SectionsPanel::step(int by)
{
    const int count = int(m_sections.size());
    if (count > 1)
        turnTo((m_tabs->currentIndex() + by + count) % count);
}

void SectionsPanel::turnTo(int index)
{
    if (index < m_sections.size())
        m_tabs->setCurrentIndex(index);
}

/// The keyboard goes along, unless it is on the tabs themselves.
void SectionsPanel::sectionChanged(int index)
{
    const QWidget *before = m_stack->currentWidget();
    const bool hadFocus = before && before->isAncestorOf(window()->focusWidget()) && before->isVisible();
    m_stack->setCurrentIndex(index);
    setFocusProxy(m_sections.at(index).panel);
    m_settings.setValue(settingsKey(m_facts.key), m_sections.at(index).key);
    if (!hadFocus)
        return;
    QWidget *section = m_sections.at(index).panel;
    if (section->focusPolicy() == Qt::NoFocus && !section->focusProxy())
        m_tabs->setFocus(Qt::ShortcutFocusReason);
    else
        section->setFocus(Qt::ShortcutFocusReason);
}

void SectionsPanel::refresh()
{
    if (auto *shown = qobject_cast<Panel *>(m_stack->currentWidget()))
        shown->refresh();
}

void SectionsPanel::refreshAll()
{
    for (const Section &section : std::as_const(m_sections))
        section.panel->refresh();
}

bool SectionsPanel::hasUnsavedWork() const
{
    return std::any_of(m_sections.begin(), m_sections.end(),
                       [](const Section &section) { return section.panel->hasUnsavedWork(); });
}

QString SectionsPanel::unsavedWork() const
{
    QStringList sentences;
    for (const Section &section : m_sections) {
        if (section.panel->hasUnsavedWork())
            sentences << section.panel->unsavedWork();
    }
    return sentences.join(u"\n\n"_s);
}

void SectionsPanel::setSheet(QWidget *sheet)
{
    m_cover->setSheet(sheet);
    if (!sheet)
        takeKeyboard();
}

/// For the section on show, where nobody else in the window has it.
void SectionsPanel::takeKeyboard()
{
    const QWidget *holder = window()->focusWidget();
    const bool isFree = !holder || holder == m_stack || !holder->isVisible() || m_cover->isAncestorOf(holder);
    if (isVisible() && isFree && !m_sections.isEmpty() && !hasSheet())
        m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
}

bool SectionsPanel::hasSheet() const
{
    return m_cover->sheet() != nullptr;
}

/// The rail shows the first section's that has one.
void SectionsPanel::setBadge(const Panel *panel, const QString &badge)
{
    QString first;
    for (int index = 0; index < m_sections.size(); ++index) {
        Section &section = m_sections[index];
        if (section.panel == panel) {
            section.badge = badge;
            const QString keys = numberKey(index).toString(QKeySequence::NativeText);
            m_tabs->setTabText(index, badge.isEmpty() ? panel->title() : tr("%1 · %2").arg(panel->title(), badge));
            m_tabs->setTabToolTip(index, badge.isEmpty() ? keys : tr("%1, %2").arg(badge, keys));
        }
        if (first.isEmpty())
            first = section.badge;
    }
    Q_EMIT badgeChanged(first);
}

/// A section that has nothing more to say takes back its own words only.
void SectionsPanel::sayStatus(const Panel *panel, const QString &status)
{
    if (status.isEmpty() && panel != m_speaker)
        return;
    m_speaker = panel;
    Q_EMIT statusChanged(status);
}

/// Work that goes on in another section stays in sight when one has ended.
void SectionsPanel::sayProgress(const Panel *panel, int permille)
{
    if (permille >= 0)
        m_progress.insert(panel, permille);
    else
        m_progress.remove(panel);
    Q_EMIT progressChanged(permille >= 0 || m_progress.isEmpty() ? permille : m_progress.cbegin().value());
}

} // namespace chancery
