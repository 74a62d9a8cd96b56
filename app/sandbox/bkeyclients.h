// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"
#include "core/json/value.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace chancery::sandbox {

constexpr QByteArrayView bkeyClientId = "test-bkey-client";
constexpr QByteArrayView bkeyClientSecret = "test-bkey-client-secret";
constexpr QByteArrayView bkeyRfcClientId = "test-bkey-rfc-client";
constexpr QByteArrayView bkeyRfcClientSecret = "test-bkey-rfc-client-secret";
/// Whose phone the sandbox has; so has every other `did:` but the next.
constexpr QByteArrayView bkeyUserDid = "did:bkey:zTestApprover";
/// Nobody by this name has a phone.
constexpr QByteArrayView bkeyUnknownDid = "did:bkey:zTestNobody";

/// The two ways in which the service is described (BKey fact sheet §0).
enum class BkeyDialect : quint8 {
    Status, ///< of the Python client: 200 with a status
    Rfc,    ///< of the OpenAPI file: 400 with an error
};

/// Why not. `code` is the OAuth error or the one of /v1.
struct BkeyRefusal
{
    int status = 0; ///< 0: none
    QString code;
    QString message;

    explicit operator bool() const { return status != 0; }
    /// `{"error":{"type","code","message"}}` or, in the RFC's dialect, `{"error","error_description"}`.
    Answer oauthAnswer(BkeyDialect dialect) const;
    /// `{"success":false,"error":{…}}`, which both dialects read.
    Answer answer() const;
};

/// The members of a form (`application/x-www-form-urlencoded`); nothing for another type.
std::optional<QHash<QString, QString>> bkeyForm(const Request &request);

/// The clients, and the tokens they were given.
class BkeyClients
{
public:
    /// By which dialect a client is answered.
    BkeyDialect dialectOf(const QString &clientId) const;
    /// One dialect for all; nothing: each its own.
    void setDialect(std::optional<BkeyDialect> dialect) { m_dialect = dialect; }
    /// Whether the form names a client and its secret.
    BkeyRefusal authenticate(const QHash<QString, QString> &form) const;

    struct Bearer
    {
        QString clientId;
        QString subject;
        QString scope;
        bool mayDo(const QString &needed) const { return scope.split(u' ').contains(needed); }
    };
    /// Whom a request speaks for; nothing when its token is missing, unknown, revoked or over.
    std::optional<Bearer> bearerOf(const Request &request, qint64 now) const;
    void keep(const QByteArray &token, const Bearer &bearer, qint64 end) { m_tokens.insert(token, {bearer, end}); }

    /// A new token that can be exchanged once; empty while none are given.
    QString newRefreshToken(const Bearer &bearer);
    std::optional<Bearer> takeRefreshToken(const QString &token, const QString &clientId);
    void revoke(const QString &token);
    void expireAll() { m_tokens.clear(); }
    void expireRefreshTokens() { m_refreshTokens.clear(); }

    void setLife(qint64 seconds) { m_life = seconds; }
    qint64 life() const { return m_life; }
    void setGivesRefreshTokens(bool gives) { m_givesRefreshTokens = gives; }

    /// The scopes that are registered; own ones of the form `approve:…` are too unless refused.
    static const QStringList &scopes();
    bool isScope(const QString &scope) const;
    void setTakesOwnScopes(bool takes) { m_takesOwnScopes = takes; }

private:
    struct Token
    {
        Bearer bearer;
        qint64 end = 0;
    };
    QHash<QByteArray, Token> m_tokens;
    QHash<QString, Bearer> m_refreshTokens;
    std::optional<BkeyDialect> m_dialect;
    qint64 m_life = 3600;
    bool m_givesRefreshTokens = true;
    bool m_takesOwnScopes = true;
};

} // namespace chancery::sandbox
