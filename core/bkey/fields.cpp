// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/fields.h"

#include "core/async/errorof.h"
#include "core/json/fields.h"

#include <algorithm>

namespace chancery::bkey {

Error refusedMember(const QString &member)
{
    return errorOf(ErrorKind::Refused, Cause::SettingInvalid, member);
}

bool isLine(const QString &text, qsizetype most)
{
    const auto breaks = [](QChar c) {
        const QChar::Category category = c.category();
        return category == QChar::Other_Control || category == QChar::Separator_Line ||
               category == QChar::Separator_Paragraph;
    };
    return !text.isEmpty() && text.size() <= most && std::none_of(text.begin(), text.end(), breaks);
}

std::optional<json::Value> numberOf(const QString &decimal)
{
    Result<json::Value> number = json::parse(decimal.toUtf8());
    return number && number->isNumber() ? std::optional(std::move(*number)) : std::nullopt;
}

std::optional<qint64> wholeOf(const json::Value &value)
{
    bool isWhole = false;
    const qint64 number = value.isNumber() || value.isString() ? value.toText().toLongLong(&isWhole) : 0;
    return isWhole ? std::optional(number) : std::nullopt;
}

QDateTime timeOf(const json::Value &value)
{
    return json::timeFrom(value.toString().trimmed());
}

QByteArray bytesOf(const json::Value &base64)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(base64.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

bool isWord(const QString &status, QLatin1StringView word)
{
    return status.compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace chancery::bkey
