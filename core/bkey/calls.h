// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::bkey::calls {

// Every call of the service that this program makes, with what it does to the world (BKey fact sheet §2). Nothing there
// carries an idempotency key, so that whatever rings a phone goes once; so does a refresh token, which works once. A
// poll hands its token out once and has a pace of its own. What a checkout asks for is paid upon a yes. The two calls
// that hand out a vault's value read by GET, and the client sees to it that they are not repeated.
inline constexpr Call fetchToken{"bkey.fetchToken", "POST", Effect::Write, Repeat::Safe};
inline constexpr Call refreshToken{"bkey.refreshToken", "POST", Effect::Write};
inline constexpr Call fetchKeys{"bkey.fetchKeys", "GET", Effect::Read};

inline constexpr Call startApproval{"bkey.startApproval", "POST", Effect::Write};
inline constexpr Call poll{"bkey.poll", "POST", Effect::Write};

inline constexpr Call startCheckout{"bkey.startCheckout", "POST", Effect::Money};
inline constexpr Call readCheckout{"bkey.readCheckout", "GET", Effect::Read};

inline constexpr Call listItems{"bkey.listItems", "GET", Effect::Read};
inline constexpr Call requestOpen{"bkey.requestOpen", "POST", Effect::Write};
inline constexpr Call readOpen{"bkey.readOpen", "GET", Effect::Read};
inline constexpr Call requestSealed{"bkey.requestSealed", "POST", Effect::Write};
inline constexpr Call readSealed{"bkey.readSealed", "GET", Effect::Read};
inline constexpr Call readVaultKey{"bkey.readVaultKey", "GET", Effect::Read};
inline constexpr Call storeSealed{"bkey.storeSealed", "POST", Effect::Write};
inline constexpr Call readStore{"bkey.readStore", "GET", Effect::Read};

inline constexpr std::array all{fetchToken,    refreshToken, fetchKeys,    startApproval, poll,
                                startCheckout, readCheckout, listItems,    requestOpen,   readOpen,
                                requestSealed, readSealed,   readVaultKey, storeSealed,   readStore};

} // namespace chancery::bkey::calls
