// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/access.h"

#include "core/runs/approvalconnection.h"

#include <functional>

namespace chancery::ctl {

/// One profile's approval service as a command has it.
struct ApprovalService
{
    explicit ApprovalService(Access access);

    const Profile profile;
    ApprovalConnection connection;
};

/// What --expires says: how long somebody is asked, within what the service allows; `usual` without it.
std::chrono::seconds expiryOf(const Arguments &options, std::chrono::seconds usual);

/// Opens the approval service of --profile or the environment; see withAccess().
int withApprovals(const CommonOptions &options, const std::function<void(ApprovalService &)> &begin);

} // namespace chancery::ctl
