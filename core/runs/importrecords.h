// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/importrun.h"
#include "core/runs/importorder.h"
#include "core/runs/importplan.h"
#include "core/runs/importprogress.h"

namespace chancery {

// What the ledger keeps of a run, made from what the run knows.

/// All but the id, the application and the time.
ImportRunRecord recordOf(const ImportOrder &order, const ImportCounts &counts);
/// What another process needs to carry the run on. For the ledger's thread: it packs what may be large.
RunBasis basisOf(const ImportOrder &order);
RunEnd endOf(const ImportSummary &summary);

} // namespace chancery
