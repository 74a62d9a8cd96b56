// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"

#include "core/runs/importrun.h"

#include <memory>

namespace chancery::ctl {

/// "12,345", as the person's locale has it.
QString numberText(qint64 value);

/// An import run as the command line has it: progress, Ctrl+C, the summary and the exit code with which it ends the
/// program.
class RunConsole : public QObject
{
    Q_OBJECT

public:
    RunConsole(keyban::Client &client, Ledger &ledger, const CommonOptions &common);

    void run(ImportOrder order);
    /// Tells of an order of which nothing is to be sent.
    void skip(const ImportOrder &order);

private:
    void connectRun();
    void showProgress(const ImportProgress &progress);
    void finish(const ImportSummary &summary);
    void readRows(const ImportSummary &summary);
    void conclude(const ImportSummary &summary);
    void printSummaryJson(const ImportSummary &summary);
    void printSummary(const ImportSummary &summary);

    keyban::Client &m_client;
    Ledger &m_ledger;
    const CommonOptions m_common;
    ImportOrder m_order;
    Interrupt m_interrupt;
    ProgressLine m_progress;
    QList<RowFailure> m_failures;
    QList<RowFailure> m_unknown;
    std::unique_ptr<ImportRun> m_run;
};

} // namespace chancery::ctl
