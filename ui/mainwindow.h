// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/environmentstrip.h"

#include <QHash>
#include <QMainWindow>

#include <functional>

class QActionGroup;
class QLabel;
class QProgressBar;
class QSettings;
class QStackedWidget;

namespace chancery {

enum class Appearance;
class Panel;
class Rail;
class Cover;

/// Rail, environment strip, panels, status bar. It hosts panels and does nothing else: what they do, and what is behind
/// the wishes it passes on, the composition root decides.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` keeps geometry and the panel on show; it outlives the window.
    explicit MainWindow(QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Does `next`: at once, or when the person agrees to lose what the panels hold.
    void leaveThen(std::function<void()> next);

    /// Takes the panel over. `key` names it in the rail and in the settings; a panel that has it already ends, and this
    /// one takes its place.
    void addPanel(const QString &key, Panel *panel);
    /// Deletes all panels, for another connection.
    void clearPanels();
    Panel *panel(const QString &key) const { return m_panels.value(key); }
    void showPanel(const QString &key);
    Panel *shownPanel() const;

    void setEnvironment(const EnvironmentFacts &facts);
    const EnvironmentFacts &environment() const;

    /// Lays `sheet` over the panels, which keep their content and input; takes it over. Null takes the sheet away.
    /// With `panels` it lies over those only, and the others can be worked in.
    void setSheet(QWidget *sheet, const QStringList &panels = {});
    void setAppearance(Appearance appearance);
    /// Whether there is a simulated phone to be opened.
    void setPhoneOffered(bool isOffered);
    /// A quiet fact at the end of the status bar.
    void setStanding(const QString &text);

Q_SIGNALS:
    void connectionsWanted();
    void appearanceChosen(chancery::Appearance appearance);
    void aboutWanted();
    /// The simulated phone of the sandbox.
    void phoneWanted();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void createMenus();
    void createStatusBar();
    void lay();
    void takePlace(const QString &key, Panel *panel);
    void listenTo(const QString &key, Panel *panel);
    void go(const QString &key);
    void currentPanelChanged(const QString &key);
    void showCover();
    void showStatus(const Panel *speaker, const QString &status);
    void showProgress(int permille);
    void updateTitle();
    bool mayClose();
    QString unsavedWork() const;

    struct LossQuestion
    {
        QString objectName;
        QString title;
        QString lost;
        QString confirm;
    };
    void askToLose(const LossQuestion &asked, std::function<void()> next);

    QSettings &m_settings;
    EnvironmentStrip *m_strip;
    Rail *m_rail;
    QWidget *m_place;
    QStackedWidget *m_stack;
    Cover *m_cover;
    QLabel *m_status;
    QProgressBar *m_progress;
    QLabel *m_standing;
    QMenu *m_goMenu = nullptr;
    QAction *m_phone = nullptr;
    QActionGroup *m_appearances = nullptr;
    QHash<QString, Panel *> m_panels;
    QStringList m_covered;            ///< the panels under the sheet; none for all
    const Panel *m_speaker = nullptr; ///< of the words in the status bar
    bool m_closeConfirmed = false;
};

} // namespace chancery
