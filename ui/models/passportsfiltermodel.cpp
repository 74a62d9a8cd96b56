// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportsfiltermodel.h"

#include "ui/models/passportstablemodel.h"

#include <algorithm>

namespace chancery {

namespace {

/// The run of digits, or of anything else, that the text begins with.
QStringView firstRun(QStringView text)
{
    const bool digits = text.front().isDigit();
    const auto end = std::find_if(text.begin(), text.end(), [digits](QChar c) { return c.isDigit() != digits; });
    return text.first(end - text.begin());
}

int compareDigits(QStringView a, QStringView b)
{
    const auto significant = [](QStringView digits) {
        while (digits.size() > 1 && digits.front() == u'0')
            digits = digits.sliced(1);
        return digits;
    };
    const QStringView left = significant(a);
    const QStringView right = significant(b);
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return left.compare(right);
}

/// L-9 before L-10, upper and lower case alike. QCollator's numeric mode does this only in some locales.
int comparedAsPeopleCount(QStringView a, QStringView b)
{
    while (!a.isEmpty() && !b.isEmpty()) {
        const QStringView left = firstRun(a);
        const QStringView right = firstRun(b);
        const bool digits = left.front().isDigit() && right.front().isDigit();
        const int order = digits ? compareDigits(left, right)
                                 : QString::localeAwareCompare(left.toString().toLower(), right.toString().toLower());
        if (order != 0)
            return order;
        a = a.sliced(left.size());
        b = b.sliced(right.size());
    }
    return int(a.size() - b.size());
}

} // namespace

PassportsFilterModel::PassportsFilterModel(keyban::Dialect dialect, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_dialect(dialect)
{
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
    return comparedAsPeopleCount(a.toString(), b.toString()) < 0;
}

} // namespace chancery
