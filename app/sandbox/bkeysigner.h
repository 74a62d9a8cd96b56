// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/bkeycrypto.h"
#include "core/json/value.h"

#include <QSet>
#include <QStringList>

#include <vector>

namespace chancery::sandbox {

/// What an approval token says.
struct BkeyGrant
{
    QString issuer;
    QString subject;
    QString audience;
    QString scope;
    qint64 startedAt = 0; ///< when it was asked for, in milliseconds
    qint64 now = 0;
};

/// Signs tokens, publishes the keys for them, and spoils either on demand (BKey fact sheet §6). The first key is that
/// of the sheet's vectors.
class BkeySigner
{
public:
    /// From now on another key signs; what was published stays so.
    void rotate();
    /// Publishes the signing key alone.
    void retire() { m_published = {m_kid}; }
    /// `GET /oauth/jwks`.
    QByteArray keySet() const;

    /// A token for the grant, spoilt as the forgeries say.
    QByteArray approvalToken(const BkeyGrant &grant);
    /// An honest token of the client itself.
    QByteArray clientToken(const BkeyGrant &grant, qint64 seconds) const;

    /// The ways to spoil tokens; any of them together.
    static const QStringList &forgeries();
    void setForgeries(const QStringList &words);
    bool forges(const QString &word) const { return m_forgeries.contains(word); }
    /// `normal`, `none`, `many` (11 keys) or `private` (with the private half). Returns false for another word.
    bool setPublishing(const QString &word);
    /// How long approval tokens live from now on.
    void setLife(qint64 seconds) { m_life = seconds; }
    qint64 life() const { return m_life; }

private:
    json::Value claimsOf(const BkeyGrant &grant, qint64 seconds) const;
    void spoilClaims(json::Value &claims, const BkeyGrant &grant) const;
    QByteArray signedToken(const json::Value &claims) const;
    json::Value published(int kid) const;

    int m_kid = 1;
    std::vector<int> m_published{1};
    QSet<QString> m_forgeries;
    QString m_publishing = QStringLiteral("normal");
    qint64 m_life = 300;
    QString m_lastId;       ///< jti of the token before
    QByteArray m_lastToken; ///< the token before
};

} // namespace chancery::sandbox
