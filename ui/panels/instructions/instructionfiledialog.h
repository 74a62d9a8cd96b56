// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructionbatch.h"
#include "ui/panels/instructions/instructiondesk.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace chancery {

class Banner;
class BusyBar;
class CountTile;
class RecordsModel;
class TableView;

/// A file of instructions in one place: the check with its findings by line, how far it has come, and what became of
/// every instruction that is not done. Open it with open().
class InstructionFileDialog : public QDialog
{
    Q_OBJECT

public:
    InstructionFileDialog(const InstructionDesk &desk, const QString &file, QWidget *parent = nullptr);
    ~InstructionFileDialog() override;

    bool isSubmitting() const { return m_batch != nullptr; }
    /// Writes what is not done as a file that can be submitted again.
    void exportTo(const QString &path);
    void reject() override;

Q_SIGNALS:
    /// It has ended, and something may have been submitted.
    void submitted();

private:
    void build();
    QWidget *buildBatchRow();
    QWidget *buildTiles();
    QWidget *buildButtons();
    void connectParts();
    void check();
    void hold(InstructionFile file);
    void showFile();
    void lookUpKnown();
    void showBefore(const QHash<QString, InstructionRecord> &known);
    void submit();
    void showProgress(const InstructionCounts &counts);
    void showWait(const RetryWait &wait);
    void showEnd(const InstructionBatchReport &report);
    void showRows();
    void pickExport();
    void refreshButtons();

    InstructionDesk m_desk;
    const QString m_path;
    InstructionFile m_file;
    InstructionBatchReport m_report;
    std::unique_ptr<InstructionBatch> m_batch;
    std::unique_ptr<QObject> m_checking; ///< context of the check under way
    bool m_isChecked = false;
    bool m_hasEnded = false;
    bool m_isStopping = false;
    qint64 m_before = 0; ///< instructions that were submitted earlier

    DialogHead *m_head;
    BusyBar *m_busy;
    Banner *m_banner;
    QLabel *m_summary;
    QWidget *m_batchRow;
    QLineEdit *m_batchName;
    QProgressBar *m_progress;
    QWidget *m_tiles;
    CountTile *m_done;
    CountTile *m_failed;
    CountTile *m_unknown;
    CountTile *m_notSent;
    RecordsModel *m_rows;
    TableView *m_table;
    QPushButton *m_close;
    QPushButton *m_stop;
    QPushButton *m_export;
    QPushButton *m_submit;
};

} // namespace chancery
