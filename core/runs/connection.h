// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpclient.h"
#include "core/keyban/client.h"
#include "core/keyban/loyaltyclient.h"
#include "core/profiles/profile.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace chancery {

struct ConnectionSettings
{
    keyban::ClientSettings passports{};
    RetryPolicy retry{};
    Route *route = nullptr; ///< see ProxyWay; the credential is its placeholder then
};

/// A live connection to the services of one profile: the pipeline and the typed clients over it. The credential
/// outlives it.
class Connection : public QObject
{
    Q_OBJECT

public:
    Connection(const Profile &profile, CredentialSource &credential, const ConnectionSettings &settings,
               QObject *parent = nullptr);

    keyban::Client &keyban() { return m_keyban; }
    keyban::LoyaltyClient &loyalty() { return m_loyalty; }
    RequestLog &log() { return m_log; }

private:
    QNetworkAccessManager m_network;
    RequestLog m_log;
    HttpClient m_http;
    keyban::Client m_keyban;
    keyban::LoyaltyClient m_loyalty;
};

/// What a profile settles about the dialect without asking the service: the person's choice, else its network's family
/// (chanceryctl(1), --dialect), else what its host has shown to this key before. `key` may be null.
std::optional<keyban::Dialect> settledDialect(const Profile &profile, const Secret *key);

/// What testing a connection found out.
struct ConnectionFindings
{
    qint64 passports = 0;
    keyban::DialectEvidence dialect;
};

/// Asks for one page of passports, which proves address, credential and permission (reading one by id is public and
/// proves nothing, U22). Give the connection a RetryPolicy without retries, so that a server that is away is told at
/// once.
Pending<ConnectionFindings> testConnection(Connection &connection);

} // namespace chancery
