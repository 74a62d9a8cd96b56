// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/findingsmodel.h"

#include "ui/theme/tokens.h"
#include "ui/words/findingtext.h"

#include <QLocale>

namespace chancery {

void FindingsModel::setFindings(const QList<catalogue::Finding> &findings)
{
    beginResetModel();
    m_findings = findings;
    endResetModel();
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const catalogue::Finding &finding = m_findings[index.row()];
    const bool isError = finding.severity == catalogue::Severity::Error;
    if (role == Qt::TextAlignmentRole && index.column() == Line)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ToneRole && index.column() == Severity)
        return int(isError ? Tone::Bad : Tone::Attention);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Line:
        return role == Qt::DisplayRole ? QVariant(QLocale().toString(finding.line)) : QVariant();
    case ColumnName:
        return finding.column < 0 ? tr("whole row") : finding.columnName;
    case Severity:
        return isError ? tr("Left out") : tr("Warning");
    case Message:
        return describe(finding).message;
    default:
        return describe(finding).remedy;
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line:
        return tr("Line");
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
