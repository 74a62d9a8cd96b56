// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/ledger/ledger.h"

namespace chancery {

/// Writes the rows of a run of the past that failed, with their original columns and the reason, as
/// catalogue::exportRows() does. Yields how many. Errors: NotFound / RunUnknown; Input with FileChanged when the run's
/// file is no longer what it was, and what keeps it from being read; Storage for `outFile`.
Pending<qint64> exportFailedRows(Ledger &ledger, const QString &runId, const QString &outFile);

} // namespace chancery
