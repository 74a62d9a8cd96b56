// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/errorof.h"
#include "core/http/httpclient.h"
#include "core/keystone/decode.h"
#include "core/keystone/id.h"

#include <algorithm>
#include <optional>

namespace chancery::keystone {

/// How this room's calls go through the pipeline; nothing outside it needs this.

/// `v1` and what follows.
inline QStringList pathTo(const QStringList &rest)
{
    return QStringList{QStringLiteral("v1")} + rest;
}

inline Error refusedSetting(const QString &subject)
{
    return errorOf(ErrorKind::Refused, Cause::SettingInvalid, subject);
}

inline HttpRequest writing(const Call &call, const QStringList &path, const json::Value &body,
                           std::optional<Confirmation> confirmation)
{
    HttpRequest request = jsonRequest(call, path, body);
    request.confirmation = std::move(confirmation);
    return request;
}

/// Sends a request and decodes what it answers.
template <class T, class Decode>
Pending<T> sendAndDecode(HttpClient &http, HttpRequest request, Decode decode)
{
    return http.send(std::move(request)).transform([decode](const HttpAnswer &answer) -> Result<T> {
        Result<T> decoded = decode(answer.body);
        if (decoded)
            return decoded;
        Error error = decoded.error();
        error.httpStatus = answer.status;
        error.requestId = answer.requestId;
        return error;
    });
}

/// The same about the record `id`.
template <class T, class Decode>
Pending<T> sendFor(HttpClient &http, const QString &id, HttpRequest request, Decode decode)
{
    if (!isId(id))
        return Pending<T>::failed(refusedSetting(id));
    return sendAndDecode<T>(http, std::move(request), decode);
}

/// The same for what cannot be taken back: any success counts, whatever its body says.
template <class T, class Decode>
Pending<std::optional<T>> sendOnce(HttpClient &http, const QString &id, HttpRequest request, Decode decode)
{
    using Perhaps = std::optional<T>;
    if (!isId(id))
        return Pending<Perhaps>::failed(refusedSetting(id));
    request.expect = Expect::Anything;
    return http.send(std::move(request)).transform([decode](const HttpAnswer &answer) -> Perhaps {
        const Result<json::Value> body = json::parse(answer.raw);
        if (!body)
            return std::nullopt;
        Result<T> decoded = decode(*body);
        return decoded ? Perhaps(std::move(*decoded)) : std::nullopt;
    });
}

/// A list, in the window that the service takes.
template <class T, class Decode>
Pending<Page<T>> sendForPage(HttpClient &http, HttpRequest request, Window window, int largest, Decode decode)
{
    window.limit = std::clamp(window.limit, 1, largest);
    window.offset = std::max(window.offset, 0);
    request.query.emplaceBack(QStringLiteral("limit"), QString::number(window.limit));
    request.query.emplaceBack(QStringLiteral("offset"), QString::number(window.offset));
    return http.send(std::move(request)).transform([window, decode](const HttpAnswer &answer) {
        return decodePage<T>(answer.body, window, decode);
    });
}

} // namespace chancery::keystone
