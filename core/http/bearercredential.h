// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"
#include "core/http/request.h"
#include "core/secrets/secret.h"

#include <QDeadlineTimer>
#include <QObject>

#include <list>
#include <memory>

namespace chancery {

/// What an authorization server hands out (RFC 6749 §5.1).
struct BearerToken
{
    Secret token;
    std::optional<std::chrono::seconds> life{}; ///< as it says
};

/// Reads `access_token` and `expires_in`. Error: Protocol / UnexpectedShape for a token that cannot stand in a header.
Result<BearerToken> bearerTokenFrom(const json::Value &answer);

/// What a token's own pipeline has for a credential: nothing to send, all to hide.
class CredentialMask : public CredentialSource
{
public:
    explicit CredentialMask(const CredentialSource &whole)
        : m_whole(whole)
    {}
    Result<Nothing> authorize(QNetworkRequest &) const override { return Nothing{}; }
    void rejected() override {}
    QByteArray masked(QByteArray text) const override { return m_whole.masked(std::move(text)); }

private:
    const CredentialSource &m_whole;
};

/// A bearer token that is fetched when the first request needs it, kept in memory and renewed before it ends, by a
/// clock that nobody sets. However many requests wait, there is one fetch. A rejected token is dropped and replaced;
/// when the replacement is rejected as well, nothing is fetched for half a minute and requests fail with that
/// rejection.
///
/// Errors of makeReady(): SecretStore / CredentialMissing before anything is sent; what fetching ended with; Cancelled
/// when the client changes meanwhile. Their subject is the call that fetches.
class BearerCredential : public QObject, public CredentialSource
{
    Q_OBJECT

public:
    ~BearerCredential() override;

    virtual bool hasClient() const = 0;
    bool hasToken() const { return !m_token.isEmpty(); }

    bool isReady() const override;
    Pending<Nothing> makeReady() override;
    bool renewsItself() const override { return true; }
    Result<Nothing> authorize(QNetworkRequest &request) const override;
    void accepted() override;
    void rejected() override;
    QByteArray masked(QByteArray text) const override;

Q_SIGNALS:
    /// The client was refused, or a fresh token was turned away: a person has to look at it.
    void refused(const chancery::Error &error);

protected:
    struct Terms
    {
        QString call;                   ///< that fetches
        std::chrono::seconds ahead;     ///< of its end it is renewed, or at half of its life when that is later
        std::chrono::seconds usualLife; ///< of a token that does not say how long it lives
    };
    BearerCredential(Terms terms, QObject *parent);

    /// Asks for a token as the client. It may use what the derived class owns: whoever derives calls forget() first of
    /// all in its destructor.
    virtual Pending<BearerToken> fetchToken() = 0;
    /// Drops the token; what waits for one fails with Cancelled.
    void forget();

private:
    using Waiter = Promise<Nothing>;

    void fetch();
    void keep(BearerToken fresh);
    void fetched(Result<BearerToken> answer);
    void settleAll(const Result<Nothing> &result);

    const Terms m_terms;
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

} // namespace chancery
