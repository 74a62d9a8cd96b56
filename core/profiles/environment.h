// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"

#include <QProcessEnvironment>

namespace chancery {

/// A connection as the guides' environment names describe it: KEYBAN_API (default https://api.prod.keyban.io),
/// KEYBAN_API_KEY and KEYBAN_APP_ID; for settlements KEYSTONE_API (default https://api.keystoneos.xyz), KEYSTONE_AUTH
/// (default https://auth.keystoneos.xyz), KEYSTONE_CLIENT_ID and KEYSTONE_CLIENT_SECRET. Without any of the latter the
/// profile has no settlements. For approvals BKEY_API_URL (default https://api.bkey.id), BKEY_CLIENT_ID and
/// BKEY_CLIENT_SECRET, likewise. A key or secret that is a placeholder, `{{NAME}}`, means that its service goes through
/// the credential proxy at KEYCHAINS_PROXY_URL (default https://keychains.dev) with the token KEYCHAINS_TOKEN; for
/// settlements it names the grant that the proxy holds, and no client is needed.
struct EnvironmentProfile
{
    Profile profile;         ///< named "Environment"; each call makes a fresh id
    Secret apiKey;           ///< empty when none was given
    Secret clientSecret{};   ///< of the settlement service; empty when none was given
    Secret approvalSecret{}; ///< the same of the approval service
    Secret proxyToken{};     ///< the same of the credential proxy
};

/// Nothing when none of the names is set (an empty value counts as not set).
std::optional<EnvironmentProfile> fromEnvironment(const QProcessEnvironment &environment);

/// The same from this process's own environment, from which the secrets are wiped and removed: neither a child nor
/// /proc/<pid>/environ shows it afterwards. For the start of main(), before there are threads.
std::optional<EnvironmentProfile> takeFromEnvironment();

/// The same from the text of a .env file: `NAME=value` lines, also with `export`, quotes, comments, CRLF and a BOM.
/// `text` is wiped.
std::optional<EnvironmentProfile> fromEnvironmentText(QByteArray &&text);

} // namespace chancery
