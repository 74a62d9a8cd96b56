// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::sandbox {

// Tokens and approvals (BKey fact sheet §1, §4).

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 shortestExpiry = 30;
constexpr qint64 longestExpiry = 600;
constexpr qint64 usualExpiry = 300;
constexpr qsizetype longestMessage = 120;
/// A timer that is a little early does not make a hurried client.
constexpr qint64 leeway = 250;
constexpr qint64 slowDownBy = 5;

QString withoutOpenid(const QString &scope)
{
    QStringList parts = scope.split(u' ', Qt::SkipEmptyParts);
    parts.removeAll(u"openid"_s);
    return parts.join(u' ');
}

bool hasControlCharacters(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

void readDetails(KeystoneBody details)
{
    for (const QString &key : {u"type"_s, u"description"_s, u"currency"_s, u"resource"_s, u"recipient"_s})
        details.text(key, {Need::Optional, 512});
    if (details.has(u"amount"_s) && !details.value()[u"amount"].isNumber())
        details.complain(u"amount"_s, u"number_type"_s, u"Input should be a number"_s);
    for (const json::Member &member : details.value().members()) {
        if (member.value.isNull())
            details.complain(member.key, u"null"_s, u"A key that is not set is left out"_s);
    }
}

} // namespace

Answer BkeyService::token(const Request &request, qint64 now)
{
    const auto form = bkeyForm(request);
    if (!form)
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a form"_s}.oauthAnswer(BkeyDialect::Rfc);
    const BkeyDialect dialect = m_clients.dialectOf(form->value(u"client_id"_s));
    const QString type = form->value(u"grant_type"_s);
    const bool isPublicRefresh = type == u"refresh_token" && !form->contains(u"client_secret"_s);
    const BkeyRefusal refusal = isPublicRefresh ? BkeyRefusal{} : m_clients.authenticate(*form);
    if (refusal)
        return refusal.oauthAnswer(dialect);
    if (type == u"client_credentials")
        return clientToken(*form, now);
    if (type == u"refresh_token")
        return refreshedToken(*form, now);
    if (type == u"urn:openid:params:grant-type:ciba")
        return poll(*form, now);
    return BkeyRefusal{400, u"unsupported_grant_type"_s, u"no such grant"_s}.oauthAnswer(dialect);
}

Answer BkeyService::clientToken(const Form &form, qint64 now)
{
    const QString clientId = form.value(u"client_id"_s);
    const QStringList asked = form.value(u"scope"_s).split(u' ', Qt::SkipEmptyParts);
    const bool isKnown =
        std::all_of(asked.begin(), asked.end(), [this](const QString &scope) { return m_clients.isScope(scope); });
    if (!isKnown)
        return BkeyRefusal{400, u"invalid_scope"_s, u"no such scope"_s}.oauthAnswer(m_clients.dialectOf(clientId));
    const QString scope = asked.isEmpty() ? withoutOpenid(BkeyClients::scopes().join(u' ')) : asked.join(u' ');
    return tokenAnswer({clientId, clientId, scope}, now);
}

Answer BkeyService::refreshedToken(const Form &form, qint64 now)
{
    const QString clientId = form.value(u"client_id"_s);
    const auto bearer = m_clients.takeRefreshToken(form.value(u"refresh_token"_s), clientId);
    if (!bearer)
        return BkeyRefusal{400, u"invalid_grant"_s, u"the refresh token is unknown, used or revoked"_s}.oauthAnswer(
            m_clients.dialectOf(clientId));
    return tokenAnswer(*bearer, now);
}

Answer BkeyService::tokenAnswer(const Bearer &bearer, qint64 now)
{
    const qint64 life = m_clients.life();
    const QByteArray token =
        m_signer.clientToken({m_address, bearer.subject, bearer.clientId, bearer.scope, now, now}, life);
    m_clients.keep(token, bearer, now + life * 1000);
    json::Value body = json::Value::object();
    body.set(u"access_token"_s, QString::fromLatin1(token));
    body.set(u"token_type"_s, u"Bearer"_s);
    body.set(u"expires_in"_s, json::Value::integer(life));
    if (const QString refresh = m_clients.newRefreshToken(bearer); !refresh.isEmpty())
        body.set(u"refresh_token"_s, refresh);
    body.set(u"scope"_s, bearer.scope);
    return Answer::json(json::write(body));
}

BkeyRefusal BkeyService::scopeRefusal(const QString &scope, const Bearer &bearer) const
{
    const QStringList asked = scope.split(u' ', Qt::SkipEmptyParts);
    if (asked.count(u"openid"_s) != 1 || asked.size() < 2)
        return {400, u"invalid_scope"_s, u"openid and one scope more are needed, each once"_s};
    for (const QString &part : asked) {
        const bool isOwn = !BkeyClients::scopes().contains(part);
        if (!m_clients.isScope(part))
            return {400, u"invalid_scope"_s, u"no such scope: "_s + part};
        if (part != u"openid" && !bearer.mayDo(isOwn ? u"approve:action"_s : part))
            return {400, u"invalid_scope"_s, u"not a scope of this client: "_s + part};
    }
    return {};
}

