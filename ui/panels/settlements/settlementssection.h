// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/decisionbatch.h"
#include "core/runs/preparation.h"
#include "core/runs/settlementfocus.h"
#include "core/runs/settlementreader.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/models/settlementsmodel.h"
#include "ui/panels/panel.h"
#include "ui/panels/settlements/decidebox.h"
#include "ui/widgets/banner.h"

#include <QTimer>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace chancery {

class BusyBar;
class DecisionProgress;
class SettlementDetail;
class SettlementFilters;
class SettlementList;
struct DecisionOrder;

/// What a section works with; all of it outlives it.
struct SettlementsSectionParts
{
    keystone::Client &client;
    Ledger &ledger;
    Officer officer;
    DialogPlace place;            ///< said in the second look
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
    ReaderPace pace{};
    FocusPace focusPace{};
    DecisionPatience patience{};
};

/// A list of settlements with the one that is selected beside it, and the decision about it: what waits for one, or
/// all. Reads the service only while it is on show.
///
/// A and R choose; without a reason they ask for it first, and Return in its field goes on. Nothing is sent before a
/// second look, and then only about settlements that are still as they were on the screen.
class SettlementsSection : public Panel
{
    Q_OBJECT

public:
    SettlementsSection(SettlementsSectionParts parts, ReaderScope scope, QWidget *parent = nullptr);
    ~SettlementsSection() override;

    QString title() const override;
    QString iconName() const override;
    void refresh() override;
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;
    /// Shows a settlement, listed or not.
    void open(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    // settlementsectionlayout.cpp
    void build();
    QWidget *buildBody();
    QWidget *buildFooter();
    QWidget *buildSheet();
    void addShortcuts();
    void connectReading();
    void connectParts();

    // settlementsection.cpp: what is on show
    void take(const keystone::Settlement &settlement);
    void came(const QList<keystone::Settlement> &settlements);
    void left(const QStringList &ids);
    void progressed();
    void showCounts();
    void showTrouble(const Error &error);
    void noteForbidden(const Error &error);
    void showWait();
    void endWait();
    void showDamaged();
    void selectionChanged();
    void showFresh(const keystone::Settlement &settlement);
    void showSelected();

    // settlementdecisions.cpp: deciding
    bool isDecidable(const keystone::Settlement &settlement) const;
    void readPreparations();
    void refreshOffer();
    DecideOffer offer() const;
    DecideOffer::Choice choiceOf(keystone::Decision decision) const;
    void wantDecision(keystone::Decision decision);
    void send(const DecisionOrder &order);
    void start(const DecisionOrder &order, const QString &approvalId);
    void reported(const DecisionReport &report);
    void showMarks();
    void batchEnded();
    void showReport(const DecisionReport &report);
    void showSummary();
    void selectNext();
    void lookForUnresolved();
    void showUnresolved();
    void offerToLookAgain();
    void resolveAll();

    SettlementsSectionParts m_parts;
    const ReaderScope m_scope;
    TemplateBook m_templates;
    SettlementReader m_reader;
    SettlementFocus m_focus;
    DecisionBatch m_batch;
    SettlementsModel m_model;

    QList<keystone::Settlement> m_selected;          ///< as they are on the screen
    QHash<QString, Preparation> m_preparations;      ///< of the selected ones, as they are now
    std::unique_ptr<QObject> m_preparationsQuestion; ///< context of reading them
    int m_selectedRow = 0;                           ///< the topmost
    QList<DecisionReport> m_reports;                 ///< of the batch
    QHash<QString, QString> m_unknown;               ///< settlements whose decision has no known end, with the word
    QList<DecisionRecord> m_unresolved;              ///< of earlier sessions too
    std::optional<RetryWait> m_wait;                 ///< that the service makes us wait, or that follows a failure
    QTimer m_countdown;
    bool m_isResolving = false;
    bool m_askedUnresolved = false;
    enum class Trouble { None, Reading, Damaged };
    Trouble m_trouble = Trouble::None; ///< which the banner tells
    std::optional<Error> m_forbidden;  ///< of the service, until it answers again

    Banner *m_banner = nullptr;
    DecisionProgress *m_progress = nullptr;
    SettlementFilters *m_filters = nullptr;
    BusyBar *m_busy = nullptr;
    SettlementList *m_list = nullptr;
    QWidget *m_footer = nullptr;
    QLabel *m_loaded = nullptr;
    QPushButton *m_more = nullptr;
    QPushButton *m_all = nullptr;
    SettlementDetail *m_detail = nullptr;
    DecideBox *m_decide = nullptr;
};

} // namespace chancery
