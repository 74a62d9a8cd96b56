// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/connectionsmodel.h"

#include "ui/theme/tokens.h"
#include "ui/words/profiletext.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString detailOf(const ConnectionRow &row)
{
    switch (row.kind) {
    case ConnectionRow::Draft:
        return ConnectionsModel::tr("Not saved yet");
    case ConnectionRow::SandboxOffer:
        return ConnectionsModel::tr("Starts on this computer");
    case ConnectionRow::Stored:
        break;
    }
    if (row.host.isEmpty())
        return guardName(row.guard);
    return ConnectionsModel::tr("%1 · %2").arg(row.host, guardName(row.guard));
}

} // namespace

ConnectionRow rowOf(const Profile &profile, ConnectionRow::Kind kind)
{
    const QUrl &base = profile.keyban.base;
    return {.kind = kind,
            .id = profile.id,
            .name = profile.name.trimmed().isEmpty() ? ConnectionsModel::tr("New connection") : profile.name.trimmed(),
            .host = hostWords(base),
            .danger = dangerOf(profile).danger,
            .guard = profile.guard};
}

void ConnectionsModel::setRows(const QList<ConnectionRow> &rows)
{
    removeAbsent(rows);
    for (int at = 0; at < rows.size(); ++at)
        place(at, rows.at(at));
}

void ConnectionsModel::removeAbsent(const QList<ConnectionRow> &wanted)
{
    for (int at = int(m_rows.size()) - 1; at >= 0; --at) {
        const QUuid id = m_rows.at(at).id;
        const bool stays =
            std::any_of(wanted.begin(), wanted.end(), [&id](const ConnectionRow &row) { return row.id == id; });
        if (stays)
            continue;
        beginRemoveRows({}, at, at);
        m_rows.removeAt(at);
        endRemoveRows();
    }
}

void ConnectionsModel::place(int at, const ConnectionRow &row)
{
    const int found = int(positionOf(row.id, at));
    if (found < 0) {
        beginInsertRows({}, at, at);
        m_rows.insert(at, row);
        endInsertRows();
        return;
    }
    if (found != at) {
        beginMoveRows({}, found, found, {}, at);
        m_rows.move(found, at);
        endMoveRows();
    }
    if (m_rows.at(at) == row)
        return;
    m_rows[at] = row;
    Q_EMIT dataChanged(index(at), index(at));
}

qsizetype ConnectionsModel::positionOf(const QUuid &id, qsizetype from) const
{
    for (qsizetype at = from; at < m_rows.size(); ++at)
        if (m_rows.at(at).id == id)
            return at;
    return -1;
}

QModelIndex ConnectionsModel::find(const QUuid &id) const
{
    const qsizetype at = positionOf(id);
    return at < 0 ? QModelIndex() : index(int(at));
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1, %2, %3").arg(row.name, dangerWord(row.danger), detailOf(row));
    case DetailRole:
        return detailOf(row);
    case DangerRole:
        return dangerWord(row.danger);
    case TokenRole:
        return int(row.danger == Danger::Live ? Token::Live : Token::Test);
    case IdRole:
        return row.id;
    case KindRole:
        return int(row.kind);
    default:
        return {};
    }
}

} // namespace chancery
