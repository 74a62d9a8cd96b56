// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/findinggroups.h"

#include <QAbstractTableModel>

namespace chancery {

/// What a check found, identical remarks in one row, with their remedy.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Lines,
        Rows,
        ColumnName,
        Severity,
        Message,
        Remedy,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setGroups(const QList<catalogue::FindingGroup> &groups);
    const catalogue::FindingGroup &group(int row) const { return m_groups[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<catalogue::FindingGroup> m_groups;
};

} // namespace chancery
