// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/recordsmodel.h"

#include "ui/widgets/tableview.h"

#include <QSet>

namespace chancery {

RecordsModel::RecordsModel(QStringList columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{}

void RecordsModel::setRecords(const QList<Record> &records)
{
    removeGone(records);
    QSet<QString> placed;
    int row = 0;
    for (const Record &record : records) {
        if (placed.contains(record.id))
            continue;
        placed.insert(record.id);
        const int known = rowOf(record.id);
        if (known < 0) {
            beginInsertRows({}, row, row);
            m_records.insert(row, record);
            endInsertRows();
        } else if (known != row) {
            beginMoveRows({}, known, known, {}, row);
            m_records.move(known, row);
            endMoveRows();
        }
        if (m_records.at(row) != record) {
            m_records[row] = record;
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
        ++row;
    }
}

void RecordsModel::removeGone(const QList<Record> &records)
{
    QSet<QString> stay;
    for (const Record &record : records)
        stay.insert(record.id);
    for (int row = int(m_records.size()) - 1; row >= 0; --row) {
        if (stay.contains(m_records.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_records.removeAt(row);
        endRemoveRows();
    }
}

int RecordsModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_records.size(); ++row)
        if (m_records.at(row).id == id)
            return row;
    return -1;
}

int RecordsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int RecordsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RecordsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.column() >= m_records.at(index.row()).cells.size())
        return {};
    const RecordCell &cell = m_records.at(index.row()).cells.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : QVariant(cell.tip.toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(cell.align);
    case ToneRole:
        return cell.tone ? QVariant(int(*cell.tone)) : QVariant();
    case CopyRole:
        return cell.copy.isEmpty() ? QVariant() : QVariant(cell.copy);
    default:
        return {};
    }
}

QVariant RecordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return m_columns.value(section);
}

} // namespace chancery
