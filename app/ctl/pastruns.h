// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/ledger/ledger.h"

#include <functional>

namespace chancery::ctl {

/// Opens the ledger, if there is one, and hands over its runs, latest first; ends the program when it can't be read.
void readRuns(Ledger &ledger, QObject *context, const std::function<void(const QList<ImportRunRecord> &)> &then);

/// The run that `wanted`, an id or how one begins, means; ends the program when it is none or several.
ImportRunRecord runNamed(const QList<ImportRunRecord> &runs, const QString &wanted);

QString ledgerPath(const CommonOptions &options);

} // namespace chancery::ctl
