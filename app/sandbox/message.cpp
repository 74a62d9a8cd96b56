// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/message.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

QByteArray decoded(QByteArrayView text)
{
    QByteArray out = text.toByteArray();
    out.replace('+', ' ');
    return QByteArray::fromPercentEncoding(out);
}

} // namespace

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray Request::queryValue(QByteArrayView key, const QByteArray &fallback) const
{
    for (const auto &[name, value] : query) {
        if (name == key)
            return value;
    }
    return fallback;
}

bool Request::is(QByteArrayView wantedMethod, std::initializer_list<QByteArrayView> wantedSegments) const
{
    return method == wantedMethod &&
           std::equal(
               segments.begin(), segments.end(), wantedSegments.begin(), wantedSegments.end(),
               [](const QByteArray &segment, QByteArrayView wanted) { return wanted == "*" || segment == wanted; });
}

QList<QPair<QByteArray, QByteArray>> parseQuery(QByteArrayView query)
{
    QList<QPair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &part : query.toByteArray().split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype sign = part.indexOf('=');
        const QByteArrayView view(part);
        pairs.append(
            {decoded(sign < 0 ? view : view.first(sign)), sign < 0 ? QByteArray() : decoded(view.sliced(sign + 1))});
    }
    return pairs;
}

Answer Answer::json(QByteArray body, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = std::move(body);
    return answer;
}

Answer Answer::refused(const Problem &problem, const QByteArray &path)
{
    Answer answer;
    answer.status = problem.status;
    answer.type = "application/problem+json";
    answer.body = problemBody(problem, path);
    return answer;
}

} // namespace chancery::sandbox
