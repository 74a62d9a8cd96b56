// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/previewmodel.h"

namespace chancery {

void PreviewModel::setPreview(const catalogue::Preview &preview)
{
    beginResetModel();
    m_headers = preview.headers;
    m_records = preview.records;
    endResetModel();
}

const catalogue::Record *PreviewModel::record(int row) const
{
    return row >= 0 && row < m_records.size() ? &m_records[row] : nullptr;
}

int PreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int PreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_headers.size()) + 1;
}

/// The first column is the physical line, as the findings name it.
QVariant PreviewModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const catalogue::Record &record = m_records[index.row()];
    if (index.column() == 0) {
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return role == Qt::DisplayRole ? QVariant(record.line) : QVariant();
    }
    const QString cell = record.fields.value(index.column() - 1);
    if (role == Qt::DisplayRole)
        return cell.simplified();
    return role == Qt::ToolTipRole && cell.size() > 40 ? QVariant(cell) : QVariant();
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Line") : m_headers.value(section - 1);
}

} // namespace chancery
