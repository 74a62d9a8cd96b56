// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"

#include "core/runs/outcomecheck.h"

#include <memory>

namespace chancery::ctl {

/// "12,345", as the person's locale has it.
QString numberText(qint64 value);

/// A plan that a run applies, and what its outcome is read by.
struct OutcomeWish
{
    SharedPlan plan{};
    Mirror *mirror = nullptr;
    MirrorSync *sync = nullptr; ///< of the mirror
};

/// An import run as the command line has it: progress, Ctrl+C, the summary and the exit code with which it ends the
/// program.
class RunConsole : public QObject
{
    Q_OBJECT

public:
    RunConsole(keyban::Client &client, Ledger &ledger, const CommonOptions &common);

    /// With a wish, the plan is held against what became of it afterwards.
    void run(ImportOrder order, const OutcomeWish &wish = {});
    /// Tells of an order of which nothing is to be sent.
    void skip(const ImportOrder &order);

private:
    void connectRun();
    void connectCheck();
    void interrupt();
    void showProgress(const ImportProgress &progress);
    void finish(const ImportSummary &summary);
    void showCheck();
    void readRows();
    void conclude();
    void printSummaryJson();
    void printSummary();
    void printOutcome();
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
};

} // namespace chancery::ctl
