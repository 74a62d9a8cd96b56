// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/bearercredential.h"
#include "core/http/retry.h"

#include <QUrl>

class QNetworkAccessManager;

namespace chancery {
class HttpClient;
class RequestLog;
} // namespace chancery

namespace chancery::keystone {

/// How often and how long the service's own client means to wait (KeyStone fact sheet §5); for both pipelines.
RetryPolicy retryPolicy();

/// Where tokens come from, as a person or a guide writes it: without a scheme it is https (D11). A scheme that is there
/// stays.
QUrl authAddress(const QString &text);

struct TokenSettings
{
    QUrl auth; ///< `/oauth/token` follows it; see authAddress()
    QString audience = QStringLiteral("https://api.keystoneos.xyz");
    RetryPolicy retry = retryPolicy();
};

/// A bearer token by client credentials (§1), renewed when less than five minutes or half of its life remain. What its
/// endpoint refuses comes with the status it said so with; an answer without a token is Protocol / UnexpectedShape.
class TokenCredential : public BearerCredential
{
    Q_OBJECT

public:
    TokenCredential(QNetworkAccessManager &network, RequestLog &log, TokenSettings settings, QObject *parent = nullptr);
    ~TokenCredential() override;

    /// From now on it asks as this client; a token of another one is forgotten.
    void setClient(const QString &clientId, Secret clientSecret);
    QString clientId() const { return m_clientId; }
    bool hasClient() const override { return !m_clientId.isEmpty() && !m_clientSecret.isEmpty(); }
    /// Forgets client and token; what waits for a token fails with Cancelled.
    void clear() { setClient({}, Secret()); }

    QByteArray masked(QByteArray text) const override;

protected:
    Pending<BearerToken> fetchToken() override;

private:
    QByteArray tokenBody() const;

    TokenSettings m_settings;
    CredentialMask m_mask{*this};
    std::unique_ptr<HttpClient> m_http;
    QString m_clientId;
    Secret m_clientSecret;
};

} // namespace chancery::keystone
