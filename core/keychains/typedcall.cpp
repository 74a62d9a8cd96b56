// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/typedcall.h"

#include "core/async/errorof.h"
#include "core/keychains/address.h"
#include "core/keychains/calls.h"
#include "core/keychains/placeholder.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace chancery::keychains {

using namespace Qt::StringLiterals;

namespace {

Error refused(Cause cause, const QString &subject)
{
    return errorOf(ErrorKind::Refused, cause, subject);
}

/// What the pipeline or the proxy writes itself, or what would change where a request ends.
bool isOurs(const QByteArray &name)
{
    static const QList<QByteArray> ours{"host",       "content-length",    "content-type", "connection",
                                        "keep-alive", "transfer-encoding", "te",           "upgrade",
                                        "expect",     "accept-encoding",   "cookie",       "proxy-authorization"};
    const QByteArray lower = name.toLower();
    return ours.contains(lower) || lower.startsWith("x-proxy-");
}

bool isFieldText(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

/// `Bearer {{NAME}}`: the placeholder stands at the end, once.
Result<CredentialSlot> slotOf(const QByteArray &name, const QString &value)
{
    const qsizetype at = value.indexOf(u"{{");
    const QString placeholder = value.sliced(at);
    const bool isWhole = placeholder.size() > 4 && placeholder.endsWith(u"}}") &&
                         isCredentialName(QStringView(placeholder).sliced(2).chopped(2));
    if (!isWhole)
        return refused(Cause::PlaceholderMalformed, placeholder);
    return CredentialSlot{
        .header = name, .scheme = value.first(at).toLatin1(), .name = placeholder.sliced(2).chopped(2)};
}

Result<Nothing> readHeader(const QString &line, TypedCall &call)
{
    const QString name = line.section(u':', 0, 0);
    const QString value = line.section(u':', 1).trimmed();
    static const QRegularExpression token(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"_s);
    const bool isHeader = line.contains(u':') && token.match(name).hasMatch() && isFieldText(value);
    if (!isHeader || isOurs(name.toLatin1()))
        return refused(Cause::SettingInvalid, name);
    const auto words = value.split(u' ', Qt::SkipEmptyParts);
    const bool hasPlaceholder = value.contains(u"{{");
    if ((!hasPlaceholder && carriesCredentials(name.toLatin1())) ||
        std::any_of(words.begin(), words.end(), [](const QString &word) { return beginsLikeKey(word); }))
        return refused(Cause::KeyForPlaceholder, name);
    call.headers.append({name.toLatin1(), value.toLatin1()});
    if (!hasPlaceholder)
        return Nothing{};
    const auto slot = slotOf(name.toLatin1(), value);
    if (!slot)
        return slot.error();
    call.credentials << *slot;
    return Nothing{};
}

/// Keys do not belong into addresses, which stand in logs everywhere; nor is a placeholder replaced there for certain.
Result<Nothing> readQuery(const QUrl &address, HttpRequest &request)
{
    const auto items = QUrlQuery(address).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (mayHoldPlaceholder(value.toUtf8()) || mayHoldPlaceholder(name.toUtf8()))
            return refused(Cause::PlaceholderMalformed, name);
        if (beginsLikeKey(value))
            return refused(Cause::KeyForPlaceholder, name);
        request.query.append({name, value});
    }
    return Nothing{};
}

Result<QList<BodyPlaceholder>> placeholdersIn(const QByteArray &body, const Call &call)
{
    static const QRegularExpression pattern(u"\\{\\{([A-Z0-9_]{1,128})\\}\\}"_s);
    const QString name = QString::fromLatin1(call.name.data(), qsizetype(call.name.size()));
    QString text = QString::fromLatin1(body);
    QList<BodyPlaceholder> found;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext())
        found << BodyPlaceholder{.call = name, .name = matches.next().captured(1)};
    if (mayHoldPlaceholder(text.remove(pattern).toLatin1()))
        return refused(Cause::PlaceholderInData, name);
    return found;
}

QStringList segmentsOf(const QUrl &address)
{
    QStringList segments;
    for (const QString &segment : address.path(QUrl::FullyEncoded).mid(1).split(u'/'))
        segments << QUrl::fromPercentEncoding(segment.toLatin1());
    return segments == QStringList{QString()} ? QStringList() : segments;
}

} // namespace

Result<TypedCall> readTypedCall(const QUrl &proxy, const TypedText &typed)
{
    const auto call = std::find_if(calls::typed.begin(), calls::typed.end(), [&typed](const Call &each) {
        return typed.method.compare(QLatin1StringView(each.method.data(), qsizetype(each.method.size())),
                                    Qt::CaseInsensitive) == 0;
    });
    if (call == calls::typed.end())
        return refused(Cause::SettingInvalid, typed.method);
    if (const auto goes = proxiedAddress(proxy, typed.address); !goes)
        return goes.error();
    const QUrl address(typed.address);
    TypedCall read{
        .origin = address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment),
        .request = {
            .call = *call, .path = segmentsOf(address), .body = typed.body, .expect = Expect::AnyStatus, .retries = 0}};
    for (const QString &segment : std::as_const(read.request.path)) {
        if (segment == u"." || segment == u"..")
            return refused(Cause::UpstreamClimbs, read.origin.toString());
        if (segment.isEmpty()) // also a slash at the end, which the pipeline does not send
            return refused(Cause::SettingInvalid, typed.address);
    }
    if (const auto query = readQuery(address, read.request); !query)
        return query.error();
    for (const QString &line : typed.headers) {
        if (const auto header = readHeader(line, read); !header)
            return header.error();
    }
    const auto inBody = placeholdersIn(typed.body, *call);
    if (!inBody)
        return inBody.error();
    read.inBody = *inBody;
    return read;
}

Result<Nothing> TypedHeaders::authorize(QNetworkRequest &request) const
{
    for (const auto &[name, value] : m_headers)
        request.setRawHeader(name, value);
    return Nothing{};
}

} // namespace chancery::keychains
