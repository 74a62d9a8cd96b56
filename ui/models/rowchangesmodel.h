// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importplan.h"

#include <QAbstractTableModel>

namespace chancery {

/// What one row of a plan does to its passport, field by field: before, after, and whether it is certified.
class RowChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Field,
        Before,
        After,
        Certified,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void show(const catalogue::RowEffect &effect);
    /// A new passport: `body` is the create body.
    void showNew(const QByteArray &body);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Change
    {
        QString field;
        QString before;
        QString after;
        bool certified = false;
    };
    void replace(QList<Change> changes);

    QList<Change> m_changes;
};

} // namespace chancery
