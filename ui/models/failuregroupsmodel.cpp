// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/failuregroupsmodel.h"

#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

void FailureGroupsModel::clear()
{
    beginResetModel();
    m_groups.clear();
    m_byReason.clear();
    m_reasonByLine.clear();
    m_rows = 0;
    endResetModel();
}

void FailureGroupsModel::add(const QList<RowFailure> &rows)
{
    for (const RowFailure &row : rows) {
        ++m_rows;
        m_reasonByLine.insert(row.line, row.reason);
        auto known = m_byReason.constFind(row.reason);
        if (known == m_byReason.constEnd()) {
            beginInsertRows({}, 0, 0); // the newest stands first
            m_groups.append({row.reason, 0, row.line, row.line, row.key.label()});
            known = m_byReason.insert(row.reason, m_groups.size() - 1);
            endInsertRows();
        }
        Group &group = m_groups[*known];
        ++group.count;
        group.firstLine = std::min(group.firstLine, row.line);
        group.lastLine = std::max(group.lastLine, row.line);
    }
    if (!rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FailureGroupsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_groups.size());
}

int FailureGroupsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailureGroupsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Group &group = m_groups[m_groups.size() - 1 - index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Rows)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && (role != Qt::ToolTipRole || index.column() != Reason))
        return {};
    const QLocale locale;
    switch (index.column()) {
    case Lines:
        return group.firstLine == group.lastLine
                   ? locale.toString(group.firstLine)
                   : QString(locale.toString(group.firstLine) + u" – "_s + locale.toString(group.lastLine));
    case Rows:
        return locale.toString(group.count);
    case Reason:
        return group.reason;
    default:
        return group.firstRow.isEmpty() ? tr("line %1").arg(locale.toString(group.firstLine)) : group.firstRow;
    }
}

QVariant FailureGroupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Lines:
        return tr("Lines");
    case Rows:
        return tr("Rows");
    case Reason:
        return tr("Reason");
    default:
        return tr("First row");
    }
}

} // namespace chancery
