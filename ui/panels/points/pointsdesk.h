// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mintrun.h"
#include "ui/dialogs/approvals/gatekeeper.h"

class QSettings;

namespace chancery {

/// What points are minted with; all of it outlives whoever works with it.
struct PointsDesk
{
    keyban::LoyaltyClient &client;
    Ledger &ledger;
    QSettings &settings; ///< keeps labels and wallets of accounts
    Author author;
    DialogPlace place{};
    MintPatience patience{};
    GatePolicy gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody

    /// As the ledger names it.
    QString service() const { return client.service(); }
    MintParts parts() const { return {client, ledger, author, patience, gate}; }
};

} // namespace chancery
