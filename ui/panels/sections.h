// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/panel.h"

#include <QHash>
#include <QList>

class QLabel;
class QSettings;
class QStackedWidget;
class QTabBar;

namespace chancery {

class Cover;

/// A panel of panels: its sections stand behind a row of tabs, Ctrl+Page Up and Page Down or Alt and a number turn to
/// another. What a section says of itself goes on to the window. The tabs bear the titles, so a section has no title
/// of its own; it keeps space::huge free at its sides and nothing above.
class SectionsPanel : public Panel
{
    Q_OBJECT

public:
    struct Facts
    {
        QString key; ///< of the section shown last, in the settings; also of the object names
        QString title;
        QString iconName;
    };

    /// `settings` keeps which section was shown; it outlives the panel.
    SectionsPanel(Facts facts, QSettings &settings, QWidget *parent = nullptr);
    ~SectionsPanel() override;

    QString title() const override { return m_facts.title; }
    QString iconName() const override { return m_facts.iconName; }
    /// The section on show only.
    void refresh() override;
    void refreshAll();
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

    /// Takes the section over. `key` names it in the settings.
    void addSection(const QString &key, Panel *section);
    Panel *section(const QString &key) const;
    bool hasSections() const { return !m_sections.isEmpty(); }
    void showSection(const QString &key);
    QString currentSection() const;

    /// Lays `sheet` over the sections, which keep their content and input; takes it over. Null takes the sheet away.
    void setSheet(QWidget *sheet);
    bool hasSheet() const;

private:
    struct Section
    {
        QString key;
        Panel *panel = nullptr;
        QString badge{};
    };

    void layOut();
    void addShortcuts();
    void takeKeyboard();
    void step(int by);
    void turnTo(int index);
    void sectionChanged(int index);
    void setBadge(const Panel *panel, const QString &badge);
    void sayStatus(const Panel *panel, const QString &status);
    void sayProgress(const Panel *panel, int permille);

    const Facts m_facts;
    QSettings &m_settings;
    QLabel *m_title;
    QTabBar *m_tabs;
    QWidget *m_place;
    QStackedWidget *m_stack;
    Cover *m_cover;
    QList<Section> m_sections;
    const Panel *m_speaker = nullptr; ///< of the words in the status bar
    QHash<const Panel *, int> m_progress;
};

} // namespace chancery
