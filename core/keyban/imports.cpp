// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/imports.h"

#include "core/json/fields.h"
#include "core/keyban/passport.h"

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

QString firstOf(const json::Value &object, std::initializer_list<QStringView> names)
{
    for (const QStringView name : names) {
        const QString text = flattenReason(object[name]);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// `field: message` for an entry of a list of field errors, whatever its members are called (§10).
QString objectReason(const json::Value &object)
{
    const QString where = firstOf(object, {u"field", u"path", u"property"});
    QString what = firstOf(object, {u"message", u"detail", u"title", u"reason", u"error", u"code", u"constraints"});
    const QString more = flattenReason(object[u"errors"]);
    if (!more.isEmpty())
        what = what.isEmpty() ? more : QString(what + u": "_s + more);
    if (what.isEmpty())
        return object.members().empty() ? QString() : object.toText();
    return where.isEmpty() ? what : QString(where + u": "_s + what);
}

} // namespace

QString flattenReason(const json::Value &error)
{
    if (error.isObject())
        return objectReason(error);
    if (!error.isArray())
        return error.toText().simplified();
    QStringList parts;
    for (const json::Value &item : error.items()) {
        const QString part = flattenReason(item);
        if (!part.isEmpty() && !parts.contains(part))
            parts << part;
    }
    return parts.join(u"; "_s);
}

Result<ImportJob> decodeImportJob(const json::Value &body)
{
    const QString id = body[u"id"].toText();
    if (id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    return ImportJob{id};
}

ChildState stateOfWord(const QString &word)
{
    if (word.compare(u"completed", Qt::CaseInsensitive) == 0)
        return ChildState::Completed;
    return word.compare(u"failed", Qt::CaseInsensitive) == 0 ? ChildState::Failed : ChildState::Running;
}

Result<ImportChild> decodeImportChild(const json::Value &row)
{
    if (!row.isObject())
        return json::unexpectedShape(u"data[]"_s);
    ImportChild child;
    child.id = row[u"id"].toText();
    child.word = row[u"status"].toText();
    child.state = stateOfWord(child.word);
    child.key = keyOf(row[u"entityData"]);
    if (child.state == ChildState::Failed)
        child.reason = flattenReason(row[u"error"]);
    return child;
}

} // namespace chancery::keyban
