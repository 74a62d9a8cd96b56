// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace chancery::json {
class Value;
}

namespace chancery::sandbox {

/// JSON read as slices of its own text, so that numbers, escapes and unknown members stay as they were sent and a row
/// of a large import costs no tree. Everything but isJson() expects text that isJson() has accepted.

/// Whether `text` is one whole JSON document (RFC 8259, UTF-8, nesting up to 200).
bool isJson(QByteArrayView text);
/// The position behind the value that starts at or after `from`.
qsizetype skipValue(QByteArrayView text, qsizetype from);
qsizetype skipBlanks(QByteArrayView text, qsizetype from);
/// The value without blanks around it.
QByteArrayView trimmedValue(QByteArrayView text);
/// The UTF-8 text of a JSON string; a view into `raw` while nothing is escaped in it.
QByteArray textOf(QByteArrayView raw);
/// Appends UTF-8 text as a JSON string.
void appendText(QByteArray &out, QByteArrayView utf8);
/// The value with the members of every object in the order of their keys, to compare or to hash it.
json::Value sortedValue(QByteArrayView text);
/// Whether two JSON values mean the same: blanks, escapes and the order of members aside, number digits included.
bool sameJson(QByteArrayView left, QByteArrayView right);

inline bool isObject(QByteArrayView raw)
{
    return raw.startsWith('{');
}
inline bool isArray(QByteArrayView raw)
{
    return raw.startsWith('[');
}
inline bool isText(QByteArrayView raw)
{
    return raw.startsWith('"');
}
inline bool isAbsent(QByteArrayView raw)
{
    return raw.isEmpty() || raw == "null";
}

/// Calls f(value) for each item of a JSON array.
template <class F>
void eachItem(QByteArrayView array, F f)
{
    qsizetype at = skipBlanks(array, skipBlanks(array, 0) + 1);
    while (at < array.size() && array[at] != ']') {
        const qsizetype end = skipValue(array, at);
        f(array.sliced(at, end - at));
        at = skipBlanks(array, end);
        if (at < array.size() && array[at] == ',')
            at = skipBlanks(array, at + 1);
    }
}

/// Calls f(key, value) for each member of a JSON object; the key is its text.
template <class F>
void eachMember(QByteArrayView object, F f)
{
    qsizetype at = skipBlanks(object, skipBlanks(object, 0) + 1);
    while (at < object.size() && object[at] != '}') {
        const qsizetype keyEnd = skipValue(object, at);
        const QByteArrayView key = object.sliced(at, keyEnd - at);
        at = skipBlanks(object, skipBlanks(object, keyEnd) + 1);
        const qsizetype end = skipValue(object, at);
        const QByteArrayView value = object.sliced(at, end - at);
        if (key.contains('\\'))
            f(QByteArrayView(textOf(key)), value);
        else
            f(key.sliced(1, key.size() - 2), value);
        at = skipBlanks(object, end);
        if (at < object.size() && object[at] == ',')
            at = skipBlanks(object, at + 1);
    }
}

} // namespace chancery::sandbox
