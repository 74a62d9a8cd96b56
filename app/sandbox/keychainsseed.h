// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keychainsservice.h"
#include "app/sandbox/keystonetokens.h"

namespace chancery::sandbox {

/// Credentials of the demo vault that a person has not approved, and has refused.
constexpr QByteArrayView unapprovedName = "KEYBAN_WRITE_KEY";
constexpr QByteArrayView refusedName = "KEYBAN_ADMIN_KEY";

/// The services that the proxy goes on to.
struct KeychainsUpstreams
{
    Service &keyban;
    Service &keystone;
    Service &keystoneAuth;
    Service &echo;
    KeystoneTokens &tokens;
    const Clock &clock;
};

/// Fills the demo vault and names the hosts. The upstreams outlive the proxy.
void seedKeychains(KeychainsService &keychains, const KeychainsUpstreams &upstreams);

} // namespace chancery::sandbox
