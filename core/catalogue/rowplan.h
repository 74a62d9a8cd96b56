// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"
#include "core/catalogue/mapping.h"

namespace chancery::catalogue {

using keyban::Granularity;

/// keyban::wireName() without an allocation.
std::string_view wireWord(Granularity granularity);

/// A mapping made ready for a million rows: which column holds what, -1 for none.
struct RowPlan
{
    explicit RowPlan(const Mapping &mapping);

    int columns = 0;
    int model = -1;
    int batch = -1;
    int item = -1;
    int name = -1;
    int granularity = -1;
    int network = -1;
    int gtin = -1;
    Granularity usualGranularity = Granularity::Model;

    /// The row's own granularity when a column states one; none when the word is unknown.
    std::optional<Granularity> granularityOf(const RawRecord &row) const;
};

inline std::string_view textOr(const RawRecord &row, int column)
{
    return column < 0 ? std::string_view() : row.text(column);
}

/// What the service knows a row by, as bytes of the record.
struct KeyView
{
    Granularity granularity = Granularity::Model;
    std::string_view model;
    std::string_view batch;
    std::string_view item;
    bool operator==(const KeyView &) const = default;

    quint64 hash(quint64 seed) const;
    /// One text for the whole key; different for different keys.
    std::string joined() const;
};

KeyView keyOf(const RowPlan &plan, Granularity granularity, const RawRecord &row);

} // namespace chancery::catalogue
