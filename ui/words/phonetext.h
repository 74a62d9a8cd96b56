// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/checkout.h"
#include "core/runs/phonerun.h"

#include <QString>

namespace chancery {

// How a question to somebody's phone ended and what to do now, in one or two sentences. Each end has its own.

/// `item` is its name in the vault.
QString vaultReadText(const PhoneReport &report, const QString &item);
QString vaultStoreText(const PhoneReport &report, const QString &item);
/// `checkout` as it was last seen.
QString checkoutText(const PhoneReport &report, const bkey::Checkout &checkout);

/// That the audit log lacks how it ended; empty when it has it.
QString ledgerGapText(const PhoneReport &report);

} // namespace chancery
