// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/fields.h"
#include "core/keystone/page.h"

#include <QDateTime>

#include <optional>

namespace chancery::keystone {

/// What the records are read with; nothing outside this room needs it.

using json::setUnlessEmpty;
using json::textArray;
using json::unexpectedShape;

/// ISO 8601 with `Z`, an offset or neither, which means UTC; invalid for null and for anything else.
QDateTime timeOf(const json::Value &value);
/// What the service reads as the same moment: UTC with `Z`, milliseconds only where there are any.
QString wireTime(const QDateTime &time);
std::optional<qint64> integerOf(const json::Value &value);
QStringList textsOf(const json::Value &array);

/// `{items, total, limit, offset}`. What is missing besides `items` is filled in from what was asked, and a row that
/// `decode` refuses becomes a damaged one. Error: Protocol / UnexpectedShape without `items`.
template <class T, class Decode>
Result<Page<T>> decodePage(const json::Value &body, const Window &asked, Decode decode)
{
    const json::Value &items = body[u"items"];
    if (!items.isArray())
        return unexpectedShape(QStringLiteral("items"));
    Page<T> page;
    for (qsizetype position = 0; const json::Value &row : items.items()) {
        Result<T> decoded = decode(row);
        if (decoded)
            page.rows << std::move(*decoded);
        else
            page.damaged << DamagedRow{position, row};
        ++position;
    }
    page.offset = int(integerOf(body[u"offset"]).value_or(asked.offset));
    page.limit = int(integerOf(body[u"limit"]).value_or(asked.limit));
    page.total = integerOf(body[u"total"]).value_or(page.offset + qint64(items.items().size()));
    return page;
}

} // namespace chancery::keystone
