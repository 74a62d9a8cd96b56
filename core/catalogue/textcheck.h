// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace chancery::catalogue {

bool isUtf8(std::string_view text);
/// Whether valid UTF-8 holds a control character from U+0080 on; those of ASCII are found while parsing.
bool hasC1Control(std::string_view text);
/// The size of what continues a UTF-8 sequence begun before, 0 to 3.
std::size_t continuedHead(std::string_view text);
/// The size of an unfinished UTF-8 sequence at the end, 0 to 3.
std::size_t unfinishedTail(std::string_view text);
/// Whether a piece of a text, cut anywhere, is valid UTF-8 without such controls but for what its ends belong to.
bool isTextInside(std::string_view piece);

} // namespace chancery::catalogue
