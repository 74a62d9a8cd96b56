// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/approval.h"
#include "ui/theme/tokens.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QLabel;
class QPushButton;

namespace chancery {

class Card;
class CountdownRing;
class FieldList;
class StatePill;

/// One approval: what is asked as the phone shows it, how long it is still waited for, who said what, how that is
/// proven, and what it was used for.
class ApprovalDetail : public QWidget
{
    Q_OBJECT

public:
    /// What whoever looks may do about it.
    struct May
    {
        bool withdraw = false;
        bool answer = false; ///< at this desk
    };
    /// What the connection knows beside the record.
    struct Known
    {
        std::optional<std::chrono::milliseconds> left{}; ///< until its time is over
        QString approver{};                              ///< who is asked, by name
    };

    explicit ApprovalDetail(QWidget *parent = nullptr);

    void showApproval(const ApprovalRecord &record, const Known &known, May may);
    QList<QWidget *> answers() const;

Q_SIGNALS:
    void withdrawWanted();
    void approveWanted();
    void denyWanted();

private:
    void layOut();

    QLabel *m_title;
    StatePill *m_state;
    CountdownRing *m_ring;
    Card *m_phone;
    QLabel *m_message;
    QLabel *m_code;
    FieldList *m_fields;
    QPushButton *m_withdraw;
    QPushButton *m_approve;
    QPushButton *m_deny;
};

Tone toneOf(ApprovalState state);

} // namespace chancery
