// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/proxyroute.h"

#include "core/async/errorof.h"
#include "core/http/address.h"
#include "core/http/redact.h"
#include "core/http/request.h"
#include "core/keychains/address.h"
#include "core/keychains/placeholder.h"
#include "core/keychains/tokensource.h"

#include <QPointer>

#include <algorithm>

namespace chancery::keychains {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const HttpRequest &request)
{
    return QString::fromLatin1(request.call.name.data(), qsizetype(request.call.name.size()));
}

Error refused(Cause cause, const QString &subject)
{
    return errorOf(ErrorKind::Refused, cause, subject);
}

bool isHeaderText(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

/// Whether two addresses are the same place: slashes at the end make no difference.
bool areSame(const QUrl &a, const QUrl &b)
{
    const auto plain = [](const QUrl &url) {
        QByteArray text = url.toEncoded();
        while (text.endsWith('/'))
            text.chop(1);
        return text;
    };
    return plain(a) == plain(b);
}

} // namespace

ProxyRoute::ProxyRoute(TokenSource &source, RouteSettings settings, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_settings(std::move(settings))
{}

ProxyRoute::~ProxyRoute()
{
    settleAll(errorOf(ErrorKind::Cancelled, Cause::Cancelled, m_settings.proxy.host()));
}

QDateTime ProxyRoute::now() const
{
    return m_settings.now ? m_settings.now() : QDateTime::currentDateTimeUtc();
}

Result<Nothing> ProxyRoute::provide(Secret token)
{
    if (!isToken(token))
        return errorOf(ErrorKind::SecretStore, Cause::ProxyTokenUnusable, m_settings.proxy.host());
    ProxyToken fresh(std::move(token), now());
    if (fresh.hasEnded(now()))
        return errorOf(ErrorKind::Unauthorized, Cause::ProxyTokenExpired, m_settings.proxy.host());
    take(std::move(fresh));
    return Nothing{};
}

void ProxyRoute::forget()
{
    take(ProxyToken());
}

void ProxyRoute::take(ProxyToken token)
{
    if (!m_token.isEmpty())
        m_lastToken = m_token.secret().clone();
    m_token = std::move(token);
    m_askedForApproval = false;
    ++m_ticket;
    Q_EMIT tokenChanged();
}

Result<Nothing> ProxyRoute::trust(const QUrl &proxy)
{
    if (const auto allowed = mayBeProxy(proxy); !allowed)
        return allowed.error();
    m_settings.trusted << proxy.toString(QUrl::FullyEncoded);
    return Nothing{};
}

bool ProxyRoute::isReady() const
{
    return m_source.renews() ? !m_token.isDue(now()) : hasToken();
}

Error ProxyRoute::missingToken() const
{
    return m_token.isEmpty() && m_lastToken.isEmpty()
               ? errorOf(ErrorKind::SecretStore, Cause::ProxyTokenMissing, m_settings.proxy.host())
               : errorOf(ErrorKind::Unauthorized, Cause::ProxyTokenExpired, m_settings.proxy.host());
}

Pending<Nothing> ProxyRoute::makeReady()
{
    if (!m_source.renews()) {
        const Error missing = missingToken();
        // Not from here: whoever is told may end the client that is about to wait for us.
        QMetaObject::invokeMethod(
            this, [this, missing] { Q_EMIT approvalNeeded(missing); }, Qt::QueuedConnection);
        return Pending<Nothing>::failed(missing);
    }
    auto ends = Pending<Nothing>::make();
    std::erase_if(m_waiting, [](const auto &waiter) { return !waiter.isWanted(); });
    m_waiting.push_back(ends.promise);
    if (!m_fetch)
        fetch();
    return std::move(ends.pending);
}

void ProxyRoute::fetch()
{
    m_fetch = std::make_unique<QObject>();
    m_source.fetch().then(m_fetch.get(), [this](Result<Secret> result) { fetched(std::move(result)); });
}

/// A token that is near its end still serves when no other can be had.
void ProxyRoute::fetched(Result<Secret> result)
{
    m_fetch.release()->deleteLater(); // we are in its continuation
    const QPointer<ProxyRoute> alive(this);
    Result<Nothing> outcome = result ? provide(std::move(*result)) : Result<Nothing>(result.error());
    if (!alive)
        return;
    if (!outcome && hasToken())
        outcome = Nothing{};
    settleAll(outcome);
    if (alive && !outcome)
        Q_EMIT approvalNeeded(outcome.error());
}

/// Whoever is told may ask for the next one, or end us.
void ProxyRoute::settleAll(const Result<Nothing> &result)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &waiter : waiting)
        waiter.settle(result);
}

Result<RoutedRequest> ProxyRoute::lead(const QNetworkRequest &request, const HttpRequest &wanted)
{
    if (const auto allowed = mayGo(request, wanted); !allowed)
        return allowed.error();
    const QUrl upstream = request.url();
    const Result<QUrl> address = proxiedAddress(proxyFor(upstream.host()), upstream);
    if (!address)
        return address.error();
    if (m_token.isEmpty())
        return missingToken();

    RoutedRequest routed{.request = request, .ticket = m_ticket};
    routed.request.setUrl(*address);
    m_token.secret().use([&](QByteArrayView bytes) {
        routed.request.setRawHeader("X-Proxy-Authorization", "Bearer " + bytes.toByteArray());
    });
    if (!m_settings.account.isEmpty())
        routed.request.setRawHeader("X-Proxy-Account", m_settings.account.toLatin1());
    return routed;
}

