// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/outcomecheck.h"
#include "core/runs/pastrun.h"
#include "ui/models/failuregroupsmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace chancery {

class Banner;
class Card;
class LaneBar;
class OutcomeCard;
class Splitter;
class TableView;

/// A run while it goes on and its report afterwards: the same page, since the one becomes the other. Also shows runs of
/// the past from the ledger.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(keyban::Client &client, QWidget *parent = nullptr);

    /// Follows a run that has just been started; it outlives its being shown here.
    void follow(ImportRun &run);
    /// Shows what becomes of the plan that the followed run applies, and the rows that the plan left out.
    void awaitOutcome(OutcomeCheck &check, const QList<PlannedRow> &refused);
    /// A run of the past.
    /// Whether it shows this run of the past.
    bool isOfPast(const QString &runId) const { return m_record && m_record->id == runId; }
    void showPast(const PastRun &past);
    /// Rows of the followed run that the ledger knows of, those of before its interruption among them.
    void addEarlier(const QString &runId, const QList<RowRecord> &rows);

    /// What the status bar and the rail say.
    static QString settledText(const ImportCounts &counts);

Q_SIGNALS:
    /// The failed rows of the run that was followed are to be mended; those of the run of the past on show.
    void fixWanted(const QHash<qint64, QString> &reasonByLine);
    void fixPastWanted(const QString &runId);
    /// The failed rows of the file that was followed, with their reasons.
    void exportWanted(const QHash<qint64, QString> &reasonByLine);
    void anotherWanted();
    /// For the run of the past on show: carry it on; write its failed rows to a file.
    void resumeWanted(const QString &runId);
    void exportPastWanted(const chancery::ImportRunRecord &run);

private:
    QWidget *createHead();
    QWidget *createFailures();
    QWidget *createStory();
    void reset();
    void showProgress();
    void showSummary(const ImportSummary &summary);
    void offerResume(const ImportRunRecord &record);
    void exportRows();
    void fixRows();
    void addFailures(const QList<RowFailure> &rows);
    void addNote(const ImportNote &note);
    void showWait(const RetryWait &wait);
    void showTrouble();
    void showCounts(const ImportCounts &counts);
    void setOver(bool over);

    keyban::Client &m_client;
    ImportRun *m_run = nullptr;
    std::optional<ImportRunRecord> m_record; ///< the run of the past on show
    FailureGroupsModel *m_failures;
    Banner *m_banner;
    QLabel *m_headline;
    QLabel *m_settled;
    QLabel *m_pace;
    LaneBar *m_lanes;
    OutcomeCard *m_outcome;
    Splitter *m_rows; ///< that did not land, or ended otherwise than planned
    Card *m_failureCard;
    TableView *m_table;
    QListWidget *m_story;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_fix;
    QPushButton *m_export;
    QPushButton *m_prepare;
    QPushButton *m_another;
    QTimer m_coalesce;  ///< at most twenty redraws a second
    QTimer m_countdown; ///< while the pipeline waits
    std::optional<RetryWait> m_wait;
};

} // namespace chancery
