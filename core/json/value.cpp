// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"

#include "core/json/document.h"

#include <algorithm>
#include <array>

namespace chancery::json {

namespace {

using namespace Qt::StringLiterals;

const Value nothing;

void writeTo(QByteArray &out, const Value &value, Layout layout, int depth);

void newLine(QByteArray &out, Layout layout, int depth)
{
    if (layout == Layout::Indented)
        out.append('\n').append(depth * 2, ' ');
}

void writeItems(QByteArray &out, const Value::Array &items, Layout layout, int depth)
{
    out.append('[');
    for (size_t i = 0; i < items.size(); ++i) {
        if (i)
            out.append(',');
        newLine(out, layout, depth + 1);
        writeTo(out, items[i], layout, depth + 1);
    }
    if (!items.empty())
        newLine(out, layout, depth);
    out.append(']');
}

void writeMembers(QByteArray &out, const Value::Object &members, Layout layout, int depth)
{
    out.append('{');
    for (size_t i = 0; i < members.size(); ++i) {
        if (i)
            out.append(',');
        newLine(out, layout, depth + 1);
        appendQuoted(out, members[i].key);
        out.append(layout == Layout::Indented ? QByteArrayView(": ") : QByteArrayView(":"));
        writeTo(out, members[i].value, layout, depth + 1);
    }
    if (!members.empty())
        newLine(out, layout, depth);
    out.append('}');
}

void writeTo(QByteArray &out, const Value &value, Layout layout, int depth)
{
    if (value.isArray())
        writeItems(out, value.items(), layout, depth);
    else if (value.isObject())
        writeMembers(out, value.members(), layout, depth);
    else if (value.isString())
        appendQuoted(out, value.toString());
    else if (value.isNull())
        out.append("null");
    else
        out.append(value.toText().toUtf8());
}

} // namespace

Value::Value() = default;
Value::Value(bool value)
    : m_content(value)
{}
Value::Value(const QString &text)
    : m_content(text)
{}
Value::Value(Number number)
    : m_content(std::move(number))
{}
Value::Value(Array array)
    : m_content(std::move(array))
{}
Value::Value(Object object)
    : m_content(std::move(object))
{}

Value::Value(const Value &other) = default;
Value::Value(Value &&other) noexcept = default;
Value &Value::operator=(const Value &other) = default;
Value &Value::operator=(Value &&other) noexcept = default;
Value::~Value() = default;

Value Value::object()
{
    return Value(Object{});
}

Value Value::array()
{
    return Value(Array{});
}

Value Value::integer(qint64 value)
{
    return Value(Number{QByteArray::number(value)});
}

bool Value::toBool(bool fallback) const
{
    const bool *flag = std::get_if<bool>(&m_content);
    return flag ? *flag : fallback;
}

QString Value::toString() const
{
    const QString *text = std::get_if<QString>(&m_content);
    return text ? *text : QString();
}

QString Value::toText() const
{
    switch (m_content.index()) {
    case 0:
        return {};
    case 1:
        return std::get<bool>(m_content) ? u"true"_s : u"false"_s;
    case 2:
        return QString::fromLatin1(std::get<Number>(m_content).text);
    case 3:
        return std::get<QString>(m_content);
    default:
        return QString::fromUtf8(write(*this));
    }
}

qint64 Value::toInteger(qint64 fallback) const
{
    const Number *number = std::get_if<Number>(&m_content);
    bool fits = false;
    const qint64 value = number ? number->text.toLongLong(&fits) : 0;
    return fits ? value : fallback;
}

const Value::Array &Value::items() const
{
    static const Array empty;
    const Array *array = std::get_if<Array>(&m_content);
    return array ? *array : empty;
}

const Value::Object &Value::members() const
{
    static const Object empty;
    const Object *object = std::get_if<Object>(&m_content);
    return object ? *object : empty;
}

Value::Array &Value::items()
{
    if (!isArray())
        m_content = Array{};
    return std::get<Array>(m_content);
}

Value::Object &Value::members()
{
    if (!isObject())
        m_content = Object{};
    return std::get<Object>(m_content);
}

const Value *Value::member(QStringView key) const
{
    const Object *object = std::get_if<Object>(&m_content);
    if (!object)
        return nullptr;
    const auto found = std::find_if(object->rbegin(), object->rend(), [key](const Member &m) { return m.key == key; });
    return found == object->rend() ? nullptr : &found->value;
}

const Value &Value::operator[](QStringView key) const
{
    const Value *found = member(key);
    return found ? *found : nothing;
}

bool Value::contains(QStringView key) const
{
    return member(key) != nullptr;
}

const Value &Value::at(QStringView path) const
{
    const Value *here = this;
    for (const QStringView key : path.tokenize(u'.')) {
        here = here->member(key);
        if (!here)
            return nothing;
    }
    return *here;
}

bool Value::has(QStringView path) const
{
    const Value *here = this;
    for (const QStringView key : path.tokenize(u'.')) {
        here = here->member(key);
        if (!here)
            return false;
    }
    return true;
}

void Value::set(const QString &key, Value value)
{
    Object &object = members();
    const auto found = std::find_if(object.rbegin(), object.rend(), [&key](const Member &m) { return m.key == key; });
    if (found != object.rend())
        found->value = std::move(value);
    else
        object.push_back({key, std::move(value)});
}

void Value::setAt(QStringView path, Value value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0) {
        set(path.toString(), std::move(value));
        return;
    }
    const QString key = path.first(dot).toString();
    Value child = (*this)[key];
    child.setAt(path.sliced(dot + 1), std::move(value));
    set(key, std::move(child));
}

