// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/jsonelements.h"

namespace chancery::catalogue {

JsonElements::Step JsonElements::next()
{
    if (m_error)
        return Step::Failed;
    if (m_place == Place::BeforeArray)
        return open();
    if (m_place == Place::BehindArray)
        return finish();
    const auto c = peek();
    if (!c)
        return fail(Cause::JsonUnreadable);
    if (*c == ']') {
        ++m_at;
        m_place = Place::BehindArray;
        return finish();
    }
    if (m_place == Place::First)
        return element();
    if (*c != ',')
        return fail(Cause::JsonUnreadable);
    ++m_at;
    return peek() ? element() : fail(Cause::JsonUnreadable);
}

JsonElements::Step JsonElements::open()
{
    if (peek() != '[')
        return fail(Cause::FileNotPassports);
    ++m_at;
    m_place = Place::First;
    return next();
}

JsonElements::Step JsonElements::finish()
{
    if (peek())
        return fail(Cause::JsonUnreadable);
    return m_error ? Step::Failed : Step::End;
}

JsonElements::Step JsonElements::element()
{
    m_line = m_atLine;
    m_begin = m_at;
    m_isTooLong = false;
    if (!scan())
        return fail(Cause::JsonUnreadable);
    m_size = m_at - m_begin;
    if (m_size == 0 && !m_isTooLong)
        return fail(Cause::JsonUnreadable);
    m_place = Place::BehindElement;
    return Step::Element;
}

/// To the comma or bracket behind the element. False when there is none.
bool JsonElements::scan()
{
    int depth = 0;
    bool isString = false;
    for (; m_at < m_text.size() || fetch(); ++m_at) {
        const char c = m_text.data()[m_at];
        m_atLine += c == '\n';
        if (isString) {
            if (c == '\\') {
                ++m_at;
                if (m_at == m_text.size() && !fetch())
                    return false;
            } else if (c == '"') {
                isString = false;
            }
        } else if (c == '"') {
            isString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth == 0 && (c == ',' || c == ']')) {
            return true;
        } else if (c == '}' || c == ']') {
            if (--depth < 0)
                return false;
        }
    }
    return false;
}

std::optional<char> JsonElements::peek()
{
    for (; m_at < m_text.size() || fetch(); ++m_at) {
        const char c = m_text.data()[m_at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return c;
        m_atLine += c == '\n';
        m_begin = m_at + 1;
    }
    return std::nullopt;
}

/// Reads behind what is still needed, the element under way.
bool JsonElements::fetch()
{
    if (m_hasEnded)
        return false;
    if (m_at - m_begin > longest)
        m_isTooLong = true;
    const std::size_t drop = m_isTooLong ? m_at : m_begin;
    if (drop > 0)
        std::memmove(m_text.data(), m_text.data() + drop, m_text.size() - drop);
    m_text.resize(m_text.size() - drop);
    m_at -= drop;
    m_begin = 0;
    m_text.reserveMore(std::size_t(TextSource::pieceSize));
    const auto got = m_source.read(m_text.data() + m_text.size());
    m_hasEnded = !got || *got == 0;
    if (!got)
        m_error = got.error();
    else
        m_text.resize(m_text.size() + std::size_t(*got));
    return !m_hasEnded;
}

JsonElements::Step JsonElements::fail(Cause cause)
{
    const bool hasPlace = cause == Cause::JsonUnreadable;
    if (!m_error)
        m_error = inputError(cause, hasPlace ? m_file + u':' + QString::number(m_atLine) : m_file);
    return Step::Failed;
}

} // namespace chancery::catalogue
