// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/gatepass.h"

#include <chrono>

namespace chancery::ctl {

/// What `settlements` was asked, each carried out by a function of its own; the value is the exit code.
struct SettlementOptions
{
    CommonOptions common;
    QString id;
    QString state;    ///< only this one; empty: any
    QString decision; ///< approve or reject
    QString reason;
    WhomToAsk asked{};
    std::chrono::seconds every{15};
    enum class Act {
        Decide,
        Prepare,
    };
    Act act = Act::Decide;
};

int listSettlements(const SettlementOptions &options);
int showSettlement(const SettlementOptions &options);
int decideSettlement(const SettlementOptions &options);
int watchSettlements(const SettlementOptions &options);

} // namespace chancery::ctl