void Value::remove(QStringView key)
{
    if (isObject())
        std::erase_if(members(), [key](const Member &m) { return m.key == key; });
}

void Value::removeAt(QStringView path)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0) {
        remove(path);
        return;
    }
    const QString key = path.first(dot).toString();
    if (!contains(key))
        return;
    Value child = (*this)[key];
    child.removeAt(path.sliced(dot + 1));
    set(key, std::move(child));
}

bool Value::operator==(const Value &other) const = default;

QByteArray write(const Value &value, Layout layout)
{
    QByteArray out;
    if (value.isObject())
        out.reserve(1024);
    writeTo(out, value, layout, 0);
    return out;
}

namespace {

/// Most texts are ASCII without anything to escape. False when this one is not.
bool appendPlain(QByteArray &out, QStringView text)
{
    const qsizetype before = out.size();
    out.resize(before + text.size() + 2);
    char *to = out.data() + before;
    *to++ = '"';
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        if (code < 0x20 || code >= 0x80 || code == u'"' || code == u'\\') {
            out.truncate(before);
            return false;
        }
        *to++ = char(code);
    }
    *to = '"';
    return true;
}

} // namespace

void appendQuoted(QByteArray &out, QStringView text)
{
    if (appendPlain(out, text))
        return;
    const QByteArray utf8 = text.toUtf8();
    appendQuoted(out, std::string_view(utf8.constData(), std::size_t(utf8.size())));
}

void appendQuoted(QByteArray &out, std::string_view text)
{
    static constexpr std::array<char, 16> hex{'0', '1', '2', '3', '4', '5', '6', '7',
                                              '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    out.append('"');
    const char *plain = text.data(); // from here on nothing needs an escape
    const char *const end = text.data() + text.size();
    for (const char *at = plain; at != end; ++at) {
        const auto c = static_cast<unsigned char>(*at);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(plain, at - plain);
        plain = at + 1;
        switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        default:
            out.append("\\u00").append(hex[c >> 4U]).append(hex[c & 15U]);
        }
    }
    out.append(plain, end - plain);
    out.append('"');
}

} // namespace chancery::json
