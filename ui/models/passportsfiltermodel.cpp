// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportsfiltermodel.h"

#include "ui/models/passportstablemodel.h"

namespace chancery {

PassportsFilterModel::PassportsFilterModel(keyban::Dialect dialect, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_dialect(dialect)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSortRole(PassportSortRole);
}

void PassportsFilterModel::setFilters(const QList<keyban::Filter> &filters)
{
    if (filters == m_filters)
        return;
    m_filters = filters;
    invalidateFilter();
}

bool PassportsFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *table = qobject_cast<PassportsTableModel *>(sourceModel());
    if (!table || parent.isValid())
        return false;
    return keyban::matches(table->rows().at(row), m_filters, m_dialect);
}

bool PassportsFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(PassportSortRole);
    const QVariant b = right.data(PassportSortRole);
    if (a.typeId() == QMetaType::QDateTime)
        return a.toDateTime() < b.toDateTime();
    return m_collator.compare(a.toString(), b.toString()) < 0;
}

} // namespace chancery
