// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/address.h"

#include "core/async/errorof.h"
#include "core/http/address.h"
#include "core/keychains/placeholder.h"

#include <QHostAddress>

#include <algorithm>

namespace chancery::keychains {

using namespace Qt::StringLiterals;

namespace {

Error refused(Cause cause, const QUrl &address)
{
    return errorOf(ErrorKind::Refused, cause, originOf(address));
}

/// Also the shortened and hexadecimal forms that resolvers take for addresses.
bool isIpAddress(const QString &host)
{
    if (host.contains(u':') || !QHostAddress(host).isNull())
        return true;
    const QString last = host.section(u'.', -1).toLower();
    const QString digits = last.startsWith(u"0x") ? last.sliced(2) : last;
    bool isNumber = false;
    digits.toULongLong(&isNumber, last.startsWith(u"0x") ? 16 : 10);
    return isNumber || last == u"0x";
}

bool isLocalName(const QString &host)
{
    if (!host.contains(u'.') || isLoopback(host))
        return true;
    for (const QStringView suffix : {u".local", u".localdomain", u".internal", u".intranet", u".lan", u".home.arpa"})
        if (host.endsWith(suffix))
            return true;
    return false;
}

/// Whether any reader further on might see a step upwards: it may decode once more than we do, or part at backslashes.
bool mayClimb(const QByteArray &encodedPath)
{
    QByteArray path = encodedPath;
    for (int i = 0; i < 2; ++i) {
        QByteArray parted = path;
        parted.replace('\\', '/');
        const auto steps = parted.split('/');
        if (std::any_of(steps.begin(), steps.end(), [](const QByteArray &step) { return step == ".." || step == "."; }))
            return true;
        path = QByteArray::fromPercentEncoding(path);
    }
    return false;
}

} // namespace

Result<Nothing> mayBeProxy(const QUrl &proxy)
{
    const bool isAddress = proxy.isValid() && (proxy.scheme() == u"https" || proxy.scheme() == u"http") &&
                           !proxy.host().isEmpty() && proxy.userInfo().isEmpty() && !proxy.hasQuery() &&
                           !proxy.hasFragment();
    if (!isAddress || mayClimb(proxy.path(QUrl::FullyEncoded).toLatin1()))
        return refused(Cause::ProxyAddressInvalid, proxy);
    return mayTalkTo(proxy);
}

Result<Nothing> mayBeUpstream(const QUrl &upstream)
{
    const QString host = upstream.host(QUrl::FullyEncoded).toLower();
    if (upstream.scheme() != u"https" || host.isEmpty())
        return refused(Cause::UpstreamScheme, upstream);
    if (!upstream.userInfo().isEmpty())
        return refused(Cause::UpstreamUserInfo, upstream);
    if (upstream.port(443) != 443)
        return refused(Cause::UpstreamPort, upstream);
    if (host.endsWith(u'.'))
        return refused(Cause::UpstreamTrailingDot, upstream);
    if (isIpAddress(host))
        return refused(Cause::UpstreamIsAddress, upstream);
    if (isLocalName(host))
        return refused(Cause::UpstreamIsLocal, upstream);
    return Nothing{};
}

Result<QUrl> proxiedAddress(const QUrl &proxy, const QUrl &upstream)
{
    if (const auto allowed = mayBeProxy(proxy); !allowed)
        return allowed.error();
    if (const auto allowed = mayBeUpstream(upstream); !allowed)
        return allowed.error();

    const QUrl normal = upstream.adjusted(QUrl::NormalizePathSegments | QUrl::RemoveFragment);
    QByteArray path = normal.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (mayClimb(path))
        return refused(Cause::UpstreamClimbs, upstream);
    if (mayHoldPlaceholder(path))
        return refused(Cause::PlaceholderInData, upstream);

    QByteArray text = proxy.toEncoded();
    while (text.endsWith('/'))
        text.chop(1);
    text += '/' + normal.host(QUrl::FullyEncoded).toLatin1().toLower() + path;
    if (normal.hasQuery())
        text += '?' + normal.query(QUrl::FullyEncoded).toLatin1();
    return QUrl::fromEncoded(text, QUrl::StrictMode);
}

Result<QUrl> proxiedAddress(const QUrl &proxy, const QString &upstream)
{
    const QUrl address = QUrl(upstream.trimmed());
    const QString path = upstream.section(u'?', 0, 0).section(u'#', 0, 0);
    if (path.contains(u"%2e"_s, Qt::CaseInsensitive) && mayClimb(path.section(u"://"_s, 1).toUtf8()))
        return refused(Cause::UpstreamClimbs, address);
    return proxiedAddress(proxy, address);
}

} // namespace chancery::keychains
