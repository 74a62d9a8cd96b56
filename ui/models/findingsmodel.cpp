// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/findingsmodel.h"

#include "ui/theme/tokens.h"
#include "ui/words/findinggrouptext.h"

#include <QLocale>

namespace chancery {

void FindingsModel::setGroups(const QList<catalogue::FindingGroup> &groups)
{
    beginResetModel();
    m_groups = groups;
    endResetModel();
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_groups.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const catalogue::FindingGroup &group = m_groups[index.row()];
    const catalogue::Finding &finding = group.first;
    const bool isError = finding.severity == catalogue::Severity::Error;
    if (role == Qt::TextAlignmentRole && index.column() == Rows)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ToneRole && index.column() == Severity)
        return int(isError ? Tone::Bad : Tone::Attention);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Lines:
        return linesText(group);
    case Rows:
        return role == Qt::DisplayRole ? QVariant(QLocale().toString(group.rows)) : QVariant();
    case ColumnName:
        return finding.column < 0 ? tr("whole row") : finding.columnName;
    case Severity:
        return isError ? tr("Left out") : tr("Warning");
    case Message:
        return describe(group).message;
    default:
        return describe(group).remedy;
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Lines:
        return tr("Lines");
    case Rows:
        return tr("Rows");
    case ColumnName:
        return tr("Column");
    case Severity:
        return tr("Row is");
    case Message:
        return tr("What was found");
    default:
        return tr("What to do");
    }
}

} // namespace chancery
