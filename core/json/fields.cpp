// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/fields.h"

#include "core/async/errorof.h"

namespace chancery::json {

Error unexpectedShape(const QString &member)
{
    Error error = errorOf(ErrorKind::Protocol, Cause::UnexpectedShape, member);
    error.reach = Reach::Answered;
    return error;
}

QDateTime timeFrom(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

Value textArray(const QStringList &texts)
{
    Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

void setUnlessEmpty(Value &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.set(key, text);
}

} // namespace chancery::json
