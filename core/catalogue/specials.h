// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstddef>

namespace chancery::catalogue {

struct SpecialMarks
{
    char separator;
    char quote; ///< the separator again where there is none
};

/// Finds the bytes that a CSV parser has to look at: the separator, the quote, and every control character, line ends
/// among them. Vector instructions where the processor has them.
class SpecialFinder
{
public:
    explicit SpecialFinder(SpecialMarks marks);

    /// Writes the positions within [from, from + count) of `data` to `out`, which has room for `count` and 64 more.
    /// `data` is readable for 64 bytes more. Yields how many there are.
    std::size_t find(const char *data, std::size_t from, std::size_t count, quint32 *out) const
    {
        return m_find(data, from, count, m_marks, out);
    }

private:
    using Find = std::size_t (*)(const char *, std::size_t, std::size_t, SpecialMarks, quint32 *);
    SpecialMarks m_marks;
    Find m_find;
};

} // namespace chancery::catalogue
