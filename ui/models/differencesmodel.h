// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/planoutcome.h"

#include <QAbstractTableModel>

namespace chancery {

/// Rows that ended otherwise than planned; the service's reason on hover.
class DifferencesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Line,
        Number,
        Planned,
        Found,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setDifferences(const QList<PlanDifference> &differences);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<PlanDifference> m_differences;
};

} // namespace chancery
