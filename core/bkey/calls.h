// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::bkey::calls {

// Every call of the service that this program makes, with what it does to the world (BKey fact sheet §2).
inline constexpr Call fetchKeys{"bkey.fetchKeys", "GET", Effect::Read};

inline constexpr std::array all{fetchKeys};

} // namespace chancery::bkey::calls
