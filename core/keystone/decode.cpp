// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/decode.h"

#include "core/async/errorof.h"

namespace chancery::keystone {

Error unexpectedShape(const QString &member)
{
    Error error = errorOf(ErrorKind::Protocol, Cause::UnexpectedShape, member);
    error.reach = Reach::Answered;
    return error;
}

QDateTime timeOf(const json::Value &value)
{
    const QString text = value.toString().trimmed();
    if (text.isEmpty())
        return {};
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

QString wireTime(const QDateTime &time)
{
    return time.toUTC().toString(time.time().msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

std::optional<qint64> integerOf(const json::Value &value)
{
    if (!value.isNumber() && !value.isString())
        return std::nullopt;
    bool isWhole = false;
    const qint64 number = value.toText().toLongLong(&isWhole);
    return isWhole ? std::optional(number) : std::nullopt;
}

QStringList textsOf(const json::Value &array)
{
    QStringList texts;
    for (const json::Value &item : array.items())
        texts << item.toText();
    return texts;
}

json::Value textArray(const QStringList &texts)
{
    json::Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

void setUnlessEmpty(json::Value &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.set(key, text);
}

} // namespace chancery::keystone
