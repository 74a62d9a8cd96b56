// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/slices.h"

#include "core/json/rapidreader.h"
#include "core/json/value.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

constexpr int maxDepth = 200;

/// Looks at the nesting and nothing else.
class DepthGuard : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthGuard>
{
public:
    bool Default() { return true; }
    bool RawNumber(const char *, rapidjson::SizeType, bool) { return true; }
    bool StartObject() { return ++m_depth <= maxDepth; }
    bool EndObject(rapidjson::SizeType) { return --m_depth >= 0; }
    bool StartArray() { return ++m_depth <= maxDepth; }
    bool EndArray(rapidjson::SizeType) { return --m_depth >= 0; }

private:
    int m_depth = 0;
};

qsizetype skipString(QByteArrayView text, qsizetype from)
{
    for (qsizetype at = from + 1; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

qsizetype skipContainer(QByteArrayView text, qsizetype from)
{
    int depth = 0;
    for (qsizetype at = from; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter == '"')
            at = skipString(text, at) - 1;
        else if (letter == '{' || letter == '[')
            ++depth;
        else if ((letter == '}' || letter == ']') && --depth == 0)
            return at + 1;
    }
    return text.size();
}

void sortMembers(json::Value &value)
{
    if (value.isObject()) {
        auto &members = value.members();
        std::stable_sort(members.begin(), members.end(),
                         [](const json::Member &a, const json::Member &b) { return a.key < b.key; });
        for (json::Member &member : members)
            sortMembers(member.value);
    } else if (value.isArray()) {
        for (json::Value &item : value.items())
            sortMembers(item);
    }
}

} // namespace

bool isJson(QByteArrayView text)
{
    rapidjson::MemoryStream stream(text.data(), size_t(text.size()));
    rapidjson::Reader reader;
    DepthGuard guard;
    constexpr unsigned flags =
        rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
    return bool(reader.Parse<flags>(stream, guard));
}

qsizetype skipBlanks(QByteArrayView text, qsizetype from)
{
    while (from < text.size() && (text[from] == ' ' || text[from] == '\n' || text[from] == '\r' || text[from] == '\t'))
        ++from;
    return from;
}

qsizetype skipValue(QByteArrayView text, qsizetype from)
{
    from = skipBlanks(text, from);
    if (from >= text.size())
        return text.size();
    if (text[from] == '"')
        return skipString(text, from);
    if (text[from] == '{' || text[from] == '[')
        return skipContainer(text, from);
    while (from < text.size() && !strchr(",]} \n\r\t", text[from]))
        ++from;
    return from;
}

QByteArrayView trimmedValue(QByteArrayView text)
{
    const qsizetype begin = skipBlanks(text, 0);
    return text.sliced(begin, skipValue(text, begin) - begin);
}

QByteArray textOf(QByteArrayView raw)
{
    if (!isText(raw))
        return {};
    if (!raw.contains('\\'))
        return QByteArray::fromRawData(raw.data() + 1, raw.size() - 2);
    const auto parsed = json::parse(raw);
    return parsed ? parsed->toString().toUtf8() : QByteArray();
}

void appendText(QByteArray &out, QByteArrayView utf8)
{
    json::appendQuoted(out, QString::fromUtf8(utf8));
}

json::Value sortedValue(QByteArrayView text)
{
    auto parsed = json::parse(text);
    if (!parsed)
        return {};
    sortMembers(*parsed);
    return std::move(*parsed);
}

bool sameJson(QByteArrayView left, QByteArrayView right)
{
    return left == right || sortedValue(left) == sortedValue(right);
}

} // namespace chancery::sandbox
