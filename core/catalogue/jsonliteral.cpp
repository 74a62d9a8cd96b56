// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/valuewriter.h"

#include <charconv>

namespace chancery::catalogue {

namespace {

constexpr int deepest = 200;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A strict reader of RFC 8259 that keeps nothing and allocates nothing.
class Literal
{
public:
    explicit Literal(std::string_view text)
        : m_text(text)
    {}

    bool isWhole()
    {
        skipBlanks();
        if (!value(0))
            return false;
        skipBlanks();
        return m_at == m_text.size();
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (peek() != c || m_at == m_text.size())
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    bool value(int depth)
    {
        if (depth > deepest)
            return false;
        switch (peek()) {
        case '{':
            return members(depth, '}');
        case '[':
            return members(depth, ']');
        case '"':
            return string();
        case 't':
            return takeWord("true");
        case 'f':
            return takeWord("false");
        case 'n':
            return takeWord("null");
        default:
            return number();
        }
    }

    /// The inside of an object or an array, from its bracket on.
    bool members(int depth, char closing)
    {
        ++m_at;
        skipBlanks();
        if (take(closing))
            return true;
        do {
            skipBlanks();
            if (closing == '}' && !name())
                return false;
            if (!value(depth + 1))
                return false;
            skipBlanks();
        } while (take(','));
        return take(closing);
    }

    bool name()
    {
        if (!string())
            return false;
        skipBlanks();
        if (!take(':'))
            return false;
        skipBlanks();
        return true;
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (uchar(c) < 0x20 || (c == '\\' && !escape()))
                return false;
        }
        return false;
    }

    bool escape()
    {
        if (!take('u')) {
            const bool isKnown = std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos;
            ++m_at;
            return isKnown && m_at <= m_text.size();
        }
        for (int i = 0; i < 4; ++i) {
            const char c = peek();
            if (!isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
                return false;
            ++m_at;
        }
        return true;
    }

    bool digits()
    {
        const std::size_t begin = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > begin;
    }

    bool number()
    {
        const std::size_t begin = m_at;
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            if (!digits())
                return false;
        }
        // A number that no service can hold would be refused there, or turned into another one.
        double ignored = 0;
        const auto read = std::from_chars(m_text.data() + begin, m_text.data() + m_at, ignored);
        return read.ec == std::errc();
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

bool isJson(std::string_view text)
{
    return Literal(text).isWhole();
}

} // namespace chancery::catalogue
