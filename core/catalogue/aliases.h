// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mapping.h"

namespace chancery::catalogue {

/// What a header says by its name alone.
struct Claim
{
    Target target;
    double certainty = 0;
    bool isExact = false; ///< the field's own name or the guide's, spelt as it is
};

/// The words of a header in lower case, without accents, punctuation, units in brackets, articles and locales:
/// `N° de série (SAV)` is `no serie`.
QStringList headerWords(const QString &header);

/// Every field that the header may name, surest first, from the names that five languages have for it.
QList<Claim> claimsOf(const QString &header);

} // namespace chancery::catalogue
