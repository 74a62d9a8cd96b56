// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/quickparse.h"
#include "core/json/value.h"

#include <rapidjson/error/en.h>
#include <simdjson.h>

#include <array>
#include <optional>
#include <string>

namespace chancery::json {

namespace {

using namespace Qt::StringLiterals;

/// Builds a Value from the parser's events. RapidJSON hands numbers over as the text they are (RawNumber).
class Builder
{
public:
    bool Null() { return add(Value()); }
    bool Bool(bool flag) { return add(Value(flag)); }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool)
    {
        return add(Value(Number{QByteArray(text, qsizetype(size))}));
    }
    bool String(const char *text, rapidjson::SizeType size, bool)
    {
        return add(Value(QString::fromUtf8(text, qsizetype(size))));
    }
    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        m_keys.push_back(known({text, size}));
        return true;
    }
    bool StartObject()
    {
        Value object = Value::object();
        if (m_open.size() < m_sizes.size())
            object.members().reserve(m_sizes[m_open.size()]);
        return open(std::move(object));
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(Value::array()); }
    bool EndArray(rapidjson::SizeType) { return close(); }
    // Not called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }

    Value take() { return std::move(m_root); }

private:
    bool open(Value container)
    {
        m_open.push_back(std::move(container));
        return m_open.size() <= quick::maxDepth;
    }

    bool close()
    {
        Value done = std::move(m_open.back());
        m_open.pop_back();
        if (m_open.size() < m_sizes.size() && done.isObject())
            m_sizes[m_open.size()] = done.members().size();
        return add(std::move(done));
    }

    /// The objects of a page have the same members: their names are made once.
    QString known(std::string_view name)
    {
        if (name.empty())
            return u""_s;
        const auto place = std::size_t(uchar(name.front())) * 7 + uchar(name.back()) + name.size() * 31;
        Name &held = m_names[place % m_names.size()];
        if (held.utf8 != name) {
            held.utf8 = name;
            held.text = QString::fromUtf8(name.data(), qsizetype(name.size()));
        }
        return held.text;
    }

    bool add(Value value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
        } else if (m_open.back().isArray()) {
            m_open.back().items().push_back(std::move(value));
        } else {
            m_open.back().members().push_back({std::move(m_keys.back()), std::move(value)});
            m_keys.pop_back();
        }
        return true;
    }

    struct Name
    {
        std::string utf8;
        QString text;
    };

    Value m_root;
    std::vector<Value> m_open;
    std::vector<QString> m_keys;
    std::array<Name, 64> m_names;
    std::array<std::size_t, 4> m_sizes{}; ///< of the last object at each depth: the next one is often as large
};

std::optional<Value> parsedQuickly(QByteArrayView text)
{
    std::optional<QByteArray> copy = quick::copyOf(text);
    if (!copy)
        return std::nullopt;
    rapidjson::InsituStringStream source(copy->data());
    Builder builder;
    return quick::parse(source, builder) ? std::optional(builder.take()) : std::nullopt;
}

} // namespace

std::optional<QByteArray> quick::copyOf(QByteArrayView text)
{
    constexpr qsizetype readAhead = 16; // bytes that the parser looks at behind the end, in whole blocks
    if (text.contains('\0') || !simdjson::validate_utf8(text.data(), size_t(text.size())))
        return std::nullopt;
    QByteArray copy;
    copy.reserve(text.size() + readAhead);
    copy.append(text);
    copy.append(readAhead, '\0'); // which ends it
    return copy;
}

Result<Value> parse(QByteArrayView text)
{
    using namespace rapidjson;
    if (std::optional<Value> value = parsedQuickly(text))
        return std::move(*value);
    MemoryStream stream(text.data(), size_t(text.size()));
    EncodedInputStream<UTF8<>, MemoryStream> source(stream);
    Builder builder;
    Reader reader;
    const ParseResult outcome = reader.Parse<quick::parseFlags | kParseValidateEncodingFlag>(source, builder);
    if (!outcome.IsError())
        return builder.take();
    Error failure;
    failure.kind = ErrorKind::Protocol;
    failure.cause = Cause::NotJson;
    failure.detail = u"%1 (byte %2)"_s.arg(QString::fromLatin1(GetParseError_En(outcome.Code()))).arg(outcome.Offset());
    failure.reach = Reach::Answered;
    return failure;
}

} // namespace chancery::json
