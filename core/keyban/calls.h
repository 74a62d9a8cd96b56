// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::keyban::calls {

// Every call of the service that this program makes, with what it does to the world (Keyban fact sheet §3). Creating is
// never repeated by itself: a lost answer is settled by reading back. Importing is an upsert. Publishing cannot be
// undone.
inline constexpr Call listPassports{"keyban.listPassports", "GET", Effect::Read};
inline constexpr Call readPassport{"keyban.readPassport", "GET", Effect::Read};
inline constexpr Call createPassport{"keyban.createPassport", "POST", Effect::Write};
inline constexpr Call updatePassport{"keyban.updatePassport", "PATCH", Effect::Write};
inline constexpr Call publishPassports{"keyban.publishPassports", "POST", Effect::Irreversible};
inline constexpr Call submitImport{"keyban.submitImport", "POST", Effect::Write, Repeat::Safe};
inline constexpr Call importReport{"keyban.importReport", "GET", Effect::Read};
inline constexpr Call importEvents{"keyban.importEvents", "GET", Effect::Read};

// Only the first client knew it (U5): a service may not offer it.
inline constexpr Call deletePassport{"keyban.deletePassport", "DELETE", Effect::Irreversible};

// Loyalty (§9). Points that were minted stay minted: a mint is never repeated by itself, and a lost answer is settled
// by evidence. Listing, changing and deleting tiers and reading an account are not documented: a service may not offer
// them.
inline constexpr Call mintPoints{"keyban.mintPoints", "POST", Effect::Irreversible};
inline constexpr Call listOrders{"keyban.listOrders", "GET", Effect::Read};
inline constexpr Call readAccount{"keyban.readAccount", "GET", Effect::Read};
inline constexpr Call listTiers{"keyban.listTiers", "GET", Effect::Read};
inline constexpr Call createTier{"keyban.createTier", "POST", Effect::Write};
inline constexpr Call updateTier{"keyban.updateTier", "PATCH", Effect::Write};
inline constexpr Call deleteTier{"keyban.deleteTier", "DELETE", Effect::Irreversible};
inline constexpr Call claimEvents{"keyban.claimEvents", "GET", Effect::Read};

/// What an import waits for, and what reading the catalogue does: a person who stops one does not mean the other.
inline constexpr std::array ofImports{submitImport, importReport, importEvents};
inline constexpr std::array ofReading{listPassports, readPassport};

inline constexpr std::array all{listPassports, readPassport, createPassport, updatePassport, publishPassports,
                                submitImport,  importReport, importEvents,   deletePassport, mintPoints,
                                listOrders,    readAccount,  listTiers,      createTier,     updateTier,
                                deleteTier,    claimEvents};

} // namespace chancery::keyban::calls
