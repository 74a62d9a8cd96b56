// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/awards/awardlinesmodel.h"
#include "ui/panels/awards/batchtext.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace chancery {

class CountTile;
class StatePill;
class TableView;

/// One batch: how far it is, the counts of its four outcomes, its lines, and what can be done about it.
class BatchDetail : public Card
{
    Q_OBJECT

public:
    explicit BatchDetail(QWidget *parent = nullptr);

    void show(const BatchView &batch);
    void showLines(const QList<AwardOutcome> &lines);
    /// What became meanwhile of some of the lines that are shown; others are passed over.
    void updateLines(const QList<AwardOutcome> &lines);
    void clear();
    /// Whether a batch may be resumed now, and why not.
    void setMayResume(const QString &hindrance);

Q_SIGNALS:
    void resumeWanted();
    void pauseWanted();
    void proceedWanted();
    void stopWanted();
    void exportWanted();
    void againWanted(); ///< what failed, once more

private:
    void build();
    QWidget *buildHead();
    QWidget *buildTiles();
    QWidget *buildLines();
    void connectParts();
    void showTiles();
    void refreshButtons();
    void filter();

    BatchView m_batch;
    QString m_hindrance;
    QList<AwardOutcome> m_all;
    QHash<QString, qsizetype> m_placeOf; ///< in m_all, by the line's key
    AwardLinesModel m_lines;
    StatePill *m_state;
    QLabel *m_words;
    QLabel *m_facts;
    QProgressBar *m_progress;
    CountTile *m_done;
    CountTile *m_failed;
    CountTile *m_unknown;
    CountTile *m_notSent;
    CountTile *m_points;
    QComboBox *m_which;
    TableView *m_table;
    QPushButton *m_resume;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_export;
    QPushButton *m_again;
};

} // namespace chancery
