// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/publishrun.h"
#include "ui/dialogs/approvals/gatekeeper.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QStandardItemModel;

namespace chancery {

class Banner;
class BusyBar;
class TableView;

/// Which drafts are to be published, and with what.
struct PublishOrder
{
    keyban::Client &client;
    QList<keyban::Passport> chosen;
    DialogPlace place;
    PublishPace pace{};
    Gate gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
};

/// Publication in one place: the plan with the exact list, the count typed to confirm, progress, and the outcome of
/// every draft. It cannot be undone, so nothing is sent before the typed count is right. Open it with open().
class PublishDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PublishDialog(const PublishOrder &order, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    void published(const chancery::keyban::Passport &passport);

private:
    void build(const DialogPlace &place);
    QWidget *buildConfirmation();
    void connectParts();
    void prepare();
    void showPlan();
    void fillTable();
    QStringList warnings() const;
    void refreshButton();
    void apply();
    void send(const QString &approvalId);
    void showOutcomes();
    void showEnd();
    QString countSentence() const;
    void setOutcome(int row, const PublishOutcome &outcome);

    PublishRun m_run;
    Gatekeeper *const m_keeper;
    BusyBar *m_busy;
    Banner *m_banner;
    QLabel *m_summary;
    QLabel *m_warning;
    TableView *m_table;
    QStandardItemModel *m_rows;
    QTimer m_progress;
    QWidget *m_confirmation;
    QLabel *m_typeLabel;
    QLineEdit *m_typed;
    QLabel *m_code;
    QPushButton *m_back;
    QPushButton *m_stop;
    QPushButton *m_send;
};

} // namespace chancery
