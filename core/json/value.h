// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <utility>
#include <variant>
#include <vector>

namespace chancery::json {

class Value;
struct Member;

/// A number as the digits that stood on the wire: `1.0`, `1E+2` and thirty digits survive a save unchanged.
struct Number
{
    QByteArray text;
    bool operator==(const Number &) const = default;
};

/// A JSON value that loses nothing: number text, member order and unknown members are kept. For single records and
/// pages; a million rows never pass through it (core/catalogue writes their JSON directly).
class Value
{
public:
    using Array = std::vector<Value>;
    using Object = std::vector<Member>;

    Value();
    Value(bool value);
    Value(const QString &text);
    Value(Number number);
    Value(Array array);
    Value(Object object);
    // Out of line, since a Member is complete only below.
    Value(const Value &other);
    Value(Value &&other) noexcept;
    Value &operator=(const Value &other);
    Value &operator=(Value &&other) noexcept;
    ~Value();
    static Value integer(qint64 value);
    static Value string(const QString &text) { return Value(text); }
    static Value object();
    static Value array();

    bool isNull() const { return m_content.index() == 0; }
    bool isBool() const { return m_content.index() == 1; }
    bool isNumber() const { return m_content.index() == 2; }
    bool isString() const { return m_content.index() == 3; }
    bool isArray() const { return m_content.index() == 4; }
    bool isObject() const { return m_content.index() == 5; }

    bool toBool(bool fallback = false) const;
    /// The string's text; empty for everything else.
    QString toString() const;
    /// What a person reads in a cell: a string's text, a number's digits, `true`, JSON for arrays and objects, empty
    /// for null.
    QString toText() const;
    /// A whole number that fits; `fallback` otherwise.
    qint64 toInteger(qint64 fallback = 0) const;
    /// Empty unless this is an array or object.
    const Array &items() const;
    const Object &members() const;
    Array &items();
    Object &members();

    /// The member `key`, or a null value. The last of several with one name, as most parsers decide.
    const Value &operator[](QStringView key) const;
    bool contains(QStringView key) const;
    /// Follows a dotted path of object members; null when any is missing.
    const Value &at(QStringView path) const;
    bool has(QStringView path) const;

    /// Sets a member in place, or appends it. Turns null into an object.
    void set(const QString &key, Value value);
    /// Sets at a dotted path, making objects on the way.
    void setAt(QStringView path, Value value);
    void remove(QStringView key);
    void removeAt(QStringView path);

    bool operator==(const Value &other) const;

private:
    const Value *member(QStringView key) const;
    std::variant<std::monostate, bool, Number, QString, Array, Object> m_content;
};

struct Member
{
    QString key;
    Value value;
    bool operator==(const Member &) const = default;
};

enum class Layout {
    Compact,
    Indented,
};

/// Parses a whole document (RFC 8259; nesting up to 200, exponents within a double's range, so a number that no service
/// can hold is refused and not rounded). Error: Protocol / NotJson with the parser's word in `detail`.
Result<Value> parse(QByteArrayView text);
/// UTF-8; members in their order, numbers as they came.
QByteArray write(const Value &value, Layout layout = Layout::Compact);
/// Appends `text` as a JSON string, quotes included.
void appendQuoted(QByteArray &out, QStringView text);

} // namespace chancery::json
