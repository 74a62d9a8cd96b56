// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportstablemodel.h"

#include "ui/theme/tokens.h"

namespace chancery {

using keyban::Passport;

namespace {

/// Every row once, the first of several with one id.
QList<Passport> withoutDuplicates(const QList<Passport> &rows)
{
    QList<Passport> unique;
    QSet<QString> seen;
    for (const Passport &row : rows) {
        if (seen.contains(row.id))
            continue;
        seen.insert(row.id);
        unique << row;
    }
    return unique;
}

} // namespace

PassportsTableModel::PassportsTableModel(keyban::Dialect dialect, QObject *parent)
    : QAbstractTableModel(parent)
    , m_dialect(dialect)
    , m_now(QDateTime::currentDateTimeUtc())
{}

void PassportsTableModel::append(const QList<Passport> &rows)
{
    QList<Passport> fresh;
    for (const Passport &row : withoutDuplicates(rows)) {
        if (!update(row))
            fresh << row;
    }
    if (fresh.isEmpty())
        return;
    const qsizetype first = m_rows.size();
    beginInsertRows({}, int(first), int(first + fresh.size() - 1));
    m_rows << fresh;
    number(first);
    endInsertRows();
}

void PassportsTableModel::replace(const QList<Passport> &rows)
{
    const QList<Passport> wanted = withoutDuplicates(rows);
    QSet<QString> ids;
    for (const Passport &row : wanted)
        ids.insert(row.id);
    removeRowsNotIn(ids);
    arrange(wanted);
}

void PassportsTableModel::removeRowsNotIn(const QSet<QString> &ids)
{
    for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
        if (ids.contains(m_rows.at(last).id))
            continue;
        qsizetype first = last;
        while (first > 0 && !ids.contains(m_rows.at(first - 1).id))
            --first;
        beginRemoveRows({}, int(first), int(last));
        for (qsizetype row = first; row <= last; ++row)
            m_places.remove(m_rows.at(row).id);
        m_rows.remove(first, last - first + 1);
        number(first);
        endRemoveRows();
        last = first;
    }
}

/// Precondition: every row here is among the wanted ones.
void PassportsTableModel::arrange(const QList<Passport> &rows)
{
    for (qsizetype target = 0; target < rows.size(); ++target) {
        const Passport &wanted = rows.at(target);
        const int place = rowOf(wanted.id);
        if (place < 0) {
            qsizetype last = target;
            while (last + 1 < rows.size() && rowOf(rows.at(last + 1).id) < 0)
                ++last;
            beginInsertRows({}, int(target), int(last));
            for (qsizetype row = target; row <= last; ++row)
                m_rows.insert(row, rows.at(row));
            number(target);
            endInsertRows();
            target = last;
            continue;
        }
        if (place != target) {
            beginMoveRows({}, place, place, {}, int(target));
            m_rows.move(place, target);
            number(target);
            endMoveRows();
        }
        assign(int(target), wanted);
    }
}

bool PassportsTableModel::update(const Passport &row)
{
    const int place = rowOf(row.id);
    if (place >= 0)
        assign(place, row);
    return place >= 0;
}

void PassportsTableModel::assign(int row, const Passport &passport)
{
    if (m_rows.at(row) == passport)
        return;
    m_rows[row] = passport;
    Q_EMIT dataChanged(index(row, 0), index(row, PassportColumn::Count - 1));
}

void PassportsTableModel::remove(const QString &id)
{
    const int place = rowOf(id);
    if (place < 0)
        return;
    beginRemoveRows({}, place, place);
    m_rows.removeAt(place);
    m_places.remove(id);
    number(place);
    endRemoveRows();
}

void PassportsTableModel::setUnsaved(const QSet<QString> &ids)
{
    const QSet<QString> touched = (ids - m_unsaved) + (m_unsaved - ids);
    m_unsaved = ids;
    for (const QString &id : touched) {
        const QModelIndex cell = index(rowOf(id), PassportColumn::Number);
        if (cell.isValid())
            Q_EMIT dataChanged(cell, cell);
    }
}

void PassportsTableModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, PassportColumn::Certification), index(rowCount() - 1, PassportColumn::Updated),
                           {Qt::DisplayRole, ToneRole});
}

const Passport *PassportsTableModel::find(const QString &id) const
{
    const int place = rowOf(id);
    return place < 0 ? nullptr : &m_rows.at(place);
}

int PassportsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PassportsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : PassportColumn::Count;
}

QVariant PassportsTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Passport &passport = m_rows.at(index.row());
    return passportCell(passport, index.column(), role, {m_dialect, m_now, m_unsaved.contains(passport.id)});
}

QVariant PassportsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return passportColumnTitle(section);
}

void PassportsTableModel::number(qsizetype from)
{
    for (qsizetype row = from; row < m_rows.size(); ++row)
        m_places.insert(m_rows.at(row).id, int(row));
}

} // namespace chancery
