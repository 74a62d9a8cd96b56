// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/jsonleaves.h"

#include "core/json/rapidreader.h"

#include "core/catalogue/jsonescape.h"

#include <array>
#include <string>
#include <utility>

namespace chancery::catalogue {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t maxDepth = 200;

/// The names inside `product` (Keyban fact sheet §4.1) and those of the flat shape.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> flatNames{{
    {"product.idGranularity"sv, "granularity"sv},
    {"product.modelNumber"sv, "modelNumber"sv},
    {"product.batchNumber"sv, "batchNumber"sv},
    {"product.itemNumber"sv, "itemNumber"sv},
    {"product.name"sv, "name"sv},
    {"product.description"sv, "description"sv},
}};

std::string_view flatName(std::string_view name)
{
    for (const auto &[nested, flat] : flatNames) {
        if (name == nested)
            return flat;
    }
    return name;
}

} // namespace

/// Gets the parser's events. Within an array it writes JSON again, otherwise it follows the names.
class JsonLeafBuilder
{
public:
    explicit JsonLeafBuilder(JsonLeaves &to)
        : m_to(to)
    {}
    bool Null() { return value("null", false, true); }
    bool Bool(bool flag) { return value(flag ? "true" : "false", false, false); }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool) { return value({text, size}, false, false); }
    bool String(const char *text, rapidjson::SizeType size, bool) { return value({text, size}, true, false); }
    bool Key(const char *text, rapidjson::SizeType size, bool);
    bool StartObject();
    bool EndObject(rapidjson::SizeType members);
    bool StartArray();
    bool EndArray(rapidjson::SizeType);
    // Not called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    bool value(std::string_view text, bool isText, bool isNull);
    void beginLeaf(bool isText, bool isNull);
    void endLeaf() { m_to.m_leaves.back().valueSize = m_to.m_bytes.size() - m_to.m_leaves.back().valueBegin; }
    void separate();
    void quote(std::string_view text);

    JsonLeaves &m_to;
    std::string m_name;
    std::vector<std::size_t> m_outer; ///< sizes of m_name before each open object's members
    std::size_t m_arrays = 0;         ///< open brackets and braces of the array that is written again
    bool m_isFirst = true;            ///< in the innermost of them
    bool m_isBehindKey = false;
    bool m_hasRoot = false;
    ByteBuffer m_scratch;
};

bool JsonLeafBuilder::Key(const char *text, rapidjson::SizeType size, bool)
{
    const std::string_view key(text, size);
    if (m_arrays > 0) {
        separate();
        quote(key);
        m_to.m_bytes.append(":");
        m_isBehindKey = true;
        return true;
    }
    m_name.resize(m_outer.back());
    if (m_outer.size() > 1)
        m_name += '.';
    for (const char c : key) {
        if (c == '.' || c == '\\')
            m_name += '\\';
        m_name += c;
    }
    return true;
}

bool JsonLeafBuilder::StartObject()
{
    if (m_arrays > 0) {
        separate();
        m_to.m_bytes.append("{");
        m_isFirst = true;
        return ++m_arrays <= maxDepth;
    }
    m_hasRoot = true;
    m_outer.push_back(m_name.size());
    return m_outer.size() <= maxDepth;
}

bool JsonLeafBuilder::EndObject(rapidjson::SizeType members)
{
    if (m_arrays > 0) {
        m_to.m_bytes.append("}");
        m_isFirst = false;
        --m_arrays;
        return true;
    }
    m_name.resize(m_outer.back());
    m_outer.pop_back();
    if (members == 0 && !m_outer.empty()) {
        beginLeaf(false, false);
        m_to.m_bytes.append("{}");
        endLeaf();
    }
    return true;
}

bool JsonLeafBuilder::StartArray()
{
    if (!m_hasRoot)
        return false;
    if (m_arrays == 0)
        beginLeaf(false, false);
    else
        separate();
    m_to.m_bytes.append("[");
    m_isFirst = true;
    return ++m_arrays <= maxDepth;
}

bool JsonLeafBuilder::EndArray(rapidjson::SizeType)
{
    m_to.m_bytes.append("]");
    m_isFirst = false;
    if (--m_arrays == 0)
        endLeaf();
    return true;
}

bool JsonLeafBuilder::value(std::string_view text, bool isText, bool isNull)
{
    if (!m_hasRoot)
        return false;
    if (m_arrays == 0) {
        beginLeaf(isText, isNull);
        m_to.m_bytes.append(text);
        endLeaf();
        return true;
    }
    separate();
    if (isText)
        quote(text);
    else
        m_to.m_bytes.append(text);
    return true;
}

void JsonLeafBuilder::beginLeaf(bool isText, bool isNull)
{
    JsonLeaves::Leaf leaf;
    const std::string_view name = flatName(m_name);
    leaf.nameBegin = m_to.m_bytes.size();
    leaf.nameSize = name.size();
    m_to.m_bytes.append(name);
    leaf.valueBegin = m_to.m_bytes.size();
    leaf.isText = isText;
    leaf.isNull = isNull;
    m_to.m_leaves.push_back(leaf);
}

void JsonLeafBuilder::separate()
{
    if (!m_isFirst && !m_isBehindKey)
        m_to.m_bytes.append(",");
    m_isFirst = m_isBehindKey = false;
}

void JsonLeafBuilder::quote(std::string_view text)
{
    m_scratch.clear();
    if (!text.empty())
        m_scratch.append(text); // for the bytes behind it
    m_to.m_bytes.append("\"");
    if (!text.empty())
        appendEscaped(m_to.m_bytes, m_scratch.view());
    m_to.m_bytes.append("\"");
}

bool JsonLeaves::read(std::string_view passport)
{
    using namespace rapidjson;
    m_leaves.clear();
    m_bytes.clear();
    m_bytes.reserveMore(passport.size());
    JsonLeafBuilder builder(*this);
    MemoryStream memory(passport.data(), passport.size());
    EncodedInputStream<UTF8<>, MemoryStream> stream(memory);
    Reader reader;
    constexpr unsigned flags = kParseNumbersAsStringsFlag | kParseValidateEncodingFlag | kParseIterativeFlag;
    return !reader.Parse<flags>(stream, builder).IsError();
}

} // namespace chancery::catalogue
