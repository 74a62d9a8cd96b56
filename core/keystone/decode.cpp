// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/decode.h"

namespace chancery::keystone {

QDateTime timeOf(const json::Value &value)
{
    return json::timeFrom(value.toString().trimmed());
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

} // namespace chancery::keystone
