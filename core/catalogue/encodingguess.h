// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/filesource.h"

namespace chancery::catalogue {

struct EncodingGuess
{
    Encoding encoding = Encoding::Utf8;
    double certainty = 0;
    bool bom = false;
};

/// Looks at the first 64 KiB, and on while there is nothing but ASCII, up to 4 MiB. Falls back to UTF-8, in which wrong
/// bytes become findings, whenever another encoding is not plausible.
Result<EncodingGuess> guessEncoding(const FileSource &file);

} // namespace chancery::catalogue
