// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"

#include <QByteArray>

namespace chancery::catalogue {

/// The beginning of a text as UTF-8, by which its form is judged.
struct TextSample
{
    QByteArray text;
    bool isWhole = false; ///< otherwise the last line may be cut
};

/// Which character encloses fields.
void guessQuote(Format &format, const TextSample &sample);
/// By how well the records agree on a number of fields. Uses the quote.
void guessSeparator(Format &format, const TextSample &sample);
/// Whether the first record names the columns. Uses the quote and the separator.
void guessHeader(Format &format, const TextSample &sample);

} // namespace chancery::catalogue