BkeyRefusal BkeyService::readStart(KeystoneBody &body, const Bearer &bearer, BkeyAsk &ask) const
{
    static const QRegularExpression did(u"^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$"_s);
    ask.subject = body.text(u"login_hint"_s, {Need::Required, 256});
    ask.scope = body.text(u"scope"_s, {Need::Required, 512});
    ask.message = body.text(u"binding_message"_s, {Need::Optional, 4096});
    const qint64 expiry =
        body.integer(u"requested_expiry"_s, Need::Optional, shortestExpiry, longestExpiry).value_or(usualExpiry);
    ask.expiresAt = expiry * 1000;
    if (body.has(u"action_details"_s)) {
        readDetails(body.object(u"action_details"_s));
        ask.details = body.value()[u"action_details"];
    }
    if (const BkeyRefusal refusal = bkeyRefusal(body))
        return refusal;
    if (!did.match(ask.subject).hasMatch())
        return {400, u"invalid_request"_s, u"login_hint must be a DID"_s};
    if (ask.subject == QString::fromLatin1(bkeyUnknownDid))
        return {400, u"unknown_user_id"_s, u"nobody has this DID"_s};
    if (ask.message.size() > longestMessage || hasControlCharacters(ask.message))
        return {400, u"invalid_binding_message"_s, u"binding_message must be one line of 120 characters at most"_s};
    return scopeRefusal(ask.scope, bearer);
}

Answer BkeyService::startApproval(const Request &request, qint64 now)
{
    const auto bearer = m_clients.bearerOf(request, now);
    if (!bearer)
        return BkeyRefusal{401, u"invalid_client"_s, u"the access token is missing, unknown or over"_s}.oauthAnswer(
            BkeyDialect::Rfc);
    const BkeyDialect dialect = m_clients.dialectOf(bearer->clientId);
    const ParsedBody parsed = parsedBody(request);
    if (parsed.refusal || !request.header("Content-Type").toLower().startsWith("application/json"))
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a JSON object"_s}.oauthAnswer(dialect);
    BkeyAsk ask;
    KeystoneBody body = bodyOf(parsed.object);
    if (const BkeyRefusal refusal = readStart(body, *bearer, ask))
        return refusal.oauthAnswer(dialect);

    const qint64 expiry = ask.expiresAt;
    ask.clientId = bearer->clientId;
    ask.expiresAt = now + expiry;
    const BkeyAsk &begun = begin(std::move(ask), now);
    json::Value answer = json::Value::object();
    answer.set(u"auth_req_id"_s, begun.authReqId);
    answer.set(u"expires_in"_s, json::Value::integer(expiry / 1000));
    answer.set(u"interval"_s, json::Value::integer(begun.interval));
    return Answer::json(json::write(answer));
}

Answer BkeyService::poll(const Form &form, qint64 now)
{
    ++m_polls;
    const QString clientId = form.value(u"client_id"_s);
    const BkeyDialect dialect = m_clients.dialectOf(clientId);
    BkeyAsk *const ask = m_book.find(form.value(u"auth_req_id"_s), now);
    const bool isOurs = ask && ask->authReqId == form.value(u"auth_req_id"_s) && ask->clientId == clientId;
    if (!isOurs || (ask->tokensGiven > 0 && !m_signer.forges(u"replayed"_s)))
        return BkeyRefusal{400, u"invalid_grant"_s, u"the request is unknown, or its token was handed out"_s}
            .oauthAnswer(dialect);
    // Each poll counts from the one before, so the first may come at once.
    const bool isHurried = ask->polledAt != 0 && now - ask->polledAt < ask->interval * 1000 - leeway;
    ask->polledAt = now;
    m_hurried += isHurried ? 1 : 0;
    if (isHurried && dialect == BkeyDialect::Rfc) {
        ask->interval += slowDownBy;
        return BkeyRefusal{400, u"slow_down"_s, u"polled faster than the interval"_s}.oauthAnswer(dialect);
    }
    // A yes that nobody fetched in time is over as well.
    if (ask->state == BkeyAsk::State::Approved && ask->expiresAt > now)
        return approved(*ask, now);
    return waiting(ask->state == BkeyAsk::State::Approved ? BkeyAsk::State::Expired : ask->state, dialect);
}

Answer BkeyService::waiting(BkeyAsk::State state, BkeyDialect dialect) const
{
    if (m_signer.forges(u"unknownStatus"_s))
        return Answer::json(R"({"status":"consulting"})");
    if (dialect == BkeyDialect::Status)
        return Answer::json("{\"status\":\"" + bkeyWord(state).toLatin1() + "\"}");
    if (state == BkeyAsk::State::Denied)
        return BkeyRefusal{400, u"access_denied"_s, u"the approver refused"_s}.oauthAnswer(dialect);
    if (state == BkeyAsk::State::Expired)
        return BkeyRefusal{400, u"expired_token"_s, u"nobody answered in time"_s}.oauthAnswer(dialect);
    return BkeyRefusal{400, u"authorization_pending"_s, u"waiting for the approver"_s}.oauthAnswer(dialect);
}

Answer BkeyService::approved(BkeyAsk &ask, qint64 now)
{
    json::Value body = json::Value::object();
    body.set(u"status"_s, m_signer.forges(u"otherStatus"_s) ? u"consulting"_s : u"approved"_s);
    if (!m_signer.forges(u"noToken"_s)) {
        const QByteArray token =
            m_signer.approvalToken({m_address, ask.subject, ask.clientId, ask.scope, ask.createdAt, now});
        ++ask.tokensGiven;
        body.set(u"access_token"_s, QString::fromLatin1(token));
        body.set(u"token_type"_s, u"Bearer"_s);
        body.set(u"expires_in"_s, json::Value::integer(m_signer.life()));
    }
    body.set(u"scope"_s, ask.scope);
    return Answer::json(json::write(body));
}

} // namespace chancery::sandbox
