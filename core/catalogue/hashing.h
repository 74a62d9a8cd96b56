// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstring>
#include <string_view>

namespace chancery::catalogue {

namespace detail {

__extension__ using Wide = unsigned __int128;

inline quint64 folded(quint64 a, quint64 b)
{
    const Wide product = Wide(a) * b;
    return quint64(product) ^ quint64(product >> 64);
}

template <class T>
T loaded(const char *from)
{
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

inline constexpr quint64 oddA = 0xA0761D6478BD642FULL;
inline constexpr quint64 oddB = 0xE7037ED1A0B428DBULL;
inline constexpr quint64 oddC = 0x8EBC6AF09C88C6E3ULL;

} // namespace detail

/// A keyed 64-bit hash by multiplying and folding. Not for secrets: who finds a collision only costs a second look.
inline quint64 hashOf(std::string_view text, quint64 seed)
{
    using namespace detail;
    const char *at = text.data();
    std::size_t left = text.size();
    quint64 state = seed ^ oddA;
    quint64 other = seed ^ oddC;
    for (; left > 32; at += 32, left -= 32) {
        state = folded(loaded<quint64>(at) ^ oddB, loaded<quint64>(at + 8) ^ state);
        other = folded(loaded<quint64>(at + 16) ^ oddC, loaded<quint64>(at + 24) ^ other);
    }
    if (text.size() > 32)
        state ^= other;
    for (; left > 16; at += 16, left -= 16)
        state = folded(loaded<quint64>(at) ^ oddB, loaded<quint64>(at + 8) ^ state);
    quint64 first = 0;
    quint64 last = 0;
    if (left >= 8) {
        first = loaded<quint64>(at);
        last = loaded<quint64>(at + left - 8);
    } else if (left >= 4) {
        first = loaded<quint32>(at);
        last = loaded<quint32>(at + left - 4);
    } else if (left > 0) {
        first = quint64(uchar(at[0])) << 16 | quint64(uchar(at[left / 2])) << 8 | uchar(at[left - 1]);
    }
    return folded(oddB ^ text.size(), folded(first ^ oddC, last ^ state));
}

} // namespace chancery::catalogue
