// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/danger.h"

#include "core/http/address.h"

#include <array>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

/// The networks of Keyban fact sheet §11 that cost nothing, by how their names end.
bool isTestNetwork(const QString &network)
{
    static constexpr std::array endings = {"Sepolia"_L1,    "Testnet"_L1, "Devnet"_L1,
                                           "Quickstart"_L1, "Anvil"_L1,   "Amoy"_L1};
    return std::any_of(endings.begin(), endings.end(),
                       [&](QLatin1StringView ending) { return network.endsWith(ending, Qt::CaseInsensitive); });
}

bool isWithin(const QString &host, QLatin1StringView domain)
{
    return host == domain || (host.endsWith(domain) && host.at(host.size() - domain.size() - 1) == u'.');
}

/// Keyban fact sheet §1 and KeyStone fact sheet §1 name them; localtest.me is a public name for the local machine.
bool isTestingHost(const QString &host)
{
    static constexpr std::array domains = {"staging.keyban.io"_L1,          "testing.keyban.io"_L1,
                                           "sandbox.keyban.io"_L1,          "keyban.localtest.me"_L1,
                                           "api-staging.keystoneos.xyz"_L1, "api-dev.keystoneos.xyz"_L1};
    return std::any_of(domains.begin(), domains.end(),
                       [&](QLatin1StringView domain) { return isWithin(host, domain); });
}

} // namespace

DangerVerdict dangerOf(const QUrl &base, const QString &network)
{
    QString host = base.host().toLower();
    while (host.endsWith(u'.'))
        host.chop(1);
    const bool testing = isTestingHost(host);
    if (keyban::isMainNetwork(network))
        return {Danger::Live, DangerReason::MainNetwork};
    if ((isWithin(host, "keyban.io"_L1) || isWithin(host, "keystoneos.xyz"_L1)) && !testing)
        return {Danger::Live, DangerReason::ProductionHost};
    if (isLoopback(host))
        return {Danger::Test, DangerReason::Loopback};
    if (isTestNetwork(network))
        return {Danger::Test, DangerReason::TestNetwork};
    if (testing && network.isEmpty())
        return {Danger::Test, DangerReason::TestingHost};
    return {Danger::Live, DangerReason::UnknownTarget};
}

DangerVerdict dangerOf(const Profile &profile)
{
    const DangerVerdict passports = dangerOf(profile.keyban.base, profile.keyban.network);
    if (!profile.keystone || passports.danger == Danger::Live)
        return passports;
    const DangerVerdict settlements = dangerOf(profile.keystone->base, {});
    return settlements.danger == Danger::Live ? settlements : passports;
}

} // namespace chancery
