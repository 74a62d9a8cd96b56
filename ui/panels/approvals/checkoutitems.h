// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/checkout.h"

#include <QWidget>

class QPushButton;
class QStandardItemModel;

namespace chancery {

class TableView;

/// The items of a checkout, edited in place: name, price as a decimal, quantity.
class CheckoutItems : public QWidget
{
    Q_OBJECT

public:
    explicit CheckoutItems(QWidget *parent = nullptr);

    /// Those with a name or a price, as they are typed; a quantity that is no number is 0.
    QList<bkey::CheckoutItem> items() const;
    void clear();
    /// For an example, and for tests.
    void add(const bkey::CheckoutItem &item);

Q_SIGNALS:
    void changed();

private:
    void addRow();
    void removeRow();

    QStandardItemModel *m_model;
    TableView *m_table;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace chancery
