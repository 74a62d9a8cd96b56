// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/dialect.h"
#include "core/keyban/passport.h"

#include <QList>
#include <QPair>

namespace chancery::keyban {

/// What a list of passports can be narrowed by, whatever a server calls it.
enum class FilterField {
    Granularity,
    ModelNumber,
    BatchNumber,
    ItemNumber,
    Name, ///< contains, case-insensitive
    Status,
    Application,
    Certification, ///< no server offers it: always local
    Network,       ///< likewise
};

struct Filter
{
    FilterField field = FilterField::Name;
    QString value;
    bool operator==(const Filter &) const = default;
};

/// All filters must hold.
struct PassportQuery
{
    QList<Filter> filters;
    bool operator==(const PassportQuery &) const = default;
};

/// A query divided into what the server of this dialect filters and what is left to us (§4.1: everything else is
/// refused with 400). `local` must be applied to each row and shown to the person.
struct DividedQuery
{
    QList<QPair<QString, QString>> wire; ///< query items `filters[i][…]`
    QList<Filter> server;
    QList<Filter> local;
};

DividedQuery divide(const PassportQuery &query, Dialect dialect);

/// Whether a row satisfies a filter, as far as its own members tell. Used for local filters, and to re-check a server
/// that ignores a filter it does not know (U8).
bool matches(const Passport &passport, const Filter &filter, Dialect dialect);
bool matches(const Passport &passport, const QList<Filter> &filters, Dialect dialect);

} // namespace chancery::keyban
