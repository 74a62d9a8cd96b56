// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/catalogue/preview.h"
#include "core/ledger/ledger.h"
#include "core/runs/importorder.h"

namespace chancery {

/// Whether something is left to do for a run of the past, so that it can be offered for resumption.
bool isResumable(const ImportRunRecord &run);

struct ResumeRequest
{
    QString runId;
    QString file{};        ///< where the run's file is now; empty: where it was
    QString host;          ///< of the connection that it would go to
    QString application{}; ///< the same
    /// Called from another thread while the file is checked again.
    std::function<void(const catalogue::CheckProgress &)> progress{};
};

/// Makes the order that carries a run on: what the ledger holds of it, its plan included, and its file, checked again.
/// Touches neither the ledger nor the service. Errors: NotFound / RunUnknown; Conflict with RunNotRunning (nothing is
/// left) or RunElsewhere; Input with FileChanged when the file is not the one of the run, and what catalogue::check()
/// reports; Storage / StorageCorrupt when the ledger's record of the run can't be read.
Pending<ImportOrder> orderToResume(Ledger &ledger, const ResumeRequest &request);

/// Whether a run has ended without being held against its plan: its program was killed meanwhile, or nobody wanted it.
bool isUncompared(const ImportRunRecord &run);

/// As orderToResume() for a run of which nothing is left to do, to hold its plan against its outcome. Errors: the same
/// without RunNotRunning.
Pending<ImportOrder> orderToCompare(Ledger &ledger, const ResumeRequest &request);

/// The file of a run of the past, read as it was read then, with the corrections that were made by hand.
struct ReopenedRun
{
    catalogue::ImportSpec spec;
    catalogue::Preview preview;
    catalogue::CheckReport report;
    QString templateName;
    QHash<qint64, QString> reasonByLine; ///< of the rows that failed
};

/// To mend the rows that failed: `request.file` has to be the very file of the run. Errors: as orderToResume(), without
/// RunNotRunning.
Pending<ReopenedRun> reopenedRun(Ledger &ledger, const ResumeRequest &request);

} // namespace chancery
