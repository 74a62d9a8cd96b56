// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"

#include "core/runs/outcomecheck.h"
#include "core/runs/preimagepruning.h"

#include <memory>

namespace chancery::ctl {

/// What the service's passports are read by: before a run is carried on that had sent nothing yet, and afterwards.
struct RunReader
{
    Mirror *mirror = nullptr;
    MirrorSync *sync = nullptr; ///< of the mirror
    bool isCompared = true;     ///< whether the order's plan, if it has one, is held against what became of it
};

/// An import run as the command line has it: progress, Ctrl+C, the summary and the exit code with which it ends the
/// program.
class RunConsole : public QObject
{
    Q_OBJECT

public:
    RunConsole(keyban::Client &client, Ledger &ledger, const CommonOptions &common);

    void run(ImportOrder order, const RunReader &reader = {});
    /// Tells of an order of which nothing is to be sent.
    void skip(const ImportOrder &order);

private:
    void connectRun();
    void connectCheck();
    void interrupt();
    void showProgress(const ImportProgress &progress);
    void finish(const ImportSummary &summary);
    void showCheck();
    void gather();
    void conclude();
    void tidyUp();
    void printSummaryJson();
    void printSummary();
    int exitCode() const;

    keyban::Client &m_client;
    Ledger &m_ledger;
    const CommonOptions m_common;
    ImportOrder m_order;
    std::unique_ptr<Interrupt> m_interrupt; ///< while there is something to end in good order
    ProgressLine m_progress;
    QList<RowFailure> m_failures;
    QList<RowFailure> m_unknown;
    std::unique_ptr<ImportRun> m_run;
    ImportSummary m_summary;
    std::unique_ptr<OutcomeCheck> m_check;
    std::optional<PlanOutcome> m_outcome;
    PreimagePruning m_pruning;
};

} // namespace chancery::ctl
