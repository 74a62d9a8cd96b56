// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/clientcredential.h"

#include "core/bkey/calls.h"
#include "core/http/redact.h"
#include "core/json/fields.h"
#include "core/secrets/secretstore.h"

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto aheadOfEnd = 30s;
constexpr auto defaultLife = 300s;
constexpr qint64 largestAnswer = 256 * 1024;

QString nameOf(const Call &call)
{
    return QString::fromLatin1(call.name.data(), qsizetype(call.name.size()));
}

/// One side of a field as a form has it (WHATWG URL §5.2): a space is a plus.
QByteArray formText(QByteArrayView text)
{
    return text.toByteArray().toPercentEncoding(" ").replace(' ', '+');
}

QByteArray formBody(const FormFields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields)
        body += (body.isEmpty() ? "" : "&") + formText(name) + '=' + formText(value);
    return body;
}

} // namespace

/// Tokens, polls and keys change nothing at the service, so a read-only profile may: the guard of this pipeline lets
/// it.
ClientCredential::ClientCredential(QNetworkAccessManager &network, RequestLog &log, const ClientSettings &settings,
                                   QObject *parent)
    : BearerCredential({.call = nameOf(calls::fetchToken), .ahead = aheadOfEnd, .usualLife = defaultLife}, parent)
    , m_http(std::make_unique<HttpClient>(
          HttpParts{.network = network, .credential = m_mask, .log = log},
          HttpSettings{.base = settings.base, .guard = Guard(GuardLevel::Normal), .retry = settings.retry}))
{}

ClientCredential::~ClientCredential()
{
    forget();
}

void ClientCredential::setClient(const QString &clientId, Secret clientSecret)
{
    m_clientId = clientId;
    m_clientSecret = std::move(clientSecret);
    m_refreshToken = Secret();
    forget();
}

Pending<HttpAnswer> ClientCredential::grant(const Call &call, FormFields fields, Expect expect)
{
    if (!hasClient())
        return Pending<HttpAnswer>::failed(secretError(Cause::CredentialMissing, nameOf(call)));
    fields.emplaceBack("client_id", m_clientId.toUtf8());
    m_clientSecret.use([&fields](QByteArrayView bytes) { fields.emplaceBack("client_secret", bytes.toByteArray()); });
    HttpRequest request{.call = call, .path = {u"oauth"_s, u"token"_s}, .body = formBody(fields)};
    request.contentType = "application/x-www-form-urlencoded";
    request.expect = expect;
    request.maxAnswerBytes = largestAnswer;
    return m_http->send(std::move(request));
}

/// A refresh token is used up by being sent, whatever comes of it; a lost or refused one leaves the secret.
Pending<BearerToken> ClientCredential::fetchToken()
{
    if (m_refreshToken.isEmpty())
        return tokenBySecret();
    m_lastRefreshToken = std::exchange(m_refreshToken, Secret());
    FormFields fields{{"grant_type", "refresh_token"}};
    m_lastRefreshToken.use(
        [&fields](QByteArrayView bytes) { fields.emplaceBack("refresh_token", bytes.toByteArray()); });
    return grant(calls::refreshToken, std::move(fields))
        .transform([this](const HttpAnswer &answer) { return take(answer.body); })
        .orElse([this](const Error &) { return tokenBySecret(); });
}

Pending<BearerToken> ClientCredential::tokenBySecret()
{
    return grant(calls::fetchToken, {{"grant_type", "client_credentials"}}).transform([this](const HttpAnswer &answer) {
        return take(answer.body);
    });
}

/// A token of another kind would not be understood where it is shown (RFC 6749 §7.1).
Result<BearerToken> ClientCredential::take(const json::Value &answer)
{
    const json::Value &type = answer[u"token_type"];
    if (!type.isNull() && type.toText().compare("bearer"_L1, Qt::CaseInsensitive) != 0)
        return json::unexpectedShape(u"token_type"_s);
    Result<BearerToken> token = bearerTokenFrom(answer);
    if (token)
        m_refreshToken = Secret::fromText(answer[u"refresh_token"].toString());
    return token;
}

QByteArray ClientCredential::masked(QByteArray text) const
{
    for (const Secret *const secret : {&m_clientSecret, &m_refreshToken, &m_lastRefreshToken}) {
        secret->use([&text](QByteArrayView bytes) {
            maskSecret(text, bytes);
            maskSecret(text, formText(bytes));
        });
    }
    return BearerCredential::masked(std::move(text));
}

} // namespace chancery::bkey

#include "moc_clientcredential.cpp"
