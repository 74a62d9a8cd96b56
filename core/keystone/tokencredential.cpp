// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/tokencredential.h"

#include "core/http/httpclient.h"
#include "core/http/redact.h"
#include "core/keystone/calls.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto aheadOfEnd = 300s;
constexpr auto defaultLife = 86'400s;

QString subject()
{
    return QString::fromLatin1(calls::fetchToken.name.data(), qsizetype(calls::fetchToken.name.size()));
}

} // namespace

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
    : BearerCredential({.call = subject(), .ahead = aheadOfEnd, .usualLife = defaultLife}, parent)
    , m_settings(std::move(settings))
    , m_http(std::make_unique<HttpClient>(
          HttpParts{.network = network, .credential = m_mask, .log = log},
          HttpSettings{.base = m_settings.auth, .guard = Guard(GuardLevel::Normal), .retry = m_settings.retry}))
{}

TokenCredential::~TokenCredential()
{
    forget();
}

void TokenCredential::setClient(const QString &clientId, Secret clientSecret)
{
    m_clientId = clientId;
    m_clientSecret = std::move(clientSecret);
    forget();
}

Pending<BearerToken> TokenCredential::fetchToken()
{
    HttpRequest request{.call = calls::fetchToken, .path = {u"oauth"_s, u"token"_s}, .body = tokenBody()};
    request.maxAnswerBytes = 1024 * 1024;
    return m_http->send(std::move(request)).transform([](const HttpAnswer &answer) {
        return bearerTokenFrom(answer.body);
    });
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

QByteArray TokenCredential::masked(QByteArray text) const
{
    m_clientSecret.use([&text](QByteArrayView bytes) { maskSecret(text, bytes); });
    return BearerCredential::masked(std::move(text));
}

} // namespace chancery::keystone

#include "moc_tokencredential.cpp"
