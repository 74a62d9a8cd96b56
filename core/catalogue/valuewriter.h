// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"
#include "core/catalogue/finding.h"
#include "core/catalogue/valueformat.h"

#include <string>

namespace chancery::catalogue {

/// Turns the text of a cell into a JSON value of one type. Blanks around the value do not count, except in text.
///
/// - Number: an integer or decimal with a sign, an exponent, and groups of three digits parted by blanks, apostrophes
///   or the mark that is not the decimal one. `1,234` with a decimal point could be either and does not fit, nor do
///   leading zeros, which only an identifier has.
/// - Date: `2026-02-18`, `20260218`, `18.02.2026`, `18/02/2026`, each with or without a time of day.
/// - Json: RFC 8259, nesting up to 200.
class ValueWriter
{
public:
    explicit ValueWriter(const ValueFormat &format);

    enum Outcome {
        Written,
        Nothing, ///< there is no value: the member is left out
        Misfit,  ///< the text is not of the type
    };
    /// Appends the value only when the outcome is Written. `text` is valid UTF-8 with 64 readable bytes behind it.
    Outcome append(ByteBuffer &out, std::string_view text) const;
    FindingCode misfitCode() const;

private:
    ValueType m_type;
    char m_decimalMark;
    std::string m_separator;
    DateOrder m_dateOrder;
};

/// Whether the text is one JSON value and nothing else.
bool isJson(std::string_view text);

} // namespace chancery::catalogue
