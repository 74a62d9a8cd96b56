// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/awards/awardlinesmodel.h"

#include "ui/models/auditmodel.h"
#include "ui/panels/awards/batchtext.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const AwardOutcome &one, const AwardOutcome &other)
{
    return one.line == other.line && one.outcome == other.outcome && one.why == other.why &&
           one.detail == other.detail && one.mintId == other.mintId && one.isUnderWay == other.isUnderWay;
}

} // namespace

void AwardLinesModel::show(const QList<AwardOutcome> &lines)
{
    const bool areSameLines =
        std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
                   [](const AwardOutcome &one, const AwardOutcome &other) { return one.line.key == other.line.key; });
    if (!areSameLines) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
        return;
    }
    for (qsizetype place = 0; place < lines.size(); ++place)
        update(place, lines[place]);
}

void AwardLinesModel::update(qsizetype row, const AwardOutcome &line)
{
    if (isSame(m_lines[row], line))
        return;
    m_lines[row] = line;
    Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
}

int AwardLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int AwardLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AwardLinesModel::shown(const AwardOutcome &line, int column)
{
    switch (column) {
    case Line:
        return numberText(line.line.line);
    case Account:
        return line.line.accountId;
    case Points:
        return numberText(line.line.points);
    case Outcome:
        return outcomeName(line.outcome);
    case Why:
        return lineWords(line);
    default:
        return line.line.reason;
    }
}

QVariant AwardLinesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_lines.size())
        return {};
    const AwardOutcome &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(line, index.column());
    case CopyRole:
        return index.column() == Points ? QString::number(line.line.points) : QVariant();
    case ToneRole:
        return index.column() == Outcome ? QVariant(int(toneOf(line.outcome))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Points || index.column() == Line ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                                  : QVariant();
    default:
        return {};
    }
}

QVariant AwardLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Points || section == Line))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles = {tr("Line"), tr("Account"), tr("Points"), tr("Outcome"), tr("Why"), tr("Reason given")};
    return titles.value(section);
}

} // namespace chancery
