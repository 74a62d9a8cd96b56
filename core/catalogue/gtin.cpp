// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/gtin.h"

#include <QtGlobal>

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chancery::catalogue {

namespace {

bool isGtinLength(std::size_t size)
{
    return size == 8 || (size >= 12 && size <= 14);
}

#if defined(__x86_64__)

struct Weights
{
    alignas(16) std::array<qint16, 16> of{};
    alignas(16) std::array<qint8, 16> used{};
};

/// Weights of the digits from the left, zero behind the last.
constexpr std::array<Weights, 15> makeWeights()
{
    std::array<Weights, 15> all{};
    for (std::size_t size = 0; size < all.size(); ++size) {
        for (std::size_t i = 0; i < size; ++i) {
            all[size].of[i] = (size - 1 - i) % 2 == 0 ? 1 : 3;
            all[size].used[i] = -1;
        }
    }
    return all;
}
constexpr std::array<Weights, 15> weights = makeWeights();

GtinState checked(std::string_view text)
{
    const Weights &weight = weights[text.size()];
    const auto load = [](const void *from) { return _mm_load_si128(static_cast<const __m128i *>(from)); };
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data()));
    const __m128i digits = _mm_and_si128(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), load(weight.used.data()));
    const __m128i small = _mm_cmpeq_epi8(_mm_max_epu8(digits, _mm_set1_epi8(9)), _mm_set1_epi8(9));
    if (_mm_movemask_epi8(small) != 0xFFFF)
        return GtinState::NotAGtin;
    const __m128i zero = _mm_setzero_si128();
    const __m128i low = _mm_madd_epi16(_mm_unpacklo_epi8(digits, zero), load(weight.of.data()));
    const __m128i high = _mm_madd_epi16(_mm_unpackhi_epi8(digits, zero), load(weight.of.data() + 8));
    __m128i sum = _mm_add_epi32(low, high);
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return _mm_cvtsi128_si32(sum) % 10 == 0 ? GtinState::Right : GtinState::WrongCheckDigit;
}

#else

GtinState checked(std::string_view text)
{
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[text.size() - 1 - i];
        if (c < '0' || c > '9')
            return GtinState::NotAGtin;
        sum += (c - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0 ? GtinState::Right : GtinState::WrongCheckDigit;
}

#endif

} // namespace

GtinState gtinState(std::string_view text)
{
    return isGtinLength(text.size()) ? checked(text) : GtinState::NotAGtin;
}

} // namespace chancery::catalogue
