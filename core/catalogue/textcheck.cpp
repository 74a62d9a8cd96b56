// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/textcheck.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace chancery::catalogue {

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

bool hasC1Control(std::string_view text)
{
    const char *const end = text.data() + text.size();
    const char *at = text.data();
    while (at + 1 < end) {
        at = static_cast<const char *>(std::memchr(at, 0xC2, std::size_t(end - at - 1)));
        if (!at)
            return false;
        ++at;
        if (static_cast<unsigned char>(*at) < 0xA0)
            return true;
    }
    return false;
}

std::size_t continuedHead(std::string_view text)
{
    std::size_t size = 0;
    while (size < std::min<std::size_t>(3, text.size()) && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        ++size;
    return size;
}

std::size_t unfinishedTail(std::string_view text)
{
    const std::size_t looked = std::min<std::size_t>(3, text.size());
    for (std::size_t back = 1; back <= looked; ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte < 0x80)
            return 0;
        if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return back < length ? back : 0;
        }
    }
    return 0;
}

bool isTextInside(std::string_view piece)
{
    piece.remove_prefix(continuedHead(piece));
    piece.remove_suffix(unfinishedTail(piece));
    return isUtf8(piece) && !hasC1Control(piece);
}

} // namespace chancery::catalogue
