// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/checkoutitems.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/tableview.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

enum Column {
    Name,
    Price,
    Quantity,
};
constexpr int mostItems = 50;
constexpr int shownRows = 4;
constexpr int leastWidth = 100; ///< of a number's column

QList<QStandardItem *> rowOf(const bkey::CheckoutItem &item)
{
    QList<QStandardItem *> row{new QStandardItem(item.name), new QStandardItem(item.price),
                               new QStandardItem(QString::number(item.quantity))};
    row[Price]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row[Quantity]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

} // namespace

CheckoutItems::CheckoutItems(QWidget *parent)
    : QWidget(parent)
    , m_model(new QStandardItemModel(this))
    , m_table(new TableView(this))
    , m_add(new QPushButton(tr("A&dd an item"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
{
    m_model->setHorizontalHeaderLabels({tr("Item"), tr("Price"), tr("Quantity")});
    m_table->setObjectName(u"checkoutItems"_s);
    m_table->setAccessibleName(tr("Items"));
    m_table->setModel(m_model);
    m_table->setStretchColumn(Name);
    m_table->setLeastWidth(Price, leastWidth);
    m_table->setLeastWidth(Quantity, leastWidth);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_table->setMinimumHeight((shownRows + 1) * size::row);
    m_add->setObjectName(u"checkoutAddItem"_s);
    m_add->setAccessibleName(tr("Add an item"));
    m_remove->setObjectName(u"checkoutRemoveItem"_s);
    m_remove->setAccessibleName(tr("Remove the item"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_table);
    column->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &CheckoutItems::addRow);
    connect(m_remove, &QPushButton::clicked, this, &CheckoutItems::removeRow);
    connect(m_model, &QStandardItemModel::itemChanged, this, &CheckoutItems::changed);
    clear();
}

QList<bkey::CheckoutItem> CheckoutItems::items() const
{
    QList<bkey::CheckoutItem> items;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto cell = [this, row](Column column) { return m_model->item(row, column)->text().trimmed(); };
        bkey::CheckoutItem item{.name = cell(Name), .price = cell(Price), .quantity = cell(Quantity).toLongLong()};
        if (!item.name.isEmpty() || !item.price.isEmpty())
            items << item;
    }
    return items;
}

void CheckoutItems::clear()
{
    m_model->removeRows(0, m_model->rowCount());
    addRow();
}

void CheckoutItems::add(const bkey::CheckoutItem &item)
{
    m_model->appendRow(rowOf(item));
    m_add->setEnabled(m_model->rowCount() < mostItems);
    Q_EMIT changed();
}

void CheckoutItems::addRow()
{
    add({.name = {}, .price = {}});
    m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, Name));
}

void CheckoutItems::removeRow()
{
    m_model->removeRow(std::max(0, m_table->currentIndex().row()));
    m_model->rowCount() == 0 ? addRow() : m_add->setEnabled(true);
    Q_EMIT changed();
}

} // namespace chancery
