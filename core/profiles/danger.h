// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"

namespace chancery {

/// What a mistake costs.
enum class Danger {
    Test, ///< nothing
    Live, ///< money or a public record that can't be taken back
};

/// What decided it.
enum class DangerReason {
    MainNetwork,
    ProductionHost,
    Loopback,
    TestNetwork,
    TestingHost,
    UnknownTarget, ///< nothing says that this is a test
};

struct DangerVerdict
{
    Danger danger = Danger::Live;
    DangerReason reason = DangerReason::UnknownTarget;
    bool operator==(const DangerVerdict &) const = default;
};

/// Works the danger out from host and blockchain network together; the first rule that applies decides:
///  1. a main network is live everywhere, on loopback too: a tunnel or a proxy looks like loopback;
///  2. a production host, of passports or of settlements, is live on every network, since the account there is the real
///  one;
///  3. loopback is a test;
///  4. a test network is a test on any other host, also an unknown one: what it costs is decided on the network;
///  5. a testing host of the service without a network is a test;
///  6. all else is live by caution: a name that nobody knows may be a main network.
/// That the profile calls itself a sandbox plays no part.
DangerVerdict dangerOf(const QUrl &base, const QString &network);
/// Of both services of a profile, the worse.
DangerVerdict dangerOf(const Profile &profile);

} // namespace chancery
