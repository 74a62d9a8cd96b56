// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/auditlog.h"
#include "core/runs/decision.h"

#include <QString>

namespace chancery {

/// How a decision ended and what to do now, in one or two sentences, with both states where they differ.
QString describe(const DecisionReport &report);

/// "approve", "reject" as a person reads them in a sentence: "approved", "rejected".
QString decidedWord(const QString &decision);

/// Whether an audit log is whole, and where it breaks first.
QString describe(const ChainVerdict &verdict);
/// `hashDiffers` and so on, in JSON.
QLatin1StringView chainFaultWord(ChainFault fault);

/// "2 h 5 min left", "over for 3 min", or nothing without a time.
QString timeLeftText(const QDateTime &end, const QDateTime &now);

} // namespace chancery
