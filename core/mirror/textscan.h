// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <string_view>

namespace chancery::mirror {

/// How many bytes behind a text Needle::find() may read.
inline constexpr std::size_t scanPadding = 64;

/// A word made ready for being looked for in long texts: its two rarest bytes are compared many places at a time.
class Needle
{
public:
    /// Precondition: `word` is not empty.
    explicit Needle(QByteArray word);

    std::string_view text() const { return {m_word.constData(), std::size_t(m_word.size())}; }
    /// Its first place between `from` and `end`; null when there is none.
    const char *find(const char *from, const char *end) const { return m_find(*this, from, end); }

private:
    friend struct Scan;
    bool isAt(const char *place) const;

    QByteArray m_word;
    std::size_t m_rare = 0;   ///< place in the word
    std::size_t m_second = 0; ///< place of the second; the same in a word of one byte
    const char *(*m_find)(const Needle &, const char *, const char *);
};

} // namespace chancery::mirror
