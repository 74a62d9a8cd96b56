// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::bkey::calls {

// Every call of the service that this program makes, with what it does to the world (BKey fact sheet §2). Nothing there
// carries an idempotency key, so that whatever rings a phone goes once; so does a refresh token, which works once.
inline constexpr Call fetchToken{"bkey.fetchToken", "POST", Effect::Write, Repeat::Safe};
inline constexpr Call refreshToken{"bkey.refreshToken", "POST", Effect::Write};
inline constexpr Call fetchKeys{"bkey.fetchKeys", "GET", Effect::Read};

inline constexpr std::array all{fetchToken, refreshToken, fetchKeys};

} // namespace chancery::bkey::calls
