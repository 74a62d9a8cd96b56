// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/address.h"

#include "core/async/errorof.h"

#include <QHostAddress>

namespace chancery {

namespace {

Error refused(Cause cause, const QUrl &target)
{
    return errorOf(ErrorKind::Refused, cause, originOf(target));
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

} // namespace

bool isLoopback(const QString &host)
{
    const QString name = host.toLower();
    if (name == u"localhost" || name.endsWith(u".localhost"))
        return true;
    const QHostAddress address(name);
    return !address.isNull() && address.isLoopback();
}

Result<Nothing> mayTalkTo(const QUrl &url)
{
    if (url.scheme() == u"https" || isLoopback(url.host()))
        return Nothing{};
    return refused(Cause::PlainHttpNotLoopback, url);
}

Result<Nothing> mayRedirect(const QUrl &from, const QUrl &to)
{
    if (from.scheme() == u"https" && to.scheme() != u"https")
        return refused(Cause::RedirectToPlainHttp, to);
    if (from.scheme() != to.scheme() || from.host() != to.host() || portOf(from) != portOf(to))
        return refused(Cause::RedirectToOtherHost, to);
    return Nothing{};
}

QString originOf(const QUrl &url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace chancery
