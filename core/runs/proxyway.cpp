// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/proxyway.h"

#include "core/keystone/calls.h"

namespace chancery {

namespace {

/// Calls whose request or answer holds a webhook's secret.
QStringList withheldCalls()
{
    QStringList names;
    for (const Call &call : {keystone::calls::createWebhook, keystone::calls::rotateSecret,
                             keystone::calls::createEnvironment, keystone::calls::updateEnvironment})
        names << QString::fromLatin1(call.name.data(), qsizetype(call.name.size()));
    return names;
}

keychains::RouteSettings settingsOf(const KeychainsService &service)
{
    keychains::RouteSettings settings{
        .proxy = service.base, .account = service.account, .trusted = service.trusted, .withheld = withheldCalls()};
    if (!service.passports.isEmpty())
        settings.credentials << keychains::passportSlot(service.passports);
    if (!service.settlements.isEmpty())
        settings.credentials << keychains::bearerSlot(service.settlements);
    return settings;
}

} // namespace

std::unique_ptr<keychains::TokenSource> tokenSourceOf(const KeychainsService &service, const QString &envFile)
{
    switch (service.tokenFrom) {
    case ProxyTokenFrom::EnvFile:
        return std::make_unique<keychains::EnvFileTokenSource>(envFile);
    case ProxyTokenFrom::Command:
        return std::make_unique<keychains::CommandTokenSource>(
            keychains::CommandTokenSource::Command{.program = service.program, .arguments = service.arguments});
    case ProxyTokenFrom::Person:
    case ProxyTokenFrom::Environment:
        break;
    }
    return std::make_unique<keychains::NoTokenSource>();
}

ProxyWay::ProxyWay(const Profile &profile, const QString &envFile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_source(tokenSourceOf(*profile.keychains, envFile))
    , m_passports(keychains::passportSlot(profile.keychains->passports))
    , m_settlements(keychains::bearerSlot(profile.keychains->settlements))
    , m_route(*m_source, settingsOf(*profile.keychains))
{}

CredentialSource *ProxyWay::credentialFor(Service service)
{
    if (!goesThrough(service))
        return nullptr;
    return service == Service::Keystone ? &m_settlements : &m_passports;
}

} // namespace chancery

#include "moc_proxyway.cpp"
