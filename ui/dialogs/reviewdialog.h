// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/passportsave.h"
#include "ui/dialogs/approvals/gatekeeper.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace chancery {

class Banner;
class BusyBar;
class ChangeTable;
class ConflictList;

/// What is reviewed, and with what.
struct ReviewOrder
{
    keyban::Client &client;
    keyban::Passport base;
    keyban::PassportPatch patch;
    DialogPlace place;
    Gate gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
};

/// Reviews one edit before it is saved: reads the passport again, shows every change and what it does to the
/// certificate, lets a person choose where others changed the same field, and saves. Open it with open().
class ReviewDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ReviewDialog(const ReviewOrder &order, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    /// The service has the edit; `end.now` is the passport.
    void saved(const chancery::SaveEnd &end);
    /// It does not, or not for certain; the dialog stays open and says why.
    void notSaved(const chancery::SaveEnd &end);

private:
    void build(const DialogPlace &place);
    void connectParts();
    void readAgain();
    void showReview();
    void showMeanwhile();
    void refreshSave();
    void save();
    void send(const QString &approvalId);
    void showEnd(const SaveEnd &end);
    void showUnknown(const SaveEnd &end);
    void offerReading();

    const keyban::Dialect m_dialect;
    const keyban::Passport m_base;
    PassportSave m_save;
    Gatekeeper *const m_keeper;
    bool m_isThere = false; ///< nothing is left to save
    BusyBar *m_busy;
    Banner *m_banner;
    QLabel *m_meanwhile;
    ConflictList *m_conflicts;
    ChangeTable *m_changes;
    QLabel *m_statement;
    QPushButton *m_back;
    QPushButton *m_send;
};

} // namespace chancery
