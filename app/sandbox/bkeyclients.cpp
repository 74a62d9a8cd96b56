// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyclients.h"

#include <QRegularExpression>
#include <QUuid>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

QString secretOf(const QString &clientId)
{
    if (clientId == QString::fromLatin1(bkeyClientId))
        return QString::fromLatin1(bkeyClientSecret);
    if (clientId == QString::fromLatin1(bkeyRfcClientId))
        return QString::fromLatin1(bkeyRfcClientSecret);
    return {};
}

Answer withChallenge(Answer answer)
{
    if (answer.status == 401)
        answer.headers.emplaceBack("WWW-Authenticate", "Bearer");
    return answer;
}

} // namespace

Answer BkeyRefusal::oauthAnswer(BkeyDialect dialect) const
{
    json::Value body = json::Value::object();
    if (dialect == BkeyDialect::Status) {
        body.setAt(u"error.type", code);
        body.setAt(u"error.code", code);
        body.setAt(u"error.message", message);
    } else {
        body.set(u"error"_s, code);
        body.set(u"error_description"_s, message);
    }
    return withChallenge(Answer::json(json::write(body), status));
}

Answer BkeyRefusal::answer() const
{
    json::Value body = json::Value::object();
    body.set(u"success"_s, false);
    body.setAt(u"error.code", code);
    body.setAt(u"error.type", code);
    body.setAt(u"error.message", message);
    return withChallenge(Answer::json(json::write(body), status));
}

std::optional<QHash<QString, QString>> bkeyForm(const Request &request)
{
    if (!request.header("Content-Type").toLower().startsWith("application/x-www-form-urlencoded"))
        return {};
    QHash<QString, QString> form;
    for (const auto &[key, value] : parseQuery(request.body))
        form.insert(QString::fromUtf8(key), QString::fromUtf8(value));
    return form;
}

BkeyDialect BkeyClients::dialectOf(const QString &clientId) const
{
    if (m_dialect)
        return *m_dialect;
    return clientId == QString::fromLatin1(bkeyClientId) ? BkeyDialect::Status : BkeyDialect::Rfc;
}

BkeyRefusal BkeyClients::authenticate(const QHash<QString, QString> &form) const
{
    const QString secret = secretOf(form.value(u"client_id"_s));
    if (!secret.isEmpty() && form.value(u"client_secret"_s) == secret)
        return {};
    return {401, u"invalid_client"_s, u"unknown client or wrong secret"_s};
}

std::optional<BkeyClients::Bearer> BkeyClients::bearerOf(const Request &request, qint64 now) const
{
    const QByteArray header = request.header("Authorization");
    if (!header.startsWith("Bearer "))
        return {};
    const auto token = m_tokens.constFind(header.sliced(7));
    if (token == m_tokens.constEnd() || token->end <= now)
        return {};
    return token->bearer;
}

QString BkeyClients::newRefreshToken(const Bearer &bearer)
{
    if (!m_givesRefreshTokens)
        return {};
    const QString token = u"test-bkey-refresh-"_s + QUuid::createUuid().toString(QUuid::Id128);
    m_refreshTokens.insert(token, bearer);
    return token;
}

std::optional<BkeyClients::Bearer> BkeyClients::takeRefreshToken(const QString &token, const QString &clientId)
{
    const auto known = m_refreshTokens.constFind(token);
    if (known == m_refreshTokens.constEnd() || known->clientId != clientId)
        return {};
    return m_refreshTokens.take(token);
}

void BkeyClients::revoke(const QString &token)
{
    m_tokens.remove(token.toUtf8());
    m_refreshTokens.remove(token);
}

const QStringList &BkeyClients::scopes()
{
    static const QStringList known{u"openid"_s,          u"approve:action"_s, u"approve:payment"_s,
                                   u"vault:access"_s,    u"vault:store"_s,    u"identity:read"_s,
                                   u"signing:create"_s,  u"signing:read"_s,   u"payment:authorize"_s,
                                   u"payment:address"_s, u"payment:limits"_s};
    return known;
}

bool BkeyClients::isScope(const QString &scope) const
{
    static const QRegularExpression own(u"^approve:[a-z][a-z0-9_.:-]{0,63}$"_s);
    return scopes().contains(scope) || (m_takesOwnScopes && own.match(scope).hasMatch());
}

} // namespace chancery::sandbox
