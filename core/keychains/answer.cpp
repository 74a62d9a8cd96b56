// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/answer.h"

#include "core/async/errorof.h"
#include "core/http/address.h"
#include "core/json/value.h"

namespace chancery::keychains {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 4000;
constexpr qsizetype mostScopes = 200;

QString textIn(const json::Value &object, QStringView name)
{
    const json::Value &member = object[name];
    return member.isString() ? member.toString().trimmed().left(longestText) : QString();
}

QStringList scopesIn(const json::Value &object, QStringView name)
{
    QStringList scopes;
    for (const json::Value &scope : object[name].items())
        if (scope.isString() && !scope.toString().isEmpty() && scopes.size() < mostScopes)
            scopes << scope.toString().left(longestText);
    return scopes;
}

/// A page that may be opened: of the proxy itself, or of the service's public site.
bool isOpenable(const QUrl &link, const QUrl &proxy)
{
    if (!link.isValid() || !link.userInfo().isEmpty() || link.host().isEmpty())
        return false;
    if (link.scheme() == u"https" && link.host() == u"keychains.dev" && link.port(443) == 443)
        return true;
    return link.scheme() == proxy.scheme() && link.host() == proxy.host() && link.port() == proxy.port() &&
           mayTalkTo(link).ok();
}

bool isProxyWord(const QString &code)
{
    return code == u"scope_refused" || code == u"scope_not_approved" || code == u"permission_needs_revalidation";
}

bool isSharedWord(const QString &code)
{
    return code == u"insufficient_scope" || code == u"permission_denied";
}

Speaker speakerOf(const ProxyAnswer &answer)
{
    const bool namesScopes = !answer.missing.isEmpty() || !answer.refused.isEmpty();
    if (!answer.link.isEmpty() || isProxyWord(answer.code) || (isSharedWord(answer.code) && namesScopes))
        return Speaker::Proxy;
    return isSharedWord(answer.code) ? Speaker::Either : Speaker::Service;
}

} // namespace

ProxyAnswer readProxyAnswer(const QByteArray &body, const QUrl &proxy)
{
    ProxyAnswer answer;
    const Result<json::Value> parsed = json::parse(body);
    if (!parsed || !parsed->isObject())
        return answer;

    answer.code = textIn(*parsed, u"error");
    answer.message = textIn(*parsed, u"message");
    answer.missing = scopesIn(*parsed, u"missing_scopes");
    answer.refused = scopesIn(*parsed, u"refused_scopes");
    if (answer.code == u"wrong_proxy") {
        answer.elsewhere = textIn(*parsed, u"proxyUrl");
        answer.speaker = answer.elsewhere.isEmpty() ? Speaker::Service : Speaker::Elsewhere;
        return answer;
    }
    QString link = textIn(*parsed, u"approval_url");
    if (link.isEmpty())
        link = textIn(*parsed, u"authorizationUrl");
    if (!link.isEmpty())
        (isOpenable(QUrl(link, QUrl::StrictMode), proxy) ? answer.link : answer.foreignLink) = link;
    answer.speaker = speakerOf(answer);
    return answer;
}

Error refusalOf(const ProxyAnswer &answer, const QString &host)
{
    const auto refused = [&](ErrorKind kind, Cause cause) {
        Error error = errorOf(kind, cause, host);
        error.code = answer.code;
        error.detail = answer.message;
        error.httpStatus = 403;
        error.reach = answer.speaker == Speaker::Either ? Reach::Answered : Reach::NotSent;
        error.approval = ProxyApproval{.host = host,
                                       .link = answer.link,
                                       .foreignLink = answer.foreignLink,
                                       .missing = answer.missing,
                                       .refused = answer.refused};
        return error;
    };
    if (answer.speaker == Speaker::Either)
        return refused(ErrorKind::Forbidden, Cause::MaybeProxyRefusal);
    if (answer.code == u"permission_needs_revalidation")
        return refused(ErrorKind::ApprovalNeeded, Cause::PermissionStale);
    const bool isRefused = answer.code == u"scope_refused" || (!answer.refused.isEmpty() && answer.link.isEmpty());
    if (isRefused)
        return refused(ErrorKind::Forbidden, Cause::ScopeRefused);
    return refused(ErrorKind::ApprovalNeeded, Cause::ProxyApprovalNeeded);
}

} // namespace chancery::keychains
