// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/awards/awarddesk.h"
#include "ui/panels/awards/batchtext.h"
#include "ui/panels/listsection.h"

#include <QTimer>

namespace chancery {

class BatchDetail;
class SearchField;

/// Batches of awards: those there were, the chosen one with its lines, and a new one from a file. One runs at a time.
class AwardsSection : public ListSection
{
    Q_OBJECT

public:
    explicit AwardsSection(const AwardDesk &desk, QWidget *parent = nullptr);
    ~AwardsSection() override;

    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;
    /// Begins a new batch with this file; without one it is to be chosen.
    void newBatch(const QString &file = {});
    /// Writes what failed or is unknown of the chosen batch as a file that can be run again.
    void exportTo(const QString &path);

protected:
    void load() override;
    void showCurrent(const QString &id) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void connectDetail();
    void take(const QList<BatchView> &batches);
    void showBatches();
    void arrangeBatches();
    void adoptLive();
    QList<Record> listedBatches();
    QString summaryOf(const QList<Record> &records) const;
    void showLive();
    void follow();
    void showLiveLines();
    void readLines(const QString &id);
    void askAgain();
    void carryOn(AfterFailure afterFailure);
    void pickExport();
    void writeRest(const QString &batch, const QList<AwardRemainder> &rest, const QString &path);
    void start(const AwardOrder &order, const QString &id = {});
    void askApproval();
    void resume();
    void noteProgress(const AwardCounts &counts);
    void noteHold(const RetryWait &wait);
    void showHold();
    void noteEnd(const AwardReport &report);
    void askSame(const QStringList &sameAs);
    void setLive(BatchState state);
    const BatchView *findBatch(const QString &id) const;

    AwardDesk m_desk;
    SearchField *m_filter;
    QPushButton *m_new;
    BatchDetail *m_detail;
    QList<BatchView> m_batches;         ///< of the ledger
    QString m_linesOf;                  ///< the batch with these lines
    qsizetype m_linesTold = 0;          ///< of the run's outcomes, those that are shown
    std::unique_ptr<QObject> m_reading; ///< the latest wins
    std::unique_ptr<AwardRun> m_run;
    AwardOrder m_order;
    BatchView m_live;     ///< the batch of m_run
    bool m_isNew = false; ///< it is to be chosen once it is listed
    QTimer m_follow;
    QTimer m_redraw; ///< not at every line
    QTimer m_holdClock;
    std::optional<RetryWait> m_hold; ///< a pause that the service asked for
};

} // namespace chancery
