// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/imports/plansession.h"

namespace chancery {

/// Imports that wait for the one before them. When their turn comes, the plan that was agreed to is worked out once
/// more and sent only if it still holds. One that ends badly holds the others up until a person starts them.
class ImportQueue : public QObject
{
    Q_OBJECT

public:
    ImportQueue(PlanSession &plan, const ImportPlanner::Parts &parts, QObject *parent = nullptr);
    ~ImportQueue() override;

    void add(PlannedImport import);
    /// Takes one out; precondition: 0 ≤ index < waiting().size().
    void remove(int index);
    const QList<PlannedImport> &waiting() const { return m_waiting; }
    bool isEmpty() const { return m_waiting.isEmpty(); }
    /// The first is being planned once more, and goes out in a moment.
    bool isStarting() const { return m_isStarting; }
    /// Nothing runs, and a person has to start the next: what ran before it was stopped or broke.
    bool isHeldUp() const;
    /// Starts the first, unless something runs.
    void start();

Q_SIGNALS:
    void changed();
    /// It was taken from the queue, and nothing of it was sent: its plan is no longer the one agreed to.
    void moved(const chancery::PlannedImport &import, const chancery::PlanMoves &moves);
    void failed(const chancery::PlannedImport &import, const chancery::Error &error);

private:
    void watch(ImportRun *run);
    void startUnlessHeldUp();
    bool isComparing() const;
    void planned(const SharedPlan &plan);
    void conclude(Result<PlanApplication> &&application);
    PlannedImport takeFirst();

    PlanSession &m_plan;
    ImportPlanner m_planner;
    QList<PlannedImport> m_waiting;
    bool m_isStarting = false;
    bool m_endedBadly = false;       ///< the last run
    std::unique_ptr<QObject> m_step; ///< context of the application
};

} // namespace chancery
