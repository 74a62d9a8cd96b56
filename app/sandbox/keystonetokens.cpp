// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystonetokens.h"

#include "app/sandbox/identifiers.h"
#include "core/json/value.h"

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr auto audience = "https://api.keystoneos.xyz";

Answer refusal(int status, const QString &error, const QString &description)
{
    json::Value body = json::Value::object();
    body.set(u"error"_s, error);
    body.set(u"error_description"_s, description);
    return Answer::json(json::write(body), status);
}

json::Value fieldsOf(const Request &request)
{
    if (request.header("Content-Type").toLower().startsWith("application/x-www-form-urlencoded")) {
        json::Value fields = json::Value::object();
        for (const auto &[key, value] : parseQuery(request.body))
            fields.set(QString::fromUtf8(key), QString::fromUtf8(value));
        return fields;
    }
    const auto body = json::parse(request.body);
    return body && body->isObject() ? *body : json::Value();
}

/// Shaped like a JSON web token, and signed by nobody.
QByteArray tokenText(quint64 number, const QString &clientId, qint64 end)
{
    json::Value claims = json::Value::object();
    claims.set(u"azp"_s, clientId);
    claims.set(u"exp"_s, json::Value::integer(end / 1000));
    claims.set(u"jti"_s, json::Value::integer(qint64(number)));
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return QByteArray(R"({"alg":"RS256","typ":"JWT"})").toBase64(form) + '.' + json::write(claims).toBase64(form) +
           '.' + contentIdOf(number).toBase64(form);
}

} // namespace

Answer KeystoneTokens::issue(const Request &request, qint64 now)
{
    const json::Value fields = fieldsOf(request);
    if (fields.isNull())
        return refusal(400, u"invalid_request"_s, u"The body can not be read"_s);
    if (fields[u"grant_type"].toString() != u"client_credentials")
        return refusal(400, u"unsupported_grant_type"_s, u"The grant type must be client_credentials"_s);
    const QString clientId = fields[u"client_id"].toString();
    const bool isSecret = fields[u"client_secret"].toString().toUtf8() == keystoneClientSecret;
    if (!isSecret || !m_find(clientId))
        return refusal(401, u"access_denied"_s, u"Unauthorized"_s);
    if (fields[u"audience"].toString() != QLatin1StringView(audience))
        return refusal(403, u"access_denied"_s, u"Service not enabled within domain"_s);

    const qint64 end = now + m_life * 1000;
    const QByteArray token = tokenText(++m_issued, clientId, end);
    m_tokens.insert(token, {clientId, end});
    return Answer::json("{\"access_token\":\"" + token +
                        "\",\"scope\":\"settlements:read settlements:write templates:read platform:read "
                        "platform:webhooks:manage\",\"expires_in\":" +
                        QByteArray::number(m_life) + ",\"token_type\":\"Bearer\"}");
}

std::optional<KeystoneTokens::Bearer> KeystoneTokens::bearerOf(const Request &request, qint64 now) const
{
    const QByteArray header = request.header("Authorization");
    if (!header.startsWith("Bearer "))
        return {};
    const auto token = m_tokens.constFind(header.mid(7));
    if (token == m_tokens.constEnd() || token->end <= now)
        return {};
    const auto environment = m_find(token->clientId);
    return environment ? std::optional(Bearer{*environment, token->clientId}) : std::nullopt;
}

} // namespace chancery::sandbox
