// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keystonebook.h"

namespace chancery::sandbox {

/// The demo's book: 300 settlements in every state of every template, some of them waiting for a decision. Everything
/// but the times is the same in every run, and the times are the same distance from `now`. All names are made up.
void seedKeystone(KeystoneBook &book, qint64 now);

/// A settlement that arrives while somebody works.
struct Arrival
{
    int legs = 2;
    QString quantity{}; ///< of its first leg; empty: some
    bool isFlagged = false;
    bool isSlow = false; ///< never deposits, so that it does not come back for the check before the exchange
};
void addArrival(KeystoneBook &book, const Arrival &arrival, qint64 now);

/// How a settlement behaves that is not of the demo: by words in its parties' names (`Watchlist` is flagged, `Recheck`
/// is flagged before the exchange, `Slow` never deposits, `Clear` does nothing of this), or else every third is flagged
/// by its place in the book.
Temper temperOf(const json::Value::Array &parties, size_t place);

} // namespace chancery::sandbox