Result<Nothing> ProxyRoute::mayGo(const QNetworkRequest &request, const HttpRequest &wanted) const
{
    const QString call = nameOf(wanted);
    if (m_settings.withheld.contains(call))
        return refused(Cause::NotThroughProxy, call);
    if (wanted.body.size() > m_settings.largestBody)
        return refused(Cause::ProxyBodyTooLarge, call);
    if (!isHeaderText(m_settings.account))
        return refused(Cause::SettingInvalid, m_settings.account);
    if (const auto allowed = headersMayGo(request); !allowed)
        return allowed;
    if (mayHoldPlaceholder(request.url().query(QUrl::FullyEncoded).toLatin1()))
        return refused(Cause::PlaceholderInData, call);

    QByteArray body = wanted.body;
    for (const BodyPlaceholder &place : m_settings.inBodies) {
        const QByteArray placeholder = placeholderFor(place.name);
        if (const qsizetype at = body.indexOf(placeholder); place.call == call && at >= 0)
            body.remove(at, placeholder.size());
    }
    if (mayHoldPlaceholder(body))
        return refused(Cause::PlaceholderInData, call);
    return Nothing{};
}

Result<Nothing> ProxyRoute::headersMayGo(const QNetworkRequest &request) const
{
    for (const QByteArray &header : request.rawHeaderList()) {
        const QByteArray value = request.rawHeader(header);
        const bool isSlot =
            std::any_of(m_settings.credentials.begin(), m_settings.credentials.end(), [&](const auto &slot) {
                return slot.header.compare(header, Qt::CaseInsensitive) == 0 && slot.value() == value;
            });
        if (isSlot)
            continue;
        if (mayHoldPlaceholder(value))
            return refused(Cause::PlaceholderInData, QString::fromLatin1(header));
        if (carriesCredentials(header))
            return refused(Cause::KeyForPlaceholder, QString::fromLatin1(header));
    }
    return Nothing{};
}

QUrl ProxyRoute::proxyFor(const QString &host) const
{
    return m_elsewhere.value(host, m_settings.proxy);
}

RouteWord ProxyRoute::read(const RoutedAnswer &answer)
{
    if (answer.status != 401 && answer.status != 403)
        return {};
    if (isTokensEnd(answer))
        return tokenEnded(answer);
    if (answer.status == 401)
        return {};
    const QString host = answer.upstream.host();
    const ProxyAnswer read = readProxyAnswer(answer.body, proxyFor(host));
    if (read.speaker == Speaker::Service)
        return {};
    if (read.speaker == Speaker::Elsewhere)
        return sentElsewhere(answer, read.elsewhere);
    const Error refusal = refusalOf(read, host);
    if (refusal.kind == ErrorKind::ApprovalNeeded) {
        m_askedForApproval = true;
        Q_EMIT approvalNeeded(refusal);
    }
    return {.refusal = refusal};
}

/// What the proxy says of a dead token is not known: a 401, or a 403 that names the token (§6, §11). It may as well be
/// the service's, unless the token's end has come or its permission has changed.
bool ProxyRoute::isTokensEnd(const RoutedAnswer &answer) const
{
    const bool mayHaveEnded =
        answer.ticket != m_ticket || m_token.hasEnded(now()) || m_token.isOlderThanAny(now()) || m_askedForApproval;
    if (!mayHaveEnded)
        return false;
    return answer.status == 401 || readProxyAnswer(answer.body, m_settings.proxy).code.contains(u"token");
}

RouteWord ProxyRoute::tokenEnded(const RoutedAnswer &answer)
{
    Error error = errorOf(ErrorKind::Unauthorized, Cause::ProxyTokenExpired, m_settings.proxy.host());
    error.httpStatus = answer.status;
    error.reach = Reach::NotSent;
    const bool hasAnother = answer.ticket != m_ticket && hasToken();
    if (!hasAnother && answer.ticket == m_ticket) {
        const QPointer<ProxyRoute> alive(this);
        forget();
        if (!alive)
            return {.refusal = error};
    }
    const bool mayGoAgain = hasAnother || m_source.renews();
    if (!mayGoAgain)
        Q_EMIT approvalNeeded(error);
    return {.refusal = error, .mayGoAgain = mayGoAgain};
}

/// Once for each request and to a trusted place only: whoever answers for the service can write such a body as well,
/// and the token would go with it (§4).
RouteWord ProxyRoute::sentElsewhere(const RoutedAnswer &answer, const QString &address)
{
    const QUrl other(address, QUrl::StrictMode);
    Error error = refused(Cause::ProxyElsewhere, originOf(other));
    error.reach = Reach::Answered;
    error.httpStatus = answer.status;
    const QString host = answer.upstream.host();
    const bool isTrusted =
        mayBeProxy(other).ok() && std::any_of(m_settings.trusted.begin(), m_settings.trusted.end(),
                                              [&other](const QString &one) { return areSame(QUrl(one), other); });
    if (!isTrusted) {
        if (mayBeProxy(other))
            Q_EMIT sentAway(other, host);
        return {.refusal = error};
    }
    if (areSame(proxyFor(host), other) || answer.detours > 0)
        return {}; // twice the same word: a plain refusal
    m_elsewhere.insert(host, other);
    return {.refusal = error, .mayGoAgain = true};
}

QByteArray ProxyRoute::masked(QByteArray text) const
{
    for (const Secret *const secret : {&m_token.secret(), &std::as_const(m_lastToken)})
        secret->use([&text](QByteArrayView bytes) { maskSecret(text, bytes); });
    return text;
}

} // namespace chancery::keychains

#include "moc_proxyroute.cpp"
