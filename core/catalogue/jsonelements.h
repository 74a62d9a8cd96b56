// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/textsource.h"

namespace chancery::catalogue {

/// The elements of a JSON array, one by one, without taking them apart: only strings and brackets are looked at, so
/// that one malformed element does not hide the others.
class JsonElements
{
public:
    /// A longer element is passed over.
    static constexpr std::size_t longest = 4 * 1024 * 1024;

    enum class Step {
        Element,
        End,
        Failed,
    };

    JsonElements(TextSource &source, QString file)
        : m_source(source)
        , m_file(std::move(file))
    {}
    Step next();
    /// Empty when the element is too long. Valid until the next call.
    std::string_view text() const { return m_isTooLong ? std::string_view() : m_text.view().substr(m_begin, m_size); }
    /// The line on which it starts.
    qint64 line() const { return m_line; }
    /// Precondition: next() said Failed. FileNotPassports, JsonUnreadable (the subject is `file:line`), and those of
    /// reading.
    const Error &error() const { return *m_error; }

private:
    enum class Place {
        BeforeArray,
        First, ///< behind the opening bracket
        BehindElement,
        BehindArray,
    };
    Step open();
    Step element();
    Step finish();
    Step fail(Cause cause);
    bool scan();
    /// The next character that is not blank; none at the end.
    std::optional<char> peek();
    bool fetch();

    TextSource &m_source;
    QString m_file;
    Place m_place = Place::BeforeArray;
    ByteBuffer m_text;
    std::size_t m_at = 0;
    std::size_t m_begin = 0; ///< of the element
    std::size_t m_size = 0;
    bool m_isTooLong = false;
    bool m_hasEnded = false;
    qint64 m_line = 1;   ///< of the element
    qint64 m_atLine = 1; ///< of m_at
    std::optional<Error> m_error;
};

} // namespace chancery::catalogue
