// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>

namespace chancery::catalogue {

/// The size in bytes of the blank at the beginning or end of a UTF-8 text, 0 for none. Blanks are those of ASCII and
/// the wider ones that spreadsheets and web pages leave at the ends of cells.
std::size_t leadingBlank(std::string_view text);
std::size_t trailingBlank(std::string_view text);
bool isBlank(std::string_view text);
/// The text without the blanks at its ends.
std::string_view trimmed(std::string_view text);

} // namespace chancery::catalogue
