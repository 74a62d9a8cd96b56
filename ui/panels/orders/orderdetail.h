// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyalty.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace chancery {

class FieldList;
class StatePill;
class Timeline;

/// One order: what it moved, when it came and when it was settled, and its transaction.
class OrderDetail : public QWidget
{
    Q_OBJECT

public:
    explicit OrderDetail(QWidget *parent = nullptr);

    void showOrder(const keyban::LoyaltyOrder &order);

private:
    void layOut();

    keyban::LoyaltyOrder m_order;
    QLabel *m_amount;
    StatePill *m_state;
    Timeline *m_timeline;
    QPushButton *m_copy;
    QPushButton *m_open;
    FieldList *m_fields;
};

} // namespace chancery
