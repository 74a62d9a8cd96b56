// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/phonerun.h"
#include "ui/dialogs/dialoghead.h"

namespace chancery {

/// What sections that ask a phone for something work with; all of it outlives them.
struct PhoneDesk
{
    bkey::Client &client;
    Ledger &ledger;
    Author author; ///< who asks
    DialogPlace place;
    bkey::ApprovalTime time{};

    PhoneRunParts parts() const { return {.client = client, .ledger = ledger, .author = author, .time = time}; }
};

} // namespace chancery
