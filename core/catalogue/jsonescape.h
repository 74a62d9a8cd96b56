// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"

namespace chancery::catalogue {

/// Appends valid UTF-8 as the inside of a JSON string. Up to ByteBuffer::padding bytes behind `text` are read.
void appendEscaped(ByteBuffer &out, std::string_view text);

inline constexpr std::size_t longestEscape = 6;

/// The same to a place with room for longestEscape bytes for each of `text`; yields where it ends. Up to
/// ByteBuffer::padding bytes behind that are written.
char *writeEscaped(char *to, std::string_view text);

} // namespace chancery::catalogue
