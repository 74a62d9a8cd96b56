// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/mint.h"

#include <QVariantList>

namespace chancery::mintsql {

/// What a ledger of a million mints is asked, so that an index answers it and no row is read in vain. Each is a clause
/// to follow `FROM mint`, with its values in their order.
struct Clause
{
    QString sql;
    QVariantList values;
};

Clause matching(const MintQuery &query);
/// Those that were minted, or may have been, under a key.
Clause underKey(const QString &key, const QString &service);
/// Those for the intent's account, of as many points, whose end is not known.
Clause openLike(const MintIntent &intent);

/// Who or what was given points.
struct Given
{
    QLatin1StringView column;
    QString value;
    QString service;
    QString day; ///< since its first mint; later mints are of no earlier day
};
/// To follow `SELECT sum(points) FROM mint`.
Clause givenSince(const Given &what);

} // namespace chancery::mintsql
