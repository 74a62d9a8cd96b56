// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/problem.h"

#include "core/json/value.h"

namespace chancery {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestText = 4000;

QString trimmedText(const QString &text)
{
    return text.trimmed().left(longestText);
}

/// The first of `names` that says something.
QString firstText(const json::Value &object, std::initializer_list<QStringView> names)
{
    for (const QStringView name : names) {
        const json::Value &member = object[name];
        if (!member.isNull() && !member.toText().isEmpty())
            return trimmedText(member.toText());
    }
    return {};
}

/// A path is text, or a list of steps as some validators write it.
QString pathOf(const json::Value &entry)
{
    for (const QStringView name : {u"field"_s, u"path"_s, u"property"_s, u"loc"_s, u"pointer"_s, u"param"_s}) {
        const json::Value &path = entry[name];
        if (path.isArray()) {
            QStringList steps;
            for (const json::Value &step : path.items())
                steps << step.toText();
            if (name == u"loc" && steps.size() > 1 && steps.first() == u"body")
                steps.removeFirst(); // where the field stands, not a part of its name
            return steps.join(u'.');
        }
        if (!path.isNull())
            return path.toText();
    }
    return {};
}

FieldError fieldOf(const json::Value &entry, const QString &fallbackPath = {})
{
    if (!entry.isObject())
        return {.path = fallbackPath, .code = {}, .message = trimmedText(entry.toText())};
    FieldError field{.path = pathOf(entry),
                     .code = firstText(entry, {u"code", u"type", u"keyword"}),
                     .message = firstText(entry, {u"message", u"msg", u"detail", u"title"})};
    if (field.path.isEmpty())
        field.path = fallbackPath;
    if (field.message.isEmpty()) { // class-validator: {"property", "constraints": {"isString": "must be a string"}}
        QStringList reasons;
        for (const json::Member &constraint : entry[u"constraints"].members())
            reasons << constraint.value.toText();
        field.message = reasons.join(u"; "_s);
    }
    if (field.message.isEmpty())
        field.message = field.code.isEmpty() ? trimmedText(entry.toText()) : field.code;
    return field;
}

/// A list of entries, an object by field, or one text.
void addFields(Error &error, const json::Value &entries)
{
    for (const json::Value &entry : entries.items())
        error.fields << fieldOf(entry);
    for (const json::Member &member : entries.members()) {
        if (member.value.isArray())
            for (const json::Value &entry : member.value.items())
                error.fields << fieldOf(entry, member.key);
        else
            error.fields << fieldOf(member.value, member.key);
    }
    if (entries.isString())
        error.fields << fieldOf(entries);
}

/// `{"error": {…}}`, `{"error": "invalid_client", "error_description"}` or NestJS' `"error": "Bad Request"`.
void readErrorMember(Error &error, const json::Value &body)
{
    const json::Value &inner = body[u"error"];
    if (inner.isObject()) {
        error.code = error.code.isEmpty() ? firstText(inner, {u"code", u"type"}) : error.code;
        error.detail = error.detail.isEmpty() ? firstText(inner, {u"detail", u"message"}) : error.detail;
        addFields(error, inner[u"errors"]);
        addFields(error, inner[u"details"]);
        return;
    }
    const QString text = inner.toText();
    const QString description = firstText(body, {u"error_description"});
    if (!description.isEmpty()) {
        error.code = error.code.isEmpty() ? text : error.code;
        error.detail = error.detail.isEmpty() ? description : error.detail;
    } else if (error.title.isEmpty()) {
        error.title = text;
    }
}

void readObject(Error &error, const json::Value &body)
{
    error.title = firstText(body, {u"title"});
    if (body[u"detail"].isArray()) // FastAPI: {"detail": [{"loc": ["body", "name"], "msg": "…", "type": "…"}]}
        addFields(error, body[u"detail"]);
    else
        error.detail = firstText(body, {u"detail"});
    error.code = firstText(body, {u"code"});
    const json::Value &message = body[u"message"];
    if (message.isArray() || message.isObject())
        addFields(error, message);
    else if (error.detail.isEmpty())
        error.detail = trimmedText(message.toText());
    readErrorMember(error, body);
    addFields(error, body[u"errors"]);
}

bool looksLikeHtml(const Refusal &refusal)
{
    return refusal.contentType.toLower().contains("html") || refusal.body.trimmed().startsWith('<');
}

} // namespace

ErrorKind kindOf(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthorized;
    case 402:
    case 403:
    case 451:
        return ErrorKind::Forbidden;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 407:
        return ErrorKind::Network;
    case 408:
        return ErrorKind::Timeout;
    case 409:
    case 412:
    case 423:
        return ErrorKind::Conflict;
    case 425:
    case 429:
        return ErrorKind::RateLimited;
    default:
        if (status >= 400 && status < 500)
            return ErrorKind::Invalid;
        return status >= 500 && status < 600 ? ErrorKind::Server : ErrorKind::Protocol;
    }
}

Error problemOf(const Refusal &refusal)
{
    Error error;
    error.kind = kindOf(refusal.status);
    error.cause = Cause::Answered;
    error.httpStatus = refusal.status;
    error.reach = Reach::Answered;

    if (!looksLikeHtml(refusal)) {
        const Result<json::Value> parsed = json::parse(refusal.body);
        if (parsed && parsed->isObject())
            readObject(error, *parsed);
        else if (parsed && parsed->isArray())
            addFields(error, *parsed);
        else
            error.detail = trimmedText(parsed ? parsed->toText() : QString::fromUtf8(refusal.body));
    }
    if (error.title.isEmpty())
        error.title = refusal.reasonPhrase.trimmed().left(longestText);
    if (error.detail == error.title)
        error.detail.clear();
    return error;
}

} // namespace chancery
