// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keybanservice.h"
#include "app/sandbox/slices.h"

#include <QMap>
#include <QUuid>

#include <algorithm>

namespace chancery::sandbox {

namespace {

/// Bounds whose product still fits a whole number.
constexpr qint64 farthestPage = 1LL << 31;
constexpr qint64 endlessPage = 1LL << 31;

Problem badRequest(const QByteArray &code, const QByteArray &detail)
{
    return {400, code, detail, {}};
}

/// `filters[3][field]` → 3 and `field`.
std::optional<QPair<int, QByteArray>> filterKey(const QByteArray &key)
{
    if (!key.startsWith("filters[") || !key.endsWith(']'))
        return {};
    const QByteArray inside = key.sliced(8, key.size() - 9);
    const qsizetype middle = inside.indexOf("][");
    bool isNumber = false;
    const int index = inside.first(std::max<qsizetype>(middle, 0)).toInt(&isNumber);
    if (middle < 0 || !isNumber)
        return QPair<int, QByteArray>{-1, key};
    return QPair<int, QByteArray>{index, inside.sliced(middle + 2)};
}

/// The member of a filter that `name` means; null for others.
QByteArray *part(Filter &filter, QByteArrayView name)
{
    if (name == "field")
        return &filter.field;
    if (name == "operator")
        return &filter.operation;
    return name == "value" ? &filter.value : nullptr;
}

Problem readQuery(const Request &request, QMap<int, Filter> &filters)
{
    for (const auto &[key, value] : request.query) {
        const auto place = filterKey(key);
        if (!place)
            continue;
        QByteArray *target = part(filters[place->first], place->second);
        if (place->first < 0 || !target)
            return badRequest("INVALID_FILTER", "Not a filter: " + key);
        *target = value;
    }
    return {};
}

Problem readBody(const Request &request, QMap<int, Filter> &filters)
{
    const QByteArrayView body = trimmedValue(request.body);
    if (!isJson(request.body) || !isObject(body))
        return badRequest("MALFORMED_BODY", "The body must be a JSON object");
    Problem problem;
    eachMember(body, [&](QByteArrayView key, QByteArrayView list) {
        if (key != "filters" || !isArray(list))
            return;
        eachItem(list, [&](QByteArrayView item) {
            if (!isObject(item)) {
                problem = badRequest("INVALID_FILTER", "A filter must be an object");
                return;
            }
            Filter &filter = filters[1000 + int(filters.size())];
            eachMember(item, [&](QByteArrayView name, QByteArrayView raw) {
                if (QByteArray *target = part(filter, name))
                    *target = QByteArrayView(textOf(raw)).toByteArray();
            });
        });
    });
    return problem;
}

} // namespace

PageQuery pageQuery(const Request &request, qint64 largest)
{
    PageQuery query;
    bool pageOk = false;
    bool sizeOk = false;
    query.page = request.queryValue("currentPage", "1").toLongLong(&pageOk);
    query.size = request.queryValue("pageSize", "10").toLongLong(&sizeOk);
    if (!pageOk || query.page < 1 || query.page > farthestPage)
        query.problem = badRequest("INVALID_PAGE", "currentPage must be a whole number from 1");
    else if (!sizeOk || query.size < 1)
        query.problem = badRequest("INVALID_PAGE", "pageSize must be a whole number from 1");
    else if (query.size > largest)
        query.problem = badRequest("INVALID_PAGE", "pageSize must not exceed " + QByteArray::number(largest));
    query.size = std::min(query.size, endlessPage);
    return query;
}

FilterQuery filterQuery(const Request &request, const Dialect &dialect)
{
    FilterQuery query;
    QMap<int, Filter> filters;
    query.problem = readQuery(request, filters);
    // Clients send a content type with a GET and no body: there is nothing to parse then.
    if (!query.problem && request.method != "GET" && !request.body.isEmpty())
        query.problem = readBody(request, filters);
    for (const Filter &filter : std::as_const(filters)) {
        if (!query.problem && !dialect.allowsFilter(filter))
            query.problem = badRequest("INVALID_FILTER",
                                       "Filtering " + filter.field + " by " + filter.operation + " is not allowed");
        if (!query.problem && filter.field == "application.id" &&
            QUuid::fromString(QString::fromUtf8(filter.value)).isNull())
            query.problem = badRequest("INVALID_FILTER", "application.id must be a UUID");
        query.filters.append(filter);
    }
    return query;
}

} // namespace chancery::sandbox
