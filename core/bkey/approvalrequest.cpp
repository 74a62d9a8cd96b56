// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/approvalrequest.h"

#include "core/bkey/fields.h"
#include "core/json/fields.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestApprover = 256;
constexpr qsizetype longestMessage = 120;
constexpr qsizetype longestScope = 512;
constexpr auto shortestExpiry = 30s;
constexpr auto longestExpiry = 600s;
constexpr auto longestLife = 86'400s;

/// `openid` first; empty when a scope is none or nothing is left to ask for.
QString scopeOf(const QStringList &scopes)
{
    QStringList parts{u"openid"_s};
    for (const QString &scope : scopes) {
        if (!isLine(scope, longestScope) || scope.contains(u' '))
            return {};
        if (!parts.contains(scope))
            parts << scope;
    }
    return parts.size() > 1 ? parts.join(u' ') : QString();
}

Result<json::Value> encodeDetails(const ActionDetails &details)
{
    json::Value body = json::Value::object();
    json::setUnlessEmpty(body, u"type"_s, details.type);
    json::setUnlessEmpty(body, u"description"_s, details.description);
    if (!details.amount.isEmpty()) {
        const auto amount = numberOf(details.amount);
        if (!amount)
            return refusedMember(u"amount"_s);
        body.set(u"amount"_s, *amount);
    }
    json::setUnlessEmpty(body, u"currency"_s, details.currency);
    json::setUnlessEmpty(body, u"resource"_s, details.resource);
    json::setUnlessEmpty(body, u"recipient"_s, details.recipient);
    return body;
}

} // namespace

bool isDid(const QString &text)
{
    static const QRegularExpression did(u"^did:[a-z0-9]+:[A-Za-z0-9._:%-]+\\z"_s);
    return text.size() <= longestApprover && did.match(text).hasMatch();
}

Result<json::Value> encodeRequest(const ApprovalRequest &request)
{
    const QString scope = scopeOf(request.scopes);
    if (!isDid(request.approver))
        return refusedMember(u"login_hint"_s);
    if (scope.isEmpty() || scope.size() > longestScope)
        return refusedMember(u"scope"_s);
    if (!request.message.isEmpty() && !isLine(request.message, longestMessage))
        return refusedMember(u"binding_message"_s);
    if (request.expiry < shortestExpiry || request.expiry > longestExpiry)
        return refusedMember(u"requested_expiry"_s);

    json::Value body = json::Value::object();
    body.set(u"login_hint"_s, request.approver);
    body.set(u"scope"_s, scope);
    json::setUnlessEmpty(body, u"binding_message"_s, request.message);
    if (request.details) {
        Result<json::Value> details = encodeDetails(*request.details);
        if (!details)
            return details;
        body.set(u"action_details"_s, std::move(*details));
    }
    body.set(u"requested_expiry"_s, json::Value::integer(request.expiry.count()));
    return body;
}

Result<ApprovalStart> decodeStart(const json::Value &body, std::chrono::seconds expiry)
{
    QString id = body[u"auth_req_id"].toString();
    if (id.isEmpty())
        return json::unexpectedShape(u"auth_req_id"_s);
    const std::chrono::seconds life(wholeOf(body[u"expires_in"]).value_or(expiry.count()));
    return ApprovalStart{.id = std::move(id),
                         .life = std::clamp<std::chrono::seconds>(life, 0s, longestLife),
                         .interval = wholeOf(body[u"interval"])};
}

} // namespace chancery::bkey
