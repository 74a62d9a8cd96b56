// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/route.h"
#include "core/keychains/answer.h"
#include "core/keychains/placeholdercredential.h"
#include "core/keychains/proxytoken.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <list>
#include <memory>

namespace chancery::keychains {

class TokenSource;

/// A call whose body holds a placeholder of its own.
struct BodyPlaceholder
{
    QString call; ///< such as `keystone.fetchToken`
    QString name;
};

struct RouteSettings
{
    QUrl proxy;
    QString account{};                   ///< empty: the proxy's default one
    QStringList trusted{};               ///< addresses of other proxies that this one may send us to
    QList<CredentialSlot> credentials{}; ///< the only headers with placeholders
    QList<BodyPlaceholder> inBodies{};   ///< and the only bodies
    QStringList withheld{};              ///< calls that carry a secret in the clear
    qsizetype largestBody = 1024 * 1024; ///< bytes
    std::function<QDateTime()> now{};    ///< the clock, UTC; the machine's when empty
};

/// The way through the credential proxy (Keychains fact sheet §1-6, §9): the last step sets the address, the token and
/// the account, after it has made sure that every placeholder stands where one was configured and no real key anywhere.
///
/// Errors of lead(), all before a byte leaves: what proxiedAddress() says; Refused / NotThroughProxy, ProxyBodyTooLarge
/// (call in `subject`), PlaceholderInData or KeyForPlaceholder (where, in `subject`), SettingInvalid (the account).
/// Of makeReady(): SecretStore / ProxyTokenMissing, Unauthorized / ProxyTokenExpired and the source's own.
/// Of read(): what refusalOf() says; Unauthorized / ProxyTokenExpired; Refused / ProxyElsewhere with the other proxy's
/// address in `subject`.
///
/// The token is in memory only. One whose end has come is replaced by the source; without one that renews, a person has
/// to provide() the next, and what waits fails as NotSent.
class ProxyRoute : public QObject, public Route
{
    Q_OBJECT

public:
    ProxyRoute(TokenSource &source, RouteSettings settings, QObject *parent = nullptr);
    ~ProxyRoute() override;

    const RouteSettings &settings() const { return m_settings; }

    /// A token that a person typed or the environment had. Error: SecretStore / ProxyTokenUnusable, also when it has
    /// ended already (Unauthorized / ProxyTokenExpired); the one before stays.
    Result<Nothing> provide(Secret token);
    void forget();
    /// Whether there is one that has not ended.
    bool hasToken() const { return !m_token.hasEnded(now()); }
    bool isEmpty() const { return m_token.isEmpty(); }
    QDateTime tokenEnd() const { return m_token.end(); }
    std::chrono::seconds tokenLeft() const { return m_token.left(now()); }
    std::chrono::seconds tokenLife() const { return m_token.life(); }
    /// Whether it is time for the next one.
    bool isTokenDue() const { return m_token.isDue(now()); }

    /// From now on requests may follow to this proxy. Error: as mayBeProxy().
    Result<Nothing> trust(const QUrl &proxy);

    bool isReady() const override;
    Pending<Nothing> makeReady() override;
    Result<RoutedRequest> lead(const QNetworkRequest &request, const HttpRequest &wanted) override;
    RouteWord read(const RoutedAnswer &answer) override;
    std::chrono::milliseconds longestSilence() const override { return std::chrono::seconds(30); }
    std::chrono::milliseconds longestAttempt() const override { return std::chrono::seconds(60); }
    QByteArray masked(QByteArray text) const override;

Q_SIGNALS:
    /// There is another token, or none any more.
    void tokenChanged();
    /// The proxy will not go on until a person has done what the error says.
    void approvalNeeded(const chancery::Error &error);
    /// A request for `upstream` was sent to another proxy, which may be one and is not trusted. The request has failed
    /// as ProxyElsewhere.
    void sentAway(const QUrl &other, const QString &upstream);

private:
    QDateTime now() const;
    void fetch();
    void fetched(Result<Secret> result);
    void take(ProxyToken token);
    void settleAll(const Result<Nothing> &result);
    Error missingToken() const;
    Result<Nothing> mayGo(const QNetworkRequest &request, const HttpRequest &wanted) const;
    Result<Nothing> headersMayGo(const QNetworkRequest &request) const;
    QUrl proxyFor(const QString &host) const;
    bool isTokensEnd(const RoutedAnswer &answer) const;
    RouteWord tokenEnded(const RoutedAnswer &answer);
    RouteWord sentElsewhere(const RoutedAnswer &answer, const QString &address);

    TokenSource &m_source;
    RouteSettings m_settings;
    ProxyToken m_token;
    Secret m_lastToken;               ///< for keeping it out of logs after it was dropped
    int m_ticket = 0;                 ///< of the token
    bool m_askedForApproval = false;  ///< with this token: a changed permission may have ended it
    QHash<QString, QUrl> m_elsewhere; ///< by the host asked for
    std::list<Promise<Nothing>> m_waiting;
    std::unique_ptr<QObject> m_fetch; ///< while one is under way
};

} // namespace chancery::keychains
