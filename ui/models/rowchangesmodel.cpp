// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/rowchangesmodel.h"

#include "ui/models/changewords.h"
#include "ui/theme/tokens.h"

namespace chancery {

using namespace Qt::StringLiterals;

void RowChangesModel::clear()
{
    replace({});
}

void RowChangesModel::show(const catalogue::RowEffect &effect)
{
    QList<Change> changes;
    const auto add = [&changes](const QList<keyban::FieldChange> &fields) {
        for (const keyban::FieldChange &field : fields)
            changes.append({field.path.isEmpty() ? tr("data") : field.path,
                            field.added ? QString() : valueText(field.before),
                            field.removed ? tr("removed") : valueText(field.after), field.certified});
    };
    add(effect.members);
    add(effect.forecast.changes);
    for (const QString &path : effect.forecast.pathsAdded)
        changes.append({path, {}, tr("is certified from now on"), true});
    for (const QString &path : effect.forecast.pathsRemoved)
        changes.append({path, {}, tr("is certified no longer"), true});
    replace(std::move(changes));
}

void RowChangesModel::showNew(const QByteArray &body)
{
    QList<Change> changes;
    const auto value = json::parse(body);
    if (value) {
        const QString name = catalogue::ownName(*value);
        if (!name.isEmpty())
            changes.append({u"name"_s, {}, valueText(json::Value(name))});
        for (const QString &member : {u"description"_s, u"network"_s}) {
            if (!(*value)[member].toText().isEmpty())
                changes.append({member, {}, valueText((*value)[member])});
        }
        for (const json::Member &member : (*value)[u"data"].members())
            changes.append({member.key, {}, valueText(member.value)});
    }
    replace(std::move(changes));
}

void RowChangesModel::replace(QList<Change> changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int RowChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int RowChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RowChangesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Change &change = m_changes[index.row()];
    if (role == ToneRole && index.column() == Certified && change.certified)
        return int(Tone::Attention);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Field:
        return change.field;
    case Before:
        return change.before.isEmpty() ? u"–"_s : change.before;
    case After:
        return change.after;
    default:
        return change.certified ? tr("certified") : QString();
    }
}

QVariant RowChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Field:
        return tr("Field");
    case Before:
        return tr("Before");
    case After:
        return tr("After");
    default:
        return tr("Certificate");
    }
}

} // namespace chancery
