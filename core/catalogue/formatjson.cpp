// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/formatjson.h"

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

Error unexpected(const QString &member)
{
    Error error;
    error.kind = ErrorKind::Protocol;
    error.cause = Cause::UnexpectedShape;
    error.subject = member;
    return error;
}

} // namespace

json::Value toJson(const FormatChoice &choice)
{
    json::Value object = json::Value::object();
    if (choice.encoding)
        object.set(u"encoding"_s, encodingName(*choice.encoding));
    if (choice.separator)
        object.set(u"separator"_s, QString(QLatin1Char(*choice.separator)));
    if (choice.quote)
        object.set(u"quote"_s, *choice.quote == 0 ? QString() : QString(QLatin1Char(*choice.quote)));
    if (choice.hasHeader)
        object.set(u"header"_s, json::Value(*choice.hasHeader));
    if (choice.sheet)
        object.set(u"sheet"_s, *choice.sheet);
    return object;
}

Result<FormatChoice> formatChoiceFromJson(const json::Value &value)
{
    FormatChoice choice;
    for (const json::Member &member : value.members()) {
        const QString text = member.value.toString();
        if (member.key == u"encoding")
            choice.encoding = encodingFromName(text);
        else if (member.key == u"separator" && text.size() == 1)
            choice.separator = text.front().toLatin1();
        else if (member.key == u"quote" && text.size() <= 1)
            choice.quote = text.isEmpty() ? '\0' : text.front().toLatin1();
        else if (member.key == u"header")
            choice.hasHeader = member.value.toBool();
        else if (member.key == u"sheet")
            choice.sheet = text;
        else
            return unexpected(member.key);
        if (member.key == u"encoding" && !choice.encoding)
            return unexpected(member.key);
    }
    return choice;
}

} // namespace chancery::catalogue
