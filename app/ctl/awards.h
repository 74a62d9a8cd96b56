// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/json/value.h"
#include "core/ledger/ledger.h"
#include "core/runs/awardrun.h"

#include <functional>

namespace chancery::ctl {

/// What the ledger knows of a batch.
struct KnownBatch
{
    AwardBatchRecord record;
    QList<AwardLineRecord> lines;
};

/// Opens the ledger, if there is one, and hands over its batches, the latest first; ends the program when it can't be
/// read.
void readBatches(Ledger &ledger, QObject *context, const std::function<void(const QList<AwardBatchRecord> &)> &then);

/// The batch that `wanted`, its name, its id or how the id begins, means; ends the program when it is none or several.
void readBatch(Ledger &ledger, QObject *context, const QString &wanted,
               const std::function<void(const KnownBatch &)> &then);

json::Value outcomeJson(const AwardOutcome &outcome);
/// A line to read for each that is not done and tells why.
void remarkOutcomes(const QList<AwardOutcome> &outcomes);
/// Writes the failed and the unknown ones to a file that can be run again, if there are any, and says so. Whether
/// nothing went wrong.
bool writeRest(const AwardFile &file, const QList<AwardOutcome> &outcomes, const QString &outFile);

/// Lists the batches, shows one, or writes down what is failed and unknown of it; asks no service.
int listBatches(const CommonOptions &common);
int showBatch(const CommonOptions &common, const QString &wanted);
int exportBatch(const CommonOptions &common, const QString &wanted, const QString &outFile);

} // namespace chancery::ctl
