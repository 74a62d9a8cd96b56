// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/request.h"

#include "core/async/errorof.h"

namespace chancery {

namespace {

Error unusable(const QString &subject)
{
    return errorOf(ErrorKind::Refused, Cause::SettingInvalid, subject);
}

bool isServiceAddress(const QUrl &base)
{
    return base.isValid() && (base.scheme() == u"https" || base.scheme() == u"http") && !base.host().isEmpty() &&
           base.userInfo().isEmpty() && !base.hasQuery() && !base.hasFragment();
}

} // namespace

HttpRequest jsonRequest(const Call &call, QStringList path, const json::Value &value)
{
    return {.call = call, .path = std::move(path), .body = json::write(value)};
}

QByteArray encodedPath(const QStringList &segments)
{
    QByteArray path;
    for (const QString &segment : segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    return path;
}

QByteArray encodedQuery(const QList<std::pair<QString, QString>> &query)
{
    QByteArray text;
    for (const auto &[name, value] : query) {
        if (!text.isEmpty())
            text += '&';
        text += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return text;
}

Result<QUrl> addressOf(const QUrl &base, const HttpRequest &request)
{
    if (!isServiceAddress(base))
        return unusable(base.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment));
    for (const QString &segment : request.path)
        if (segment.isEmpty() || segment == u"." || segment == u"..")
            return unusable(QString::fromLatin1(request.call.name.data(), qsizetype(request.call.name.size())));

    QByteArray text = base.toEncoded();
    while (text.endsWith('/'))
        text.chop(1);
    text += encodedPath(request.path);
    if (!request.query.isEmpty())
        text += '?' + encodedQuery(request.query);
    return QUrl::fromEncoded(text, QUrl::StrictMode);
}

} // namespace chancery
