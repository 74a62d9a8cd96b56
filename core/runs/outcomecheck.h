// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importresume.h"
#include "core/runs/importrun.h"
#include "core/runs/mirrorcatchup.h"
#include "core/runs/planoutcome.h"

namespace chancery {

/// Follows a run that applies a plan; once it is over, reads the service's passports again, holds the plan against them
/// and keeps in the ledger what came of it. Of a run that sent nothing there is nothing to compare.
class OutcomeCheck : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Mirror &mirror;
        MirrorSync &sync; ///< of the mirror
        Ledger &ledger;   ///< of the run
    };
    enum class Stage {
        Running,
        Reading, ///< the service's passports; see syncProgress()
        Comparing,
        Over,
    };

    /// Before the run starts. Precondition: its order has a plan.
    OutcomeCheck(const Parts &parts, ImportRun &run, QObject *parent = nullptr);
    /// Of a run of the past; see compareLate().
    OutcomeCheck(const Parts &parts, const QString &runId, QObject *parent = nullptr);
    ~OutcomeCheck() override;

    /// Makes up for what did not come about when the run ended, then. Fails as orderToCompare(), too.
    void compareLate(const ResumeRequest &request, const QDateTime &ended);

    const QString &runId() const { return m_runId; }
    Stage stage() const { return m_stage; }
    const SyncProgress &syncProgress() const { return m_catchUp.progress(); }
    /// Ends it without a comparison.
    void giveUp();

Q_SIGNALS:
    void progressed();
    void compared(const chancery::PlanOutcome &outcome);
    /// After compared(): the ledger could not take it.
    void notKept(const chancery::Error &error);
    void failed(const chancery::Error &error);

private:
    void connectCatchUp();
    void runEnded(const ImportSummary &summary);
    void gather();
    void takeRows(const QList<RowRecord> &rows);
    void compare();
    void keep(const PlanOutcome &outcome);
    void fail(const Error &error);
    void enter(Stage stage);

    Parts m_parts;
    const QString m_runId;
    MirrorCatchUp m_catchUp;
    Stage m_stage = Stage::Running;
    OutcomeRequest m_request;
    std::unique_ptr<QObject> m_step; ///< context of the comparison
};

} // namespace chancery
