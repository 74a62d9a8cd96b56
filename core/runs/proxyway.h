// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keychains/proxyroute.h"
#include "core/keychains/tokensource.h"
#include "core/profiles/profile.h"

#include <QObject>

namespace chancery {

/// Where a proxy's token comes from as the profile says; nowhere, where a person or the environment gives it. `envFile`
/// is the file .env beside the data folder.
std::unique_ptr<keychains::TokenSource> tokenSourceOf(const KeychainsService &service, const QString &envFile);

/// What a profile's services go through the credential proxy with: one route and token for all, and a placeholder for
/// each in the place of its key. What carries a secret in the clear is withheld (Keychains fact sheet §9).
class ProxyWay : public QObject
{
    Q_OBJECT

public:
    /// `envFile` is the file .env beside the data folder, for profiles that take the token from there.
    /// Precondition: the profile has a proxy.
    ProxyWay(const Profile &profile, const QString &envFile, QObject *parent = nullptr);

    keychains::ProxyRoute &route() { return m_route; }
    /// Nothing for a service that is reached without the proxy.
    Route *routeTo(Service service) { return goesThrough(service) ? &m_route : nullptr; }
    /// The same.
    CredentialSource *credentialFor(Service service);

private:
    bool goesThrough(Service service) const { return goesThroughProxy(m_profile, service); }

    const Profile m_profile;
    std::unique_ptr<keychains::TokenSource> m_source;
    keychains::PlaceholderCredential m_passports;
    keychains::PlaceholderCredential m_settlements;
    keychains::ProxyRoute m_route;
};

} // namespace chancery
