// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/profiles/environment.h"
#include "core/runs/proxyway.h"

#include <functional>
#include <memory>

namespace chancery::ctl {

/// A connection with the credential of one of its services.
struct Access
{
    Profile profile;
    Secret secret{};
    std::unique_ptr<ProxyWay> way{}; ///< where the service goes through the credential proxy; there is no secret then
};

/// Of which service, and what is said without it.
struct AccessWanted
{
    chancery::Service service;
    Secret EnvironmentProfile::*secret;
    /// Ends the program with a sentence when nothing can be done with the profile.
    void (*refuseUnusable)(const Profile &);
    QString nothingGiven; ///< said when there is neither --profile nor an environment
};

/// The connection that --profile names; ends the program when there is none.
Profile profileByName(const CommonOptions &options);

/// Takes the access of --profile, else of the environment, whose secrets are taken out of it at once; then calls
/// `begin` and runs the event loop. The value is the exit code. Ends the program with a sentence when something is
/// missing.
int withAccess(const CommonOptions &options, const AccessWanted &wanted, const std::function<void(Access)> &begin);

} // namespace chancery::ctl
