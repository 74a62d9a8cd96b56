// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"
#include "core/http/retry.h"
#include "core/secrets/secret.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QUrl>

#include <list>
#include <memory>

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

/// A bearer token by client credentials (§1), fetched when the first request needs it, kept in memory and renewed when
/// less than five minutes or half of its life remain; by a clock that nobody sets. However many requests wait, there is
/// one fetch. A rejected token is dropped and replaced; when the replacement is rejected as well, nothing is fetched
/// for half a minute and requests fail with that rejection.
///
/// Errors of makeReady(): SecretStore / CredentialMissing or CredentialUnusable before anything is sent; what the token
/// endpoint answered, with its own status; Protocol / UnexpectedShape without an access token; Cancelled when the
/// client changes meanwhile. Their subject is `keystone.fetchToken`.
class TokenCredential : public QObject, public CredentialSource
{
    Q_OBJECT

public:
    TokenCredential(QNetworkAccessManager &network, RequestLog &log, TokenSettings settings, QObject *parent = nullptr);
    ~TokenCredential() override;

    /// From now on it asks as this client; a token of another one is forgotten.
    void setClient(const QString &clientId, Secret clientSecret);
    QString clientId() const { return m_clientId; }
    bool hasClient() const { return !m_clientId.isEmpty() && !m_clientSecret.isEmpty(); }
    bool hasToken() const { return !m_token.isEmpty(); }
    /// Forgets client and token; what waits for a token fails with Cancelled.
    void clear() { setClient({}, Secret()); }

    bool isReady() const override;
    Pending<Nothing> makeReady() override;
    bool renewsItself() const override { return true; }
    Result<Nothing> authorize(QNetworkRequest &request) const override;
    void accepted() override;
    void rejected() override;
    QByteArray masked(QByteArray text) const override;

Q_SIGNALS:
    /// The token endpoint refused the client, or a fresh token was turned away: a person has to look at it.
    void refused(const chancery::Error &error);

private:
    class Mask;
    using Waiter = Promise<Nothing>;

    void fetch();
    QByteArray tokenBody() const;
    Result<Nothing> take(const json::Value &answer);
    void fetched(const Result<Nothing> &result);
    void settleAll(const Result<Nothing> &result);

    TokenSettings m_settings;
    std::unique_ptr<Mask> m_mask;
    std::unique_ptr<HttpClient> m_http;
    QString m_clientId;
    Secret m_clientSecret;
    Secret m_token;
    Secret m_lastToken; ///< for keeping it out of logs after it was dropped
    QDeadlineTimer m_renewal{0};
    QDeadlineTimer m_end{0};
    std::list<Waiter> m_waiting;
    std::unique_ptr<QObject> m_fetch; ///< while one is under way
    bool m_isReplacement = false;     ///< the token, or the one under way, stands in for a rejected one
    std::optional<Error> m_refusal;   ///< of the replacement
    QDeadlineTimer m_refusalEnd{0};
};

} // namespace chancery::keystone
