// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardrun.h"
#include "ui/panels/awards/awarddesk.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class Banner;
class BusyBar;
class RecordsModel;
class TableView;

/// A batch of awards from the file to the confirmation: its name, what the check found by line, the sums, and the total
/// that has to be typed. Open it with open(); order() counts once it is accepted.
class NewBatchDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NewBatchDialog(const AwardDesk &desk, QWidget *parent = nullptr);
    ~NewBatchDialog() override;

    /// Begins with this file.
    void openFile(const QString &path);
    AwardOrder order() const;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// What a look at the file yields; made in the background.
    struct Checked
    {
        AwardFile file;
        QStringList headers{}; ///< only where a column is missing
        qint64 accounts = 0;
        std::optional<qint64> total{};
    };
    static Result<Checked> checkFile(const AwardFileOrder &order, const std::stop_token &stop);

    void build();
    QWidget *buildForm();
    QWidget *buildColumns();
    QWidget *buildConfirmation();
    QWidget *buildButtons();
    void connectParts();
    void pickFile();
    void fileTyped();
    void edited();
    void checkNow();
    void checkAgain();
    void check(const AwardFileOrder &order);
    void take(const Result<Checked> &checked);
    void offerColumns();
    void showFindings();
    void showSums();
    void readLimits();
    void refreshButtons();
    AwardFileOrder fileOrder() const;
    /// Whether what is filled in is what was checked.
    bool isCurrent() const;
    qint64 leftOut() const { return m_checked.file.rows - m_checked.file.lines.size(); }
    qint64 overAction() const;
    bool isTotalTyped() const;
    QString missing() const;

    AwardDesk m_desk;
    Checked m_checked;
    QStringList m_checkedFor; ///< what was filled in then
    bool m_isChecked = false;
    bool m_goesOn = false; ///< the keyboard, after the check, to what is to be done next
    QString m_ownName;     ///< of the batch, as the file's name suggested it
    MintLimits m_limits{.action = 0};
    QTimer m_pause; ///< after the last key
    std::unique_ptr<QObject> m_checking;

    DialogHead *m_head;
    QLineEdit *m_path;
    QPushButton *m_choose;
    QPushButton *m_again;
    QLineEdit *m_name;
    QLineEdit *m_reason;
    QWidget *m_columns;
    QList<QComboBox *> m_columnOf; ///< account, amount, reason
    BusyBar *m_busy;
    Banner *m_banner;
    QLabel *m_summary;
    RecordsModel *m_rows;
    TableView *m_table;
    QCheckBox *m_leaveOut;
    QWidget *m_confirmation;
    QLabel *m_totalLabel;
    QLineEdit *m_total;
    QLabel *m_missing;
    QPushButton *m_cancel;
    QPushButton *m_mint;
};

} // namespace chancery
