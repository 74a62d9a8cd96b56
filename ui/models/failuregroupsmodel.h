// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/chunktally.h"

#include <QAbstractTableModel>
#include <QHash>

namespace chancery {

/// Rows that did not land, grouped by the reason given: which lines, how many, the first of them.
class FailureGroupsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Lines,
        Rows,
        Reason,
        FirstRow,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Adds to the groups; rows of a group that is there change in place, a new reason comes on top.
    void add(const QList<RowFailure> &rows);
    qint64 rows() const { return m_rows; }
    /// Every row with its reason, for the export.
    const QHash<qint64, QString> &reasonByLine() const { return m_reasonByLine; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Group
    {
        QString reason;
        qint64 count = 0;
        qint64 firstLine = 0;
        qint64 lastLine = 0;
        QString firstRow;
    };
    QList<Group> m_groups; ///< the oldest first; shown from the end
    QHash<QString, qsizetype> m_byReason;
    QHash<qint64, QString> m_reasonByLine;
    qint64 m_rows = 0;
};

} // namespace chancery
