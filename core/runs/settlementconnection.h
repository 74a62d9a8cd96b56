// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/keystone/tokencredential.h"
#include "core/profiles/profile.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace chancery {

/// The way to a service through the credential proxy, and what stands for its key; see ProxyWay.
struct ProxiedParts
{
    Route &route;
    CredentialSource &credential;
};

/// A live connection to the settlement service of a profile that has one: token, pipeline and typed client. It asks as
/// nobody until credential() was given the client's secret.
class SettlementConnection : public QObject
{
    Q_OBJECT

public:
    SettlementConnection(const KeystoneService &service, GuardLevel guard,
                         const RetryPolicy &retry = keystone::retryPolicy(), QObject *parent = nullptr);

    /// Through the credential proxy, which has the credential: credential() is of no effect then.
    SettlementConnection(const KeystoneService &service, GuardLevel guard, const ProxiedParts &proxied,
                         const RetryPolicy &retry = keystone::retryPolicy(), QObject *parent = nullptr);

    keystone::Client &client() { return m_client; }
    keystone::TokenCredential &credential() { return m_credential; }
    RequestLog &log() { return m_log; }

private:
    QNetworkAccessManager m_network;
    RequestLog m_log;
    keystone::TokenCredential m_credential;
    HttpClient m_http;
    keystone::Client m_client;
};

} // namespace chancery
