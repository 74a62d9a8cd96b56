// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportstablemodel.h"

#include "ui/theme/tokens.h"

#include <algorithm>
#include <limits>

namespace chancery {

using keyban::Passport;

PassportsTableModel::PassportsTableModel(keyban::Dialect dialect, QObject *parent)
    : QAbstractTableModel(parent)
    , m_dialect(dialect)
    , m_now(QDateTime::currentDateTimeUtc())
{}

void PassportsTableModel::replace(const MirrorPage &page)
{
    if (page.total > m_count)
        setCount(page.total);
    moveSelected(page);
    if (page.total < m_count)
        setCount(page.total);
}

/// Brings the window in and moves what is selected along: an index goes where its passport went.
void PassportsTableModel::moveSelected(const MirrorPage &page)
{
    QHash<QString, int> target;
    for (const LocatedPassport &row : page.located)
        target.insert(row.passport.id, int(row.place));
    for (qsizetype i = 0; i < page.rows.size(); ++i)
        target.insert(page.rows.at(i).id, int(page.first + i));
    const Rows before = m_rows;
    // Nothing is known of a row outside the window that was not looked for: it counts as where it was.
    const auto isUntold = [&](int row, const QString &id) {
        return !target.contains(id) && (row < page.first || row >= page.first + page.rows.size());
    };
    const bool moves = std::any_of(before.keyValueBegin(), before.keyValueEnd(), [&](const auto &row) {
        return !isUntold(row.first, row.second.id) && target.value(row.second.id, -1) != row.first;
    });
    if (moves)
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_rows.clear();
    m_places.clear();
    m_wanted.clear();
    for (const LocatedPassport &row : page.located)
        keep(row.place, {row.passport});
    keep(page.first, page.rows);
    if (!moves)
        return tellDifferences(before);
    QModelIndexList to;
    const QModelIndexList from = persistentIndexList();
    for (const QModelIndex &index : from) {
        const auto row = before.constFind(index.row());
        if (row != before.cend() && isUntold(row.key(), row->id)) {
            to << index;
            continue;
        }
        const int place = row == before.cend() ? -1 : target.value(row->id, -1);
        to << (place < 0 ? QModelIndex() : createIndex(place, index.column()));
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void PassportsTableModel::tellDifferences(const Rows &before)
{
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        const auto known = before.constFind(row.key());
        if (known == before.cend() || !(*known == *row))
            Q_EMIT dataChanged(index(row.key(), 0), index(row.key(), PassportColumn::Count - 1));
    }
}

void PassportsTableModel::keep(qint64 first, const QList<Passport> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const int row = int(first + i);
        if (row >= m_count)
            return;
        m_rows.insert(row, rows.at(i));
        m_places.insert(rows.at(i).id, row);
    }
}

void PassportsTableModel::setCount(qint64 total)
{
    const int count = int(std::min<qint64>(total, std::numeric_limits<int>::max()));
    if (count > m_count) {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    } else if (count < m_count) {
        beginRemoveRows({}, count, m_count - 1);
        m_count = count;
        endRemoveRows();
    }
}

void PassportsTableModel::fill(qint64 first, const QList<Passport> &rows)
{
    keep(first, rows);
    for (qint64 block = first / blockRows; block <= (first + rows.size()) / blockRows; ++block)
        m_wanted.remove(int(block));
    const auto last = int(std::min<qint64>(first + rows.size(), m_count)) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(int(first), 0), index(last, PassportColumn::Count - 1));
}

bool PassportsTableModel::update(const Passport &row)
{
    const int place = rowOf(row.id);
    if (place < 0)
        return false;
    if (!(m_rows.value(place) == row)) {
        m_rows[place] = row;
        Q_EMIT dataChanged(index(place, 0), index(place, PassportColumn::Count - 1));
    }
    return true;
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
    if (m_count > 0)
        Q_EMIT dataChanged(index(0, PassportColumn::Certification), index(m_count - 1, PassportColumn::Updated),
                           {Qt::DisplayRole, ToneRole});
}

const Passport *PassportsTableModel::passportAt(int row) const
{
    const auto known = m_rows.constFind(row);
    return known == m_rows.cend() ? nullptr : &*known;
}

const Passport *PassportsTableModel::find(const QString &id) const
{
    return passportAt(rowOf(id));
}

/// A block at a time, and each only once.
void PassportsTableModel::want(int row) const
{
    const int block = row / blockRows;
    if (m_wanted.contains(block))
        return;
    m_wanted.insert(block);
    Q_EMIT windowWanted(qint64(block) * blockRows, blockRows);
}

int PassportsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int PassportsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : PassportColumn::Count;
}

QVariant PassportsTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Passport *passport = passportAt(index.row());
    if (!passport) {
        if (role == Qt::DisplayRole)
            want(index.row());
        return {};
    }
    return passportCell(*passport, index.column(), role, {m_dialect, m_now, m_unsaved.contains(passport->id)});
}

QVariant PassportsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return passportColumnTitle(section);
}

void PassportsTableModel::sort(int column, Qt::SortOrder order)
{
    Q_EMIT orderWanted(column, order);
}

} // namespace chancery
