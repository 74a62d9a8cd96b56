// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardrun.h"

#include <QAbstractTableModel>

namespace chancery {

/// The lines of a batch with what became of each. Showing the same lines again changes only those that differ.
class AwardLinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Line,
        Account,
        Points,
        Outcome,
        Why,
        Reason,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const QList<AwardOutcome> &lines);
    /// The line in this row has become that.
    void update(qsizetype row, const AwardOutcome &line);
    const QList<AwardOutcome> &lines() const { return m_lines; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString shown(const AwardOutcome &line, int column);

    QList<AwardOutcome> m_lines;
};

} // namespace chancery
