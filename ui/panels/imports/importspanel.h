// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/imports/plansession.h"
#include "ui/panels/panel.h"

#include <functional>

class QStackedWidget;

namespace chancery {

class Banner;
struct BannerContent;
class CheckPage;
class ColumnsPage;
class FilePage;
class FixPage;
class ImportHistory;
class ImportQueue;
class PanelHeader;
class PlanPage;
class RunPage;
class StepBar;

/// What the panel works with.
struct ImportsPanelParts
{
    keyban::Client &client;
    Ledger &ledger;
    catalogue::TemplateStore &templates;
    Mirror &mirror;
    MirrorSync &sync; ///< of the mirror
};

/// A catalogue's way from a file to the report: a page with steps, not a modal wizard; the runs of the past on the
/// left.
class ImportsPanel : public Panel
{
    Q_OBJECT

public:
    ImportsPanel(const ImportsPanelParts &parts, ImportsPanelFacts facts, QWidget *parent = nullptr);
    ~ImportsPanel() override;

    QString title() const override { return tr("Imports"); }
    QString iconName() const override { return QStringLiteral("import"); }
    void refresh() override;
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

public Q_SLOTS:
    /// Begins with this file; shows why when it can't be read.
    void openFile(const QString &path);
    /// Goes on with the import that waits for a person, if one does.
    void carryOn();

Q_SIGNALS:
    /// A run has ended that may have changed passports.
    void catalogueChanged();
    /// A run of the past is to be taken back, or seen whether it can be.
    void undoWanted(const QString &runId);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum Step { File, Columns, Check, Plan, Run };
    void showStep(Step step);
    void showTarget(const QString &profileName);
    void goTo(int step);
    void showFixing(qint64 line);
    void fail(const Error &error);
    void checkAgain();
    void planAhead();
    void confirmSending();
    void startSending();
    bool isBeingSent(const QList<ImportRunRecord> &runs) const;
    void askAboutSameFile();
    void sendOrQueue();
    void sendApproved(const QString &approvalId);
    void connectQueue();
    void tellNotSent(const PlannedImport &import, BannerContent content);
    void fixFailed(const QHash<qint64, QString> &reasonByLine);
    void reopen(const QString &runId);
    void tellNotReopened(const Error &error);
    void showFailed(const QHash<qint64, QString> &reasonByLine);
    void followRun(ImportRun *run);
    QString runName() const;
    void showRunning(const ImportProgress &progress);
    void runFinished(const ImportSummary &summary);
    void tellInterrupted(const QList<ImportRunRecord> &runs);
    void showPast(const QString &runId);
    void compareLate(const ImportRunRecord &run);
    void showCompared(const QString &runId);
    bool isShowing(const QString &runId) const;
    void showEarlier(const QString &runId);
    void resume(const QString &runId);
    void choosePastExport(const ImportRunRecord &run);
    void askForExport(const QString &source, const std::function<void(const QString &file)> &then);
    void tellExported(const Result<qint64> &written, const QString &file);
    void chooseExport(const QHash<qint64, QString> &reasonByLine);
    void exportRows(const QHash<qint64, QString> &reasonByLine, const QString &file);

    Ledger &m_ledger;
    ImportSession m_session;
    PlanSession m_plan;
    std::unique_ptr<ImportQueue> m_queue;
    ImportHistory *m_history;
    PanelHeader *m_header;
    StepBar *m_steps;
    Banner *m_banner;
    QStackedWidget *m_pages;
    FilePage *m_filePage;
    ColumnsPage *m_columnsPage;
    CheckPage *m_checkPage;
    PlanPage *m_planPage;
    FixPage *m_fixPage;
    RunPage *m_runPage;
    int m_reached = 1;
    QString m_target; ///< below the title, unless something else is told there
    bool m_hasToldInterrupted = false;
};

} // namespace chancery
