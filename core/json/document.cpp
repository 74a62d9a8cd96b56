// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/document.h"

#include "core/json/quickparse.h"
#include "core/json/value.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace chancery::json {

namespace {

/// A member's name in UTF-8, mostly without an allocation.
class Name
{
public:
    explicit Name(QStringView name)
    {
        const auto size = std::min(std::size_t(name.size()), m_short.size());
        const char16_t *const wide = name.utf16();
        char16_t all = 0;
        for (std::size_t i = 0; i < size; ++i) {
            all = char16_t(all | wide[i]);
            m_short[i] = char(wide[i]);
        }
        if (size == std::size_t(name.size()) && all < 0x80) {
            m_text = {m_short.data(), size};
        } else {
            m_long = name.toUtf8();
            m_text = {m_long.constData(), std::size_t(m_long.size())};
        }
    }
    Name(const Name &) = delete;
    Name &operator=(const Name &) = delete;
    std::string_view text() const { return m_text; }

private:
    std::array<char, 32> m_short;
    QByteArray m_long;
    std::string_view m_text;
};

/// Names of one length mostly differ in their last or first letter already.
bool isSame(std::string_view x, std::string_view y)
{
    return x.size() == y.size() && (x.empty() || (x.back() == y.back() && x.front() == y.front() && x == y));
}

} // namespace

/// Writes down the parser's events one after the other.
class Document::Builder
{
public:
    Builder(Document &document, rapidjson::InsituStringStream &source)
        : m_document(document)
        , m_source(source)
        , m_isHeldAsIs(canHoldAsIs({document.m_text.constData(), std::size_t(document.m_text.size())}))
    {}

    bool Null() { return add(Node::Kind::Null, "null"); }
    bool Bool(bool flag) { return add(Node::Kind::Bool, flag ? "true" : "false"); }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool) { return add(Node::Kind::Number, {text, size}); }
    bool String(const char *text, rapidjson::SizeType size, bool)
    {
        return add(Node::Kind::String, asHeld({text, size}));
    }
    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        m_key = asHeld({text, size});
        return true;
    }
    bool StartObject() { return open(Node::Kind::Object); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(Node::Kind::Array); }
    bool EndArray(rapidjson::SizeType) { return close(); }
    // Not called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    /// No byte of a string in `text`, escaped ones included, can be one that asHeld() looks for.
    static bool canHoldAsIs(std::string_view text)
    {
        return text.find('\xed') == text.npos && text.find('\xef') == text.npos && text.find("\\u") == text.npos;
    }

    /// The parser calls at each bracket before it goes on behind it.
    const char *here() { return m_document.m_text.constData() + m_source.Tell(); }

    bool add(Node::Kind kind, std::string_view text)
    {
        m_document.m_entries.push_back({std::exchange(m_key, {}), text, 1, kind});
        return true;
    }

    bool open(Node::Kind kind)
    {
        m_open.push_back(m_document.m_entries.size());
        return add(kind, {here(), 1}) && std::size_t(m_open.size()) <= quick::maxDepth;
    }

    bool close()
    {
        const std::size_t place = m_open.back();
        m_open.pop_back();
        Node::Entry &entry = m_document.m_entries[place];
        const char *const begin = entry.text.data();
        entry.text = {begin, std::size_t(here() - begin) + 1};
        entry.width = quint32(m_document.m_entries.size() - place);
        return true;
    }

    /// What a QString cannot hold, half of a pair of surrogates, and what it drops, a byte order mark in front, is here
    /// as it is there.
    std::string_view asHeld(std::string_view text)
    {
        if (m_isHeldAsIs)
            return text;
        if (!text.starts_with("\xef\xbb\xbf") && !std::memchr(text.data(), '\xed', text.size()))
            return text;
        const QByteArray held = QString::fromUtf8(text.data(), qsizetype(text.size())).toUtf8();
        return m_document.m_written->emplace_back(held.constData(), std::size_t(held.size()));
    }

    Document &m_document;
    rapidjson::InsituStringStream &m_source;
    const bool m_isHeldAsIs;
    std::string_view m_key;
    QVarLengthArray<std::size_t, 16> m_open;
};

std::string_view Node::toText() const
{
    if (isNull())
        return {};
    if (!isArray() && !isObject())
        return m_entry->text;
    const Result<Value> value = json::parse({m_entry->text.data(), qsizetype(m_entry->text.size())});
    return value ? m_written->emplace_back(write(*value).toStdString()) : m_entry->text;
}

qint64 Node::toInteger(qint64 fallback) const
{
    if (!isNumber())
        return fallback;
    const char *const begin = m_entry->text.data();
    const char *const end = begin + m_entry->text.size();
    qint64 value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    return error == std::errc() && stop == end ? value : fallback;
}

Node Node::operator[](QStringView key) const
{
    if (!isObject())
        return {};
    const Name name(key);
    const std::string_view wanted = name.text();
    const Entry *found = nullptr;
    const Entry *const behind = m_entry + m_entry->width;
    for (const Entry *entry = m_entry + 1; entry != behind; entry += entry->width) {
        if (isSame(entry->key, wanted))
            found = entry;
    }
    return {found, m_written};
}

Node::Items Node::items() const
{
    const bool isList = isArray();
    const Node first(isList ? m_entry + 1 : nullptr, m_written);
    return {first, Node(isList ? m_entry + m_entry->width : nullptr, m_written)};
}

Node::Members Node::members() const
{
    const bool isSet = isObject();
    const Node first(isSet ? m_entry + 1 : nullptr, m_written);
    return Members({first, Node(isSet ? m_entry + m_entry->width : nullptr, m_written)});
}

qint64 Node::Items::size() const
{
    qint64 size = 0;
    for (auto at = begin(); !(at == end()); ++at)
        ++size;
    return size;
}

bool Document::read(const QByteArray &text)
{
    std::optional<QByteArray> copy = quick::copyOf(text);
    if (!copy)
        return false;
    m_text = text;
    m_copy = std::move(*copy);
    m_entries.clear();
    m_entries.reserve(std::size_t(text.size() / 16));
    rapidjson::InsituStringStream source(m_copy.data());
    Builder builder(*this, source);
    const bool isRead = quick::parse(source, builder);
    if (!isRead)
        m_entries.clear();
    return isRead;
}

Result<Document> Document::parse(const QByteArray &text)
{
    Document document;
    if (document.read(text))
        return document;
    const Result<Value> value = json::parse(text);
    if (!value)
        return value.error();
    document.read(write(*value)); // it came in another encoding
    return document;
}

} // namespace chancery::json
