// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importplan.h"
#include "ui/widgets/card.h"

class QLabel;

namespace chancery {

class RowChangesModel;
class StatePill;
class TableView;

/// One row of a plan: what sending it would change, field by field.
class PlanDetail : public Card
{
    Q_OBJECT

public:
    explicit PlanDetail(QWidget *parent = nullptr);

    void clear();
    /// `effect` is null while it is not known.
    void show(const PlannedRow &row, const catalogue::RowEffect *effect);
    using QWidget::show;

private:
    QString remark(const PlannedRow &row, const catalogue::RowEffect *effect) const;

    RowChangesModel *m_changes;
    QLabel *m_text;
    TableView *m_table;
};

} // namespace chancery
