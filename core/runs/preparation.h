// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "core/ledger/ledger.h"

#include <optional>

namespace chancery {

/// A decision that somebody worked out for another officer to send.
struct Preparation
{
    keystone::Decision decision = keystone::Decision::Reject;
    QString by;
    QString reason;
    QDateTime at;
    bool operator==(const Preparation &) const = default;
};

/// The latest one about a settlement of a service; nothing where there is none, or where the settlement has moved since
/// it was prepared. Errors: those of the ledger.
Pending<std::optional<Preparation>> preparationOf(Ledger &ledger, const QString &service,
                                                  const keystone::Settlement &settlement);

} // namespace chancery
