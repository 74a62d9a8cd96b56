// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/certificationwatch.h"
#include "core/runs/mirrorsync.h"
#include "core/runs/passportsave.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/panel.h"

class QPushButton;
class QSettings;

namespace chancery {

class Banner;
class BusyBar;
class PanelHeader;
class PassportFilters;
class PassportInspector;
class PassportList;
class PassportNotice;
class Splitter;

/// Where the passports are.
struct PassportsPanelFacts
{
    bool live = false; ///< what is done here costs money and cannot be taken back
    QString profileName;
    QString host;
    QString network; ///< that new passports are offered first
};

/// What the panel works with; all outlive it.
struct PassportsPanelParts
{
    keyban::Client &client;
    Mirror &mirror;
    MirrorSync &sync;
    QSettings &settings; ///< filters and layout, below `passports/`
    Gate gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
};

/// The catalogue as the mirror holds it: table or tree, filters, an inspector to read and edit, new passports and
/// publication.
class PassportsPanel : public Panel
{
    Q_OBJECT

public:
    PassportsPanel(PassportsPanelParts parts, PassportsPanelFacts facts, QWidget *parent = nullptr);
    ~PassportsPanel() override;

    QString title() const override;
    QString iconName() const override;
    void refresh() override;
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;
    /// Shows the passport, loaded or not.
    void open(const keyban::Passport &passport);

Q_SIGNALS:
    /// The person would rather bring a file in.
    void importWanted();

private:
    void build();
    QWidget *buildBody();
    void connectList();
    void connectInspector();
    void addShortcuts();
    void showCounts();
    void showWait(const RetryWait &wait);
    void showFailure(const Error &error);
    void showSync();
    void learnWords();
    void publish(const QList<keyban::Passport> &passports);
    void showSelection();
    void inspect(const keyban::Passport &passport);
    void showUnsaved();
    void showPublishable();
    void take(const keyban::Passport &passport);
    void saved(const SaveEnd &end);
    DialogPlace place() const;
    void createPassport();
    void publishSelected();
    void reviewAndSave();
    bool mayWrite() const;

    PassportsPanelParts m_parts;
    const PassportsPanelFacts m_facts;
    CertificationWatch m_watch;
    std::optional<keyban::Passport> m_inspected;
    bool m_isWaitShown = false;          ///< the banner tells of a wait
    std::optional<Error> m_shownTrouble; ///< of the synchronisation, in the banner

    PanelHeader *m_header;
    QPushButton *m_publish;
    QPushButton *m_new;
    Banner *m_banner;
    PassportFilters *m_filters;
    PassportNotice *m_notice;
    BusyBar *m_busy;
    Splitter *m_splitter;
    PassportList *m_list;
    PassportInspector *m_inspector;
};

} // namespace chancery
