// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/client.h"
#include "core/bkey/publishedkeys.h"
#include "core/profiles/profile.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace chancery {

/// A live connection to the approval service of a profile that has one: token, pipeline, typed client and the issuer's
/// keys. Always straight, never through the credential proxy: an approval through a proxy would be the proxy's. It asks
/// as nobody until credential() was given the client's secret.
class ApprovalConnection : public QObject
{
    Q_OBJECT

public:
    ApprovalConnection(const BkeyService &service, GuardLevel guard, const RetryPolicy &retry = {},
                       QObject *parent = nullptr);

    bkey::Client &client() { return m_client; }
    bkey::PublishedKeys &keys() { return m_keys; }
    bkey::ClientCredential &credential() { return m_credential; }
    RequestLog &log() { return m_log; }

private:
    QNetworkAccessManager m_network;
    RequestLog m_log;
    bkey::ClientCredential m_credential;
    HttpClient m_http;
    bkey::Client m_client;
    bkey::PublishedKeys m_keys;
};

} // namespace chancery
