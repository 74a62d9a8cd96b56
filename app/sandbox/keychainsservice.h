// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/clock.h"
#include "app/sandbox/keychainsvault.h"
#include "app/sandbox/requestlog.h"
#include "app/sandbox/service.h"

#include <deque>

namespace chancery::sandbox {

constexpr QByteArrayView keychainsToken = "test-keychains-token";
constexpr QByteArrayView keychainsEchoSecret = "test-echo-secret";

/// The credential proxy (Keychains fact sheet §10): `/{host}/{rest}` goes to the service of that host with every
/// placeholder replaced, once token, account, host, names and scopes allow it. It goes on under a second prefix, which
/// plays the proxy that `wrong_proxy` leads to.
class KeychainsService : public Service
{
public:
    KeychainsService(const Clock &clock, RequestLog &log)
        : m_clock(clock)
        , m_log(log)
    {}

    /// Requests for `host` go to `service` from now on.
    void connectHost(const QByteArray &host, Service &service) { m_hosts.insert(host, &service); }
    KeychainsVault &vault() { return m_vault; }
    /// Where the sandbox is, for links; `http://127.0.0.1:PORT`.
    void setOrigin(const QByteArray &origin) { m_origin = origin; }

    static QList<QByteArray> accounts() { return {"test-account-1", "test-account-2"}; }

    QByteArray prefix() const override { return "keychains"; }
    Answer handle(const Request &request) override { return handle(request, false); }
    void addCounts(json::Value &state) override;

    /// `POST _sandbox/keychains`; see installer/man/chancery-sandbox.1.
    Answer control(const Request &request, const json::Value &wishes);
    /// `GET _sandbox/keychains`: what was asked of it, by name and never by value.
    QByteArray auditJson() const;

    /// The other proxy.
    class Other : public Service
    {
    public:
        explicit Other(KeychainsService &service)
            : m_service(service)
        {}
        QByteArray prefix() const override { return "keychains-other"; }
        Answer handle(const Request &request) override { return m_service.handle(request, true); }

    private:
        KeychainsService &m_service;
    };

private:
    struct Token
    {
        qint64 end = 0;
        quint64 version = 0;
    };
    struct Asked
    {
        QByteArray host;
        QByteArray rest; ///< with its slash
        QByteArray account;
        QList<QByteArray> names;
    };
    struct Permission
    {
        QStringList scopes;
        QByteArray host;
    };

    Answer handle(const Request &request, bool isOther);
    Answer proxied(const Request &request, const Asked &asked, bool isOther);
    std::optional<Answer> tokenRefusal(const Request &request) const;
    std::optional<Answer> nameRefusal(const Asked &asked);
    std::optional<Answer> scopeRefusal(const Asked &asked);
    Answer forward(const Request &request, const Asked &asked);
    Answer approvalPage(const Request &request);
    QByteArray linkFor(const Permission &permission);
    void approve(const QString &scope);
    QByteArray mint(qint64 seconds);
    QByteArray grant(const json::Member &wish);
    QByteArray grantScope(const json::Member &wish);
    QByteArray setSwitch(const json::Member &wish);
    QByteArray setNext(const json::Value &answers);
    void note(const Request &request, const Asked &asked, const Answer &answer);

    const Clock &m_clock;
    RequestLog &m_log;
    KeychainsVault m_vault;
    QByteArray m_origin;
    QHash<QByteArray, Service *> m_hosts;
    QHash<QByteArray, Token> m_tokens;
    QList<Permission> m_permissions; ///< asked for; the id of one is its place from 1
    std::deque<Answer> m_next;       ///< given instead of an answer of one's own
    json::Value::Array m_audit;
    quint64 m_version = 0;
    quint64 m_minted = 0;
    bool m_isEnded = false; ///< the token of the ready line
    bool m_approvalEndsTokens = false;
    bool m_needsRevalidation = false;
    bool m_isWrong = false; ///< sends everybody to the other one
    bool m_buffersStreams = false;
    bool m_stripsHeaders = false;
    QByteArray m_elsewhere; ///< instead of the other one's address
};

/// An upstream that says what it was asked, for showing what becomes of placeholders.
class EchoService : public Service
{
public:
    QByteArray prefix() const override { return "echo"; }
    Answer handle(const Request &request) override;
};

} // namespace chancery::sandbox
