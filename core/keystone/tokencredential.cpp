// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/tokencredential.h"

#include "core/async/errorof.h"
#include "core/http/httpclient.h"
#include "core/keystone/calls.h"
#include "core/keystone/decode.h"
#include "core/secrets/secretstore.h"

#include <QNetworkRequest>
#include <QPointer>

#include <algorithm>

namespace chancery::keystone {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto aheadOfEnd = 300s;
constexpr auto defaultLife = 86'400s;
constexpr auto afterRefusal = 30s;
constexpr auto longestLife = std::chrono::seconds(366 * 86'400);

QString subject()
{
    return QString::fromLatin1(calls::fetchToken.name.data(), qsizetype(calls::fetchToken.name.size()));
}

bool isHeaderText(QByteArrayView bytes)
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Error refusedFresh()
{
    Error error = errorOf(ErrorKind::Unauthorized, Cause::Answered, subject());
    error.httpStatus = 401;
    return error;
}

} // namespace

/// What the token's own pipeline has for a credential: nothing to send, all to hide.
class TokenCredential::Mask : public CredentialSource
{
public:
    explicit Mask(const TokenCredential &whole)
        : m_whole(whole)
    {}
    Result<Nothing> authorize(QNetworkRequest &) const override { return Nothing{}; }
    void rejected() override {}
    QByteArray masked(QByteArray text) const override { return m_whole.masked(std::move(text)); }

private:
    const TokenCredential &m_whole;
};

RetryPolicy retryPolicy()
{
    return {.retries = 3, .base = 500ms, .form = Jitter::Scaled};
}

QUrl authAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.contains(u"://"_s))
        return QUrl(trimmed);
    return QUrl(u"https://"_s + trimmed);
}

/// Fetching changes nothing at the service, so a read-only profile may: the guard of this pipeline lets it.
TokenCredential::TokenCredential(QNetworkAccessManager &network, RequestLog &log, TokenSettings settings,
                                 QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_mask(std::make_unique<Mask>(*this))
    , m_http(std::make_unique<HttpClient>(
          HttpParts{.network = network, .credential = *m_mask, .log = log},
          HttpSettings{.base = m_settings.auth, .guard = Guard(GuardLevel::Normal), .retry = m_settings.retry}))
{}

TokenCredential::~TokenCredential()
{
    settleAll(errorOf(ErrorKind::Cancelled, Cause::Cancelled, subject()));
}

void TokenCredential::setClient(const QString &clientId, Secret clientSecret)
{
    m_fetch.reset();
    m_clientId = clientId;
    m_clientSecret = std::move(clientSecret);
    m_token = Secret();
    m_isReplacement = false;
    m_refusal.reset();
    settleAll(errorOf(ErrorKind::Cancelled, Cause::Cancelled, subject()));
}

bool TokenCredential::isReady() const
{
    return hasToken() && !m_renewal.hasExpired();
}

Pending<Nothing> TokenCredential::makeReady()
{
    if (!hasClient())
        return Pending<Nothing>::failed(secretError(Cause::CredentialMissing, subject()));
    if (m_refusal && !m_refusalEnd.hasExpired())
        return Pending<Nothing>::failed(*m_refusal);
    auto ends = Pending<Nothing>::make();
    std::erase_if(m_waiting, [](const Waiter &waiter) { return !waiter.isWanted(); });
    m_waiting.push_back(ends.promise);
    if (!m_fetch)
        fetch();
    return std::move(ends.pending);
}

void TokenCredential::fetch()
{
    m_refusal.reset();
    m_fetch = std::make_unique<QObject>();
    HttpRequest request{.call = calls::fetchToken, .path = {u"oauth"_s, u"token"_s}, .body = tokenBody()};
    request.maxAnswerBytes = 1024 * 1024;
    m_http->send(std::move(request))
        .transform([this](const HttpAnswer &answer) { return take(answer.body); })
        .then(m_fetch.get(), [this](const Result<Nothing> &result) { fetched(result); });
}

QByteArray TokenCredential::tokenBody() const
{
    json::Value body = json::Value::object();
    body.set(u"client_id"_s, m_clientId);
    m_clientSecret.use([&](QByteArrayView bytes) { body.set(u"client_secret"_s, QString::fromUtf8(bytes)); });
    body.set(u"audience"_s, m_settings.audience);
    body.set(u"grant_type"_s, u"client_credentials"_s);
    return json::write(body);
}

/// A life that is missing is a day; one that is none at all serves those who wait and nobody after them.
Result<Nothing> TokenCredential::take(const json::Value &answer)
{
    QByteArray token = answer[u"access_token"].toString().toUtf8();
    if (!isHeaderText(token))
        return unexpectedShape(u"access_token"_s);
    m_token = Secret::fromUtf8(std::move(token));
    const auto told = std::chrono::seconds(integerOf(answer[u"expires_in"]).value_or(defaultLife.count()));
    const auto life = std::clamp<std::chrono::milliseconds>(told, 0ms, longestLife);
    m_end = QDeadlineTimer(life);
    m_renewal = QDeadlineTimer(life - std::min<std::chrono::milliseconds>(aheadOfEnd, life / 2));
    return Nothing{};
}

void TokenCredential::fetched(const Result<Nothing> &result)
{
    m_fetch.release()->deleteLater(); // we are in its continuation
    if (result)
        return settleAll(result);
    if (hasToken() && !m_end.hasExpired()) { // renewing came early: what is there still serves
        m_renewal = QDeadlineTimer(
            std::min<std::chrono::milliseconds>(afterRefusal, std::chrono::milliseconds(m_end.remainingTime())));
        return settleAll(Nothing{});
    }
    Error error = result.error();
    if (error.subject.isEmpty() || error.cause == Cause::Answered)
        error.subject = subject();
    const bool needsPerson = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden;
    const QPointer<TokenCredential> alive(this);
    settleAll(error);
    if (alive && needsPerson)
        Q_EMIT refused(error);
}

/// Whoever is told may ask for the next one, or end us.
void TokenCredential::settleAll(const Result<Nothing> &result)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiter &waiter : waiting)
        waiter.settle(result);
}

Result<Nothing> TokenCredential::authorize(QNetworkRequest &request) const
{
    if (!hasToken())
        return secretError(Cause::CredentialMissing, subject());
    m_token.use([&](QByteArrayView bytes) { request.setRawHeader("Authorization", "Bearer " + bytes.toByteArray()); });
    return Nothing{};
}

void TokenCredential::accepted()
{
    m_isReplacement = false;
}

void TokenCredential::rejected()
{
    if (hasToken())
        m_lastToken = std::exchange(m_token, Secret());
    if (!std::exchange(m_isReplacement, !m_isReplacement))
        return;
    m_refusal = refusedFresh();
    m_refusalEnd = QDeadlineTimer(afterRefusal);
    Q_EMIT refused(*m_refusal);
}

QByteArray TokenCredential::masked(QByteArray text) const
{
    for (const Secret *const secret : {&m_clientSecret, &m_token, &m_lastToken})
        secret->use([&text](QByteArrayView bytes) { maskSecret(text, bytes); });
    return text;
}

} // namespace chancery::keystone

#include "moc_tokencredential.cpp"
