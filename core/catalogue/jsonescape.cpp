// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/jsonescape.h"

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chancery::catalogue {

namespace {

bool needsEscape(char c)
{
    return uchar(c) < 0x20 || c == '"' || c == '\\';
}

char *writeEscape(char *to, char c)
{
    constexpr std::string_view hexDigits = "0123456789abcdef";
    *to++ = '\\';
    switch (c) {
    case '"':
    case '\\':
        *to++ = c;
        return to;
    case '\n':
        *to++ = 'n';
        return to;
    case '\r':
        *to++ = 'r';
        return to;
    case '\t':
        *to++ = 't';
        return to;
    default:
        to[0] = 'u';
        to[1] = '0';
        to[2] = '0';
        to[3] = hexDigits[uchar(c) >> 4];
        to[4] = hexDigits[uchar(c) & 15];
        return to + 5;
    }
}

#if defined(__x86_64__)

/// Copies up to 16 bytes and yields how many of them come before the first that needs an escape.
int copyPlain(const char *from, char *to)
{
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(to), bytes);
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    const __m128i marks =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const int found = _mm_movemask_epi8(_mm_or_si128(control, marks));
    return __builtin_ctz(unsigned(found) | 0x10000U);
}

#else

int copyPlain(const char *from, char *to)
{
    int count = 0;
    for (; count < 16 && !needsEscape(from[count]); ++count)
        to[count] = from[count];
    return count;
}

#endif

} // namespace

char *writeEscaped(char *to, std::string_view text)
{
    const char *from = text.data();
    const char *const end = from + text.size();
    while (from < end) {
        const auto plain = std::min<std::ptrdiff_t>(copyPlain(from, to), end - from);
        from += plain;
        to += plain;
        if (plain < 16 && from < end && needsEscape(*from))
            to = writeEscape(to, *from++);
    }
    return to;
}

void appendEscaped(ByteBuffer &out, std::string_view text)
{
    out.reserveMore(text.size() * longestEscape);
    char *const end = writeEscaped(out.data() + out.size(), text);
    out.resize(std::size_t(end - out.data()));
}

} // namespace chancery::catalogue
