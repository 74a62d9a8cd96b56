// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirror.h"
#include "core/runs/importplan.h"

#include <QObject>

#include <memory>

namespace chancery {

/// Brings rows of a plan from its file, and what they change from the mirror, in the background. What was wanted last
/// comes first.
class PlanRows : public QObject
{
    Q_OBJECT

public:
    explicit PlanRows(Mirror &mirror, QObject *parent = nullptr);
    ~PlanRows() override;

    /// Nothing for no plan; what was wanted before does not come any more.
    void setPlan(const SharedPlan &plan, catalogue::PlanFilter filter);
    void want(qint64 first, int count);

Q_SIGNALS:
    void came(qint64 first, const QList<chancery::PlannedRow> &rows);
    /// What an update among them changes.
    void effectFound(qint64 record, const chancery::catalogue::RowEffect &effect);
    /// These do not come, since others were wanted meanwhile.
    void dropped(qint64 first);
    void failed(const chancery::Error &error);

private:
    struct Wanted
    {
        qint64 first;
        int count;
    };
    void readNext();
    void findEffect(const PlannedRow &row);

    Mirror &m_mirror;
    SharedPlan m_plan;
    catalogue::PlanFilter m_filter = catalogue::PlanFilter::planned();
    std::shared_ptr<PlannedRows> m_rows; ///< in one thread at a time
    QList<Wanted> m_wanted;
    bool m_isReading = false;
    std::unique_ptr<QObject> m_step;
};

} // namespace chancery
