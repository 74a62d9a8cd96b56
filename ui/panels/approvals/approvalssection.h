// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/listsection.h"

#include <QTimer>

namespace chancery {

class ApprovalDetail;

/// What was asked for and how it ended, the latest first: what waits, with its countdown; what other users of this
/// ledger ask this one for; and a request by hand. It reads the ledger again while it is seen.
class ApprovalsSection : public ListSection
{
    Q_OBJECT

public:
    explicit ApprovalsSection(GateDesk desk, QWidget *parent = nullptr);

protected:
    void load() override;
    void showCurrent(const QString &id) override;
    void showEvent(QShowEvent *event) override;

private:
    void lookAgain();
    void take(const QList<ApprovalRecord> &records);
    QString summaryOf() const;
    void askByHand();
    void withdraw();
    void answer(bool isYes);
    void ended(const QString &id, const ApprovalRunReport &report);
    const ApprovalRecord *find(const QString &id) const;
    Record rowOf(const ApprovalRecord &record) const;

    const GateDesk m_desk;
    ApprovalDetail *m_detail;
    QList<ApprovalRecord> m_records;
    QTimer m_look;
};

} // namespace chancery
