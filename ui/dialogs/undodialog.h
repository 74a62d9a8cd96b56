// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/undorun.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStandardItemModel;

namespace chancery {

class Banner;
class CountTile;
class TableView;

/// Which import is to be taken back, and with what.
struct UndoOrder
{
    UndoPlace undo;
    QString runId;
    DialogPlace place;
    QString user{}; ///< of this computer, for the ledger
    UndoPace pace{};
};

/// Taking an import back in one place: what would come back in counts, progress, and the outcome with every row that
/// stayed. Open it with open().
class UndoDialog : public QDialog
{
    Q_OBJECT

public:
    explicit UndoDialog(const UndoOrder &order, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    /// It has ended, and something may have come back.
    void undone();

private:
    void build(const DialogPlace &place);
    QWidget *buildTiles();
    QWidget *buildTable();
    void connectParts();
    void showPlan();
    void showForecast();
    void apply();
    void showProgress();
    void addRow(const UndoRow &row);
    void showEnd(const UndoSummary &summary);
    void showCounts();
    bool isUnderWay() const;

    UndoRun m_run;
    const QString m_user;
    DialogHead *m_head = nullptr;
    Banner *m_banner = nullptr;
    QLabel *m_summary = nullptr;
    QWidget *m_forecast = nullptr;
    QGridLayout *m_forecastLines = nullptr;
    QProgressBar *m_progress = nullptr;
    QWidget *m_tiles = nullptr;
    CountTile *m_reverted = nullptr;
    CountTile *m_kept = nullptr;
    CountTile *m_couldNot = nullptr;
    CountTile *m_unknown = nullptr;
    CountTile *m_open = nullptr;
    QLabel *m_stayedTitle = nullptr;
    TableView *m_table = nullptr;
    QStandardItemModel *m_rows;
    qint64 m_stayed = 0;
    QPushButton *m_back = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_undo = nullptr;
};

} // namespace chancery
