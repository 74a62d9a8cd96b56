// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/bearercredential.h"
#include "core/http/httpclient.h"

#include <QUrl>

namespace chancery::bkey {

struct ClientSettings
{
    QUrl base = QUrl(QStringLiteral("https://api.bkey.id")); ///< of the service, which is its issuer as well
    RetryPolicy retry{.retries = 3, .base = std::chrono::milliseconds(500), .form = Jitter::Scaled};
};

/// The fields of a form, in their order; without the client, which is added.
using FormFields = QList<std::pair<QByteArray, QByteArray>>;

/// A registered client at the issuer, and the bearer token it gets there (BKey fact sheet §1): by a refresh token where
/// it has one, else, or when that is refused or lost, by its id and secret; renewed half a minute before it ends. What
/// the issuer refuses comes with the status it said so with; an answer without a token for a bearer is Protocol /
/// UnexpectedShape.
class ClientCredential : public BearerCredential
{
    Q_OBJECT

public:
    ClientCredential(QNetworkAccessManager &network, RequestLog &log, const ClientSettings &settings,
                     QObject *parent = nullptr);
    ~ClientCredential() override;

    /// From now on it asks as this client; the tokens of another one are forgotten.
    void setClient(const QString &clientId, Secret clientSecret);
    QString clientId() const { return m_clientId; }
    bool hasClient() const override { return !m_clientId.isEmpty() && !m_clientSecret.isEmpty(); }
    /// Forgets client and tokens; what waits for a token fails with Cancelled.
    void clear() { setClient({}, Secret()); }

    /// Sends a form to the token endpoint, with id and secret and without a bearer token. Error: SecretStore /
    /// CredentialMissing without a client.
    Pending<HttpAnswer> grant(const Call &call, FormFields fields, Expect expect = Expect::Json);
    /// The way to the issuer for what needs no token, such as its published keys. Its clock has seen every answer of
    /// the token endpoint.
    HttpClient &issuer() { return *m_http; }
    /// As the issuer names itself in its tokens.
    QString issuerName() const { return m_http->base().toString(QUrl::FullyEncoded); }

    QByteArray masked(QByteArray text) const override;

protected:
    Pending<BearerToken> fetchToken() override;

private:
    Pending<BearerToken> tokenBySecret();
    Result<BearerToken> take(const json::Value &answer);

    CredentialMask m_mask{*this};
    std::unique_ptr<HttpClient> m_http;
    QString m_clientId;
    Secret m_clientSecret;
    Secret m_refreshToken;
    Secret m_lastRefreshToken; ///< for keeping it out of logs while it is used up
};

} // namespace chancery::bkey
