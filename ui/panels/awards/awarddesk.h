// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mintrun.h"
#include "ui/dialogs/approvals/gatekeeper.h"

namespace chancery {

/// What batches of awards are minted with; all of it outlives whoever works with it.
struct AwardDesk
{
    keyban::LoyaltyClient &client;
    Ledger &ledger;
    Author author;
    DialogPlace place{};
    MintPatience patience{};
    GatePolicy gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody

    /// As the ledger names it.
    QString service() const { return client.service(); }
    bool mayWrite() const { return client.guardLevel() != GuardLevel::ReadOnly; }
    MintParts parts() const { return {client, ledger, author, patience, gate}; }
};

} // namespace chancery
