// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/textscan.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chancery::mirror {

namespace {

/// How often a byte is met in folded catalogues, roughly: what stands further back is rarer, what is missing rarest.
int frequency(char c)
{
    constexpr std::string_view common = " e\x1f"
                                        "0123456789aotnirsl-dcuhmpgbkfvywjxzq.,:";
    const std::size_t place = common.find(c);
    return place == std::string_view::npos ? 0 : int(common.size() - place);
}

} // namespace

bool Needle::isAt(const char *place) const
{
    return std::memcmp(place, m_word.constData(), std::size_t(m_word.size())) == 0;
}

struct Scan
{
#if defined(__x86_64__)
    /// 32 places at once.
    __attribute__((target("avx2,bmi"))) static const char *avx2(const Needle &needle, const char *from, const char *end)
    {
        const auto size = std::size_t(needle.m_word.size());
        if (std::size_t(end - from) < size)
            return nullptr;
        const char *const stop = end - size + 1; // behind the last place where it can begin
        const std::size_t a = needle.m_rare;
        const std::size_t b = needle.m_second;
        const __m256i rare = _mm256_set1_epi8(needle.m_word[qsizetype(a)]);
        const __m256i second = _mm256_set1_epi8(needle.m_word[qsizetype(b)]);
        for (const char *at = from; at < stop; at += 32) {
            const __m256i ofRare =
                _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + a)), rare);
            const __m256i ofSecond =
                _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + b)), second);
            auto mask = unsigned(_mm256_movemask_epi8(_mm256_and_si256(ofRare, ofSecond)));
            for (; mask != 0; mask = _blsr_u32(mask)) {
                const char *const place = at + _tzcnt_u32(mask);
                if (place >= stop)
                    return nullptr;
                if (size < 3 || needle.isAt(place))
                    return place;
            }
        }
        return nullptr;
    }

    /// 16 places at once.
    static const char *sse2(const Needle &needle, const char *from, const char *end)
    {
        const auto size = std::size_t(needle.m_word.size());
        if (std::size_t(end - from) < size)
            return nullptr;
        const char *const stop = end - size + 1;
        const std::size_t a = needle.m_rare;
        const std::size_t b = needle.m_second;
        const __m128i rare = _mm_set1_epi8(needle.m_word[qsizetype(a)]);
        const __m128i second = _mm_set1_epi8(needle.m_word[qsizetype(b)]);
        for (const char *at = from; at < stop; at += 16) {
            const __m128i ofRare = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at + a)), rare);
            const __m128i ofSecond = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at + b)), second);
            auto mask = unsigned(_mm_movemask_epi8(_mm_and_si128(ofRare, ofSecond)));
            for (; mask != 0; mask &= mask - 1) {
                const char *const place = at + __builtin_ctz(mask);
                if (place >= stop)
                    return nullptr;
                if (size < 3 || needle.isAt(place))
                    return place;
            }
        }
        return nullptr;
    }
#else
    static const char *plain(const Needle &needle, const char *from, const char *end)
    {
        const std::string_view text(from, std::size_t(end - from));
        const std::size_t place = text.find(needle.text());
        return place == std::string_view::npos ? nullptr : from + place;
    }
#endif
};

Needle::Needle(QByteArray word)
    : m_word(std::move(word))
{
    const auto size = std::size_t(m_word.size());
    const auto often = [this](std::size_t place) { return frequency(m_word[qsizetype(place)]); };
    for (std::size_t place = 1; place < size; ++place) {
        if (often(place) < often(m_rare))
            m_rare = place;
    }
    m_second = m_rare == 0 ? size - 1 : 0;
    for (std::size_t place = 0; place < size; ++place) {
        if (place != m_rare && often(place) < often(m_second))
            m_second = place;
    }
#if defined(__x86_64__)
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    m_find = hasAvx2 ? Scan::avx2 : Scan::sse2;
#else
    m_find = Scan::plain;
#endif
}

} // namespace chancery::mirror
