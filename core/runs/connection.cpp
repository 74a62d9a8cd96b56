// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/connection.h"

namespace chancery {

Connection::Connection(const Profile &profile, CredentialSource &credential, const ConnectionSettings &settings,
                       QObject *parent)
    : QObject(parent)
    , m_http({m_network, credential, m_log, settings.route},
             {.base = profile.keyban.base, .guard = Guard(profile.guard), .retry = settings.retry})
    , m_keyban(m_http, settings.passports)
    , m_loyalty(m_http, settings.passports.applicationId)
{}

std::optional<keyban::Dialect> settledDialect(const Profile &profile, const Secret *key)
{
    if (profile.keyban.dialect)
        return profile.keyban.dialect;
    if (const auto ofNetwork = keyban::dialectOfNetwork(profile.keyban.network))
        return ofNetwork;
    return key ? rememberedDialect(profile, *key) : std::nullopt;
}

Pending<ConnectionFindings> testConnection(Connection &connection)
{
    return connection.keyban().detectDialect().transform([](const keyban::DialectEvidence &evidence) {
        return ConnectionFindings{evidence.total, evidence};
    });
}

} // namespace chancery
