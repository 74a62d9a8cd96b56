// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/blanks.h"

#include <QtGlobal>

#include <algorithm>
#include <iterator>

namespace chancery::catalogue {

namespace {

bool isAsciiBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr std::string_view wideBlanks[] = {"\u00A0", "\u2003", "\u2007", "\u2009",
                                           "\u200B", "\u202F", "\u3000", "\uFEFF"};

} // namespace

std::size_t leadingBlank(std::string_view text)
{
    if (text.empty() || isAsciiBlank(text.front()))
        return text.empty() ? 0 : 1;
    if (uchar(text.front()) < 0x80)
        return 0;
    const auto *found = std::find_if(std::begin(wideBlanks), std::end(wideBlanks),
                                     [text](std::string_view blank) { return text.starts_with(blank); });
    return found == std::end(wideBlanks) ? 0 : found->size();
}

std::size_t trailingBlank(std::string_view text)
{
    if (text.empty() || isAsciiBlank(text.back()))
        return text.empty() ? 0 : 1;
    if (uchar(text.back()) < 0x80)
        return 0;
    const auto *found = std::find_if(std::begin(wideBlanks), std::end(wideBlanks),
                                     [text](std::string_view blank) { return text.ends_with(blank); });
    return found == std::end(wideBlanks) ? 0 : found->size();
}

bool isBlank(std::string_view text)
{
    while (const std::size_t blank = leadingBlank(text))
        text.remove_prefix(blank);
    return text.empty();
}

std::string_view trimmed(std::string_view text)
{
    while (const std::size_t blank = leadingBlank(text))
        text.remove_prefix(blank);
    while (const std::size_t blank = trailingBlank(text))
        text.remove_suffix(blank);
    return text;
}

} // namespace chancery::catalogue
