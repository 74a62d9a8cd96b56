// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importrun.h"
#include "core/runs/mirrorcatchup.h"
#include "core/runs/planoutcome.h"

namespace chancery {

/// Follows a run that applies a plan; once it is over, reads the service's passports again and holds the plan against
/// them. Of a run that sent nothing there is nothing to compare.
class OutcomeCheck : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Mirror &mirror;
        MirrorSync &sync; ///< of the mirror
    };
    enum class Stage {
        Running,
        Reading, ///< the service's passports; see syncProgress()
        Comparing,
        Over,
    };

    /// Before the run starts.
    OutcomeCheck(const Parts &parts, SharedPlan plan, ImportRun &run, QObject *parent = nullptr);
    ~OutcomeCheck() override;

    Stage stage() const { return m_stage; }
    const SharedPlan &plan() const { return m_plan; }
    const SyncProgress &syncProgress() const { return m_catchUp.progress(); }
    /// Ends it without a comparison.
    void giveUp();

Q_SIGNALS:
    void progressed();
    void compared(const chancery::PlanOutcome &outcome);
    void failed(const chancery::Error &error);

private:
    void runEnded(const ImportSummary &summary);
    void compare();
    void enter(Stage stage);

    Parts m_parts;
    const SharedPlan m_plan;
    MirrorCatchUp m_catchUp;
    Stage m_stage = Stage::Running;
    QList<RowFailure> m_failed;
    QList<RowFailure> m_unknown;
    std::optional<qint64> m_firstNotSent;
    std::unique_ptr<QObject> m_step; ///< context of the comparison
};

} // namespace chancery
