// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"

#include <QHash>

#include <functional>
#include <optional>

namespace chancery::sandbox {

constexpr QByteArrayView keystoneClientId = "test-keystone-client";
constexpr QByteArrayView keystoneClientSecret = "test-keystone-client-secret";

/// The token endpoint (KeyStone fact sheet §1) and the tokens it gave. Every environment's client has the same secret.
class KeystoneTokens
{
public:
    /// Which active environment a client id belongs to.
    using FindEnvironment = std::function<std::optional<quint32>(const QString &clientId)>;

    explicit KeystoneTokens(FindEnvironment find)
        : m_find(std::move(find))
    {}

    /// `POST oauth/token`, as JSON or as a form.
    Answer issue(const Request &request, qint64 now);
    struct Bearer
    {
        quint32 environment = 0;
        QString clientId;
    };
    /// Whom a request speaks for; nothing when its token is missing, unknown, over or of a closed environment.
    std::optional<Bearer> bearerOf(const Request &request, qint64 now) const;

    void expireAll() { m_tokens.clear(); }
    void setLife(qint64 seconds) { m_life = seconds; }
    quint64 issued() const { return m_issued; }

private:
    struct Token
    {
        QString clientId;
        qint64 end = 0;
    };
    FindEnvironment m_find;
    QHash<QByteArray, Token> m_tokens;
    qint64 m_life = 86'400;
    quint64 m_issued = 0;
};

} // namespace chancery::sandbox
