// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/access.h"

#include "core/runs/settlementconnection.h"

#include <functional>

namespace chancery::ctl {

/// One profile's settlement service as a command has it.
struct SettlementService
{
    explicit SettlementService(Access access);

    const Profile profile;
    const std::unique_ptr<ProxyWay> way;
    SettlementConnection connection;
    keystone::Client &client() { return connection.client(); }
};

/// Opens the settlement service of --profile or the environment; see withAccess().
int withSettlements(const CommonOptions &options, const std::function<void(SettlementService &)> &begin);

} // namespace chancery::ctl
