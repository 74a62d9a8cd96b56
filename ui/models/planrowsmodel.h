// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importplan.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace chancery {

/// The rows of a plan that some classes hold, of which only those are here that were looked at: whoever shows it brings
/// the rest when it is wanted.
class PlanRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Line,
        Number,
        Name,
        Does,
        Changes,
        ColumnCount,
    };
    static constexpr int blockRows = 200;

    using QAbstractTableModel::QAbstractTableModel;

    /// Nothing for no plan.
    void show(const SharedPlan &plan, catalogue::PlanFilter filter);
    catalogue::PlanFilter filter() const { return m_filter; }
    /// Rows that were wanted.
    void fill(qint64 first, const QList<PlannedRow> &rows);
    /// Rows that were wanted and will not come: they are wanted again when somebody looks.
    void forget(qint64 first);
    /// What a row changes, in full.
    void setEffect(qint64 record, const catalogue::RowEffect &effect);

    const PlannedRow *rowAt(int row) const;
    const catalogue::RowEffect *effectOf(qint64 record) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Somebody looks at rows that are not here.
    void windowWanted(qint64 first, int count) const;

private:
    struct Kept
    {
        PlannedRow row;
        QString name;
    };
    void want(int row) const;
    QVariant text(const Kept &kept, int column) const;
    QString changesText(const PlannedRow &row) const;

    SharedPlan m_plan;
    catalogue::PlanFilter m_filter = catalogue::PlanFilter::planned();
    int m_count = 0;
    QHash<int, Kept> m_rows; ///< by their place
    QHash<qint64, int> m_places;
    QHash<qint64, catalogue::RowEffect> m_effects;
    mutable QSet<int> m_wanted; ///< blocks that were asked for
};

} // namespace chancery
