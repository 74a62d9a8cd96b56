// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/textscan.h"

#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace chancery::mirror {

#ifdef __SSE2__

const char *findIn(const char *from, const char *end, std::string_view needle)
{
    const std::size_t size = needle.size();
    const __m128i first = _mm_set1_epi8(needle.front());
    const __m128i last = _mm_set1_epi8(needle.back());
    if (std::size_t(end - from) < size)
        return nullptr;
    const char *stop = end - size + 1; // behind the last place where it can begin
    for (const char *at = from; at < stop; at += 16) {
        const __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const __m128i tails = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + size - 1));
        auto mask =
            unsigned(_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(heads, first), _mm_cmpeq_epi8(tails, last))));
        for (; mask != 0; mask &= mask - 1) {
            const char *place = at + __builtin_ctz(mask);
            if (place >= stop)
                return nullptr;
            if (size < 3 || std::memcmp(place + 1, needle.data() + 1, size - 2) == 0)
                return place;
        }
    }
    return nullptr;
}

#else

const char *findIn(const char *from, const char *end, std::string_view needle)
{
    const std::string_view text(from, std::size_t(end - from));
    const std::size_t place = text.find(needle);
    return place == std::string_view::npos ? nullptr : from + place;
}

#endif

} // namespace chancery::mirror
