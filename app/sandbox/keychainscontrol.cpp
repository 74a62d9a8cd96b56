// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keychainsservice.h"

#include <QCryptographicHash>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

// What tests do to the credential proxy from behind (installer/man/chancery-sandbox.1).

Answer KeychainsService::control(const Request &request, const json::Value &wishes)
{
    json::Value answer = json::Value::object();
    for (const json::Member &wish : wishes.members()) {
        if (wish.key == u"mint" && wish.value.isNumber() && wish.value.toInteger(-1) >= 0) {
            answer.set(u"token"_s, QString::fromLatin1(mint(wish.value.toInteger())));
            continue;
        }
        if (const QByteArray problem = grant(wish); !problem.isEmpty())
            return Answer::refused({400, "SANDBOX_CONTROL", problem, {}}, request.path);
    }
    return Answer::json(json::write(answer));
}

/// A web token whose signature nobody but the sandbox checks, by knowing it.
QByteArray KeychainsService::mint(qint64 seconds)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const qint64 now = m_clock.now();
    json::Value claims = json::Value::object();
    claims.set(u"iat"_s, json::Value::integer(now / 1000));
    claims.set(u"exp"_s, json::Value::integer(now / 1000 + seconds));
    claims.set(u"jti"_s, QString::number(++m_minted));
    const QByteArray signedPart =
        QByteArray(R"({"alg":"none","typ":"JWT"})").toBase64(form) + '.' + json::write(claims).toBase64(form);
    const QByteArray keyed = "test-signing-key" + signedPart;
    const QByteArray digest = QCryptographicHash::hash(keyed, QCryptographicHash::Sha256);
    const QByteArray token = signedPart + '.' + digest.toBase64(form);
    m_tokens.insert(token, {now + seconds * 1000, m_version});
    m_log.hide(token);
    return token;
}

QByteArray KeychainsService::grant(const json::Member &wish)
{
    if (wish.key == u"approve" || wish.key == u"refuse" || wish.key == u"revoke")
        return grantScope(wish);
    if (wish.key == u"expireTokens" && wish.value.isBool()) {
        m_isEnded = wish.value.toBool();
        if (m_isEnded)
            m_tokens.clear();
        return {};
    }
    if (wish.key == u"elsewhere" && wish.value.isString()) {
        m_elsewhere = wish.value.toString().toUtf8();
        return {};
    }
    if (wish.key == u"next")
        return setNext(wish.value);
    return setSwitch(wish);
}

QByteArray KeychainsService::grantScope(const json::Member &wish)
{
    const QString scope = wish.value.toString();
    if (!m_vault.knows(scope))
        return wish.key.toUtf8() + " takes a scope of the vault";
    if (wish.key == u"approve")
        approve(scope);
    else
        m_vault.setGrant(scope, wish.key == u"refuse" ? KeychainsGrant::Refused : KeychainsGrant::Missing);
    return {};
}

QByteArray KeychainsService::setSwitch(const json::Member &wish)
{
    bool *const place = wish.key == u"approvalEndsTokens"  ? &m_approvalEndsTokens
                        : wish.key == u"needsRevalidation" ? &m_needsRevalidation
                        : wish.key == u"wrongProxy"        ? &m_isWrong
                        : wish.key == u"buffersStreams"    ? &m_buffersStreams
                        : wish.key == u"stripsHeaders"     ? &m_stripsHeaders
                                                           : nullptr;
    if (!place || !wish.value.isBool())
        return wish.key.toUtf8() + " is no wish that can be met";
    *place = wish.value.toBool();
    return {};
}

/// `[{"status","type","body","headers"}]`: what is answered next, whatever is asked.
QByteArray KeychainsService::setNext(const json::Value &answers)
{
    m_next.clear();
    for (const json::Value &one : answers.items()) {
        Answer answer;
        answer.status = int(one[u"status"].toInteger(403));
        answer.body = one[u"body"].isString() ? one[u"body"].toString().toUtf8() : json::write(one[u"body"]);
        if (one[u"type"].isString())
            answer.type = one[u"type"].toString().toUtf8();
        for (const json::Member &header : one[u"headers"].members())
            answer.headers.append({header.key.toUtf8(), header.value.toString().toUtf8()});
        m_next.push_back(std::move(answer));
    }
    return {};
}

QByteArray KeychainsService::auditJson() const
{
    json::Value body = json::Value::object();
    body.set(u"calls"_s, m_audit);
    return json::write(body);
}

} // namespace chancery::sandbox
