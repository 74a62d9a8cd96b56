// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace chancery::catalogue {

enum class GtinState {
    Right,
    WrongCheckDigit,
    NotAGtin, ///< not 8, 12, 13 or 14 digits
};

/// GS1 check digit: from the right, weights 1, 3, 1, 3 … make a multiple of ten. Up to 64 bytes behind `text` are read.
GtinState gtinState(std::string_view text);

} // namespace chancery::catalogue
