// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace chancery::mirror {

/// How many bytes behind a text findIn() may read.
inline constexpr std::size_t scanPadding = 32;

/// The first place of `needle`, which is not empty, between `from` and `end`; null when there is none. The first and
/// the last byte of the needle are compared sixteen places at a time.
const char *findIn(const char *from, const char *end, std::string_view needle);

} // namespace chancery::mirror
