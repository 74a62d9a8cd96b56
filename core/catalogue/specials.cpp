// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/specials.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chancery::catalogue {

namespace {

#if defined(__x86_64__)

/// Writes the positions of the set bits. Always writes in fours: what is too much is overwritten by the next word.
inline std::size_t unpack(quint64 bits, std::size_t base, quint32 *out)
{
    const auto count = std::size_t(__builtin_popcountll(bits));
    for (std::size_t i = 0; i < count; i += 4) {
        for (std::size_t j = 0; j < 4; ++j) {
            out[i + j] = quint32(base) + quint32(__builtin_ctzll(bits | (1ULL << 63)));
            bits &= bits - 1;
        }
    }
    return count;
}

inline quint64 firstBits(quint64 bits, std::size_t valid)
{
    return valid >= 64 ? bits : bits & ((1ULL << valid) - 1);
}

quint64 specialsSse2(const char *at, SpecialMarks special)
{
    quint64 bits = 0;
    for (int part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + part * 16));
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(special.separator)),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8(special.quote)));
        const __m128i found = _mm_or_si128(_mm_or_si128(control, marks), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
        bits |= quint64(quint32(_mm_movemask_epi8(found))) << (part * 16);
    }
    return bits;
}

std::size_t findSse2(const char *data, std::size_t from, std::size_t count, SpecialMarks special, quint32 *out)
{
    std::size_t found = 0;
    for (std::size_t at = 0; at < count; at += 64) {
        const quint64 bits = firstBits(specialsSse2(data + from + at, special), count - at);
        found += unpack(bits, from + at, out + found);
    }
    return found;
}

__attribute__((target("avx2,bmi,popcnt"))) std::size_t findAvx2(const char *data, std::size_t from, std::size_t count,
                                                                SpecialMarks special, quint32 *out)
{
    const __m256i separators = _mm256_set1_epi8(special.separator);
    const __m256i quotes = _mm256_set1_epi8(special.quote);
    const __m256i lastControl = _mm256_set1_epi8(0x1F);
    const __m256i deletes = _mm256_set1_epi8(0x7F);
    const auto specials = [&](const char *at) __attribute__((target("avx2,bmi,popcnt")))
    {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
        const __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, lastControl), bytes);
        const __m256i marks = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, separators), _mm256_cmpeq_epi8(bytes, quotes));
        const __m256i found = _mm256_or_si256(_mm256_or_si256(control, marks), _mm256_cmpeq_epi8(bytes, deletes));
        return quint64(quint32(_mm256_movemask_epi8(found)));
    };
    std::size_t total = 0;
    for (std::size_t at = 0; at < count; at += 64) {
        const char *block = data + from + at;
        quint64 bits = specials(block) | specials(block + 32) << 32;
        const std::size_t left = count - at;
        bits = left >= 64 ? bits : bits & ((1ULL << left) - 1);
        const auto here = std::size_t(__builtin_popcountll(bits));
        for (std::size_t i = 0; i < here; i += 4) {
            for (std::size_t j = 0; j < 4; ++j) {
                out[total + i + j] = quint32(from + at) + quint32(_tzcnt_u64(bits));
                bits = _blsr_u64(bits);
            }
        }
        total += here;
    }
    return total;
}

#else

std::size_t findPlain(const char *data, std::size_t from, std::size_t count, SpecialMarks special, quint32 *out)
{
    std::size_t found = 0;
    for (std::size_t at = from; at < from + count; ++at) {
        const char c = data[at];
        out[found] = quint32(at);
        found += c == special.separator || c == special.quote || uchar(c) < 0x20 || c == 0x7F;
    }
    return found;
}

#endif

} // namespace

SpecialFinder::SpecialFinder(SpecialMarks marks)
    : m_marks(marks)
{
#if defined(__x86_64__)
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    m_find = hasAvx2 ? findAvx2 : findSse2;
#else
    m_find = findPlain;
#endif
}

} // namespace chancery::catalogue
