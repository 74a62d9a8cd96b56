// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytesource.h"

namespace chancery::catalogue {

struct EncodingGuess
{
    Encoding encoding = Encoding::Utf8;
    double certainty = 0;
    bool bom = false;
};

/// Looks at the lines with more than ASCII, up to 64 KiB of them, and for these up to 4 MiB into the text while unsure.
/// Falls back to UTF-8, in which wrong bytes become findings, whenever another encoding is not plausible.
Result<EncodingGuess> guessEncoding(ByteSource &bytes);

} // namespace chancery::catalogue
