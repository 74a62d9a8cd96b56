// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/differencesmodel.h"

#include "ui/models/passportwords.h"
#include "ui/theme/tokens.h"
#include "ui/words/plantext.h"

#include <QLocale>

namespace chancery {

namespace {

Tone toneOf(RowFinding finding)
{
    switch (finding) {
    case RowFinding::Missing:
    case RowFinding::OtherContent:
    case RowFinding::Failed:
        return Tone::Bad;
    case RowFinding::Unknown:
        return Tone::Unknown;
    case RowFinding::NotSent:
        return Tone::Neutral;
    default:
        return Tone::Attention;
    }
}

} // namespace

void DifferencesModel::setDifferences(const QList<PlanDifference> &differences)
{
    beginResetModel();
    m_differences = differences;
    endResetModel();
}

int DifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DifferencesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PlanDifference &row = m_differences[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Line)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ToneRole && index.column() == Found)
        return int(toneOf(row.found));
    if (role == Qt::ToolTipRole)
        return row.reason.isEmpty() ? QVariant() : QVariant(row.reason);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Line:
        return QLocale().toString(row.line);
    case Number:
        return keyText(row.key);
    case Planned:
        return planWord(row.planned);
    default:
        return findingWord(row.found);
    }
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line:
        return tr("Line");
    case Number:
        return tr("Number");
    case Planned:
        return tr("Planned");
    default:
        return tr("Found");
    }
}

} // namespace chancery
