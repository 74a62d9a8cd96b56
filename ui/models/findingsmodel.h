// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"

#include <QAbstractTableModel>

namespace chancery {

/// What a check found, one remark a row, with its remedy.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Line,
        ColumnName,
        Severity,
        Message,
        Remedy,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(const QList<catalogue::Finding> &findings);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<catalogue::Finding> m_findings;
};

} // namespace chancery
