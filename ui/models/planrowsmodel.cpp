// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/planrowsmodel.h"

#include "ui/models/passportwords.h"
#include "ui/theme/tokens.h"
#include "ui/words/plantext.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

Tone toneOf(PlanClass planClass)
{
    switch (planClass) {
    case PlanClass::Create:
        return Tone::Good;
    case PlanClass::Update:
        return Tone::Accent;
    case PlanClass::Recertify:
        return Tone::Attention;
    case PlanClass::SourceManaged:
    case PlanClass::Archived:
    case PlanClass::OtherNetwork:
        return Tone::Bad;
    case PlanClass::NotKnown:
        return Tone::Unknown;
    case PlanClass::Unchanged:
    case PlanClass::LeftOut:
        break;
    }
    return Tone::Neutral;
}

QString nameIn(const QByteArray &body)
{
    const auto value = json::parse(body);
    return value ? catalogue::ownName(*value) : QString();
}

} // namespace

void PlanRowsModel::show(const SharedPlan &plan, catalogue::PlanFilter filter)
{
    beginResetModel();
    m_plan = plan;
    m_filter = filter;
    m_count = plan ? int(std::min<qint64>(plan->classes.count(filter), std::numeric_limits<int>::max())) : 0;
    m_rows.clear();
    m_places.clear();
    m_effects.clear();
    m_wanted.clear();
    endResetModel();
}

void PlanRowsModel::fill(qint64 first, const QList<PlannedRow> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const int place = int(first + i);
        if (place >= m_count)
            break;
        m_rows.insert(place, {rows[i], nameIn(rows[i].body)});
        m_places.insert(rows[i].record, place);
    }
    const int last = int(std::min<qint64>(first + rows.size(), m_count)) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(int(first), 0), index(last, ColumnCount - 1));
}

void PlanRowsModel::forget(qint64 first)
{
    m_wanted.remove(int(first / blockRows));
}

void PlanRowsModel::setEffect(qint64 record, const catalogue::RowEffect &effect)
{
    const auto place = m_places.constFind(record);
    if (place == m_places.cend())
        return;
    m_effects.insert(record, effect);
    const QModelIndex cell = index(*place, Changes);
    Q_EMIT dataChanged(cell, cell);
}

const PlannedRow *PlanRowsModel::rowAt(int row) const
{
    const auto known = m_rows.constFind(row);
    return known == m_rows.cend() ? nullptr : &known->row;
}

const catalogue::RowEffect *PlanRowsModel::effectOf(qint64 record) const
{
    const auto known = m_effects.constFind(record);
    return known == m_effects.cend() ? nullptr : &*known;
}

/// A block at a time, and each only once.
void PlanRowsModel::want(int row) const
{
    const int block = row / blockRows;
    if (m_wanted.contains(block))
        return;
    m_wanted.insert(block);
    Q_EMIT windowWanted(qint64(block) * blockRows, blockRows);
}

int PlanRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int PlanRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PlanRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == Line)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const auto kept = m_rows.constFind(index.row());
    if (kept == m_rows.cend()) {
        if (role == Qt::DisplayRole)
            want(index.row());
        return {};
    }
    if (role == ToneRole && index.column() == Does)
        return int(toneOf(kept->row.planClass));
    return role == Qt::DisplayRole ? text(*kept, index.column()) : QVariant();
}

QVariant PlanRowsModel::text(const Kept &kept, int column) const
{
    switch (column) {
    case Line:
        return QLocale().toString(kept.row.line);
    case Number:
        return keyText(kept.row.key);
    case Name:
        return kept.name;
    case Does:
        return kept.row.planClass == PlanClass::Recertify ? tr("re-certify") : planWord(kept.row.planClass);
    default:
        return changesText(kept.row);
    }
}

/// What is refused says why; an update names its fields.
QString PlanRowsModel::changesText(const PlannedRow &row) const
{
    if (catalogue::isRefused(row.planClass))
        return refusalText(row.planClass);
    const catalogue::RowEffect *effect = effectOf(row.record);
    return effect ? changedFieldsText(*effect) : QString();
}

QVariant PlanRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line:
        return tr("Line");
    case Number:
        return tr("Number");
    case Name:
        return tr("Name");
    case Does:
        return tr("What happens");
    default:
        return tr("What changes");
    }
}

} // namespace chancery
