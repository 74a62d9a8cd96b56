// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mint.h"
#include "ui/widgets/card.h"

class QLabel;
class QPushButton;

namespace chancery {

class FieldList;
class StatePill;

/// All that is known of one mint, and what can be done about one whose end nobody knows.
class MintDetail : public Card
{
    Q_OBJECT

public:
    explicit MintDetail(QWidget *parent = nullptr);

    void show(const MintRecord &record, const std::optional<MintEvidence> &evidence);
    void clear();
    /// While the service is asked.
    void setLooking(bool isLooking);

Q_SIGNALS:
    void lookWanted();
    void closeWanted();
    /// Of its wallet, or its account where no wallet is known.
    void ordersWanted(const QString &id);

private:
    void layOut();
    void showEvidence(const MintRecord &record, const std::optional<MintEvidence> &evidence);

    StatePill *m_state;
    QLabel *m_why;
    QLabel *m_strength;
    QLabel *m_evidence;
    FieldList *m_fields;
    QPushButton *m_look;
    QPushButton *m_close;
    QPushButton *m_orders;
    QWidget *m_actions;
    QString m_owner; ///< whose orders are offered
};

} // namespace chancery
