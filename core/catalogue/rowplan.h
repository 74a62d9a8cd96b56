// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"
#include "core/catalogue/mapping.h"
#include "core/catalogue/valuewriter.h"

namespace chancery::catalogue {

using keyban::Granularity;

/// keyban::wireName() without an allocation.
std::string_view wireWord(Granularity granularity);

/// A mapping made ready for a million rows: which source holds what, -1 for none. Sources below `columns` are columns
/// of the file, the others values made of several cells or of none; those share a buffer, so a plan belongs to one
/// thread.
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
    int certifiedPaths = -1;    ///< among `typed`
    bool isGtinLiteral = false; ///< its cells are JSON
    Granularity usualGranularity = Granularity::Model;
    GranularityRule granularityRule = GranularityRule::Stated;

    /// A source whose text may not be of the type it is to become.
    struct Typed
    {
        int source = -1;
        ValueWriter writer;
    };
    std::vector<Typed> typed;

    /// The text of a source; that of a join until the same join of another row is asked for. Precondition: the row has
    /// a cell for each column.
    std::string_view text(const RawRecord &row, int source) const
    {
        if (unsigned(source) < unsigned(columns))
            return row.text(source);
        return source < 0 ? std::string_view() : madeText(row, std::size_t(source - columns));
    }
    /// The column that a finding about a source names: of a join the first; -1 for none.
    int columnOf(int source) const;

    /// The row's own granularity when a column or the rule states one; none when the word is unknown.
    std::optional<Granularity> granularityOf(const RawRecord &row) const
    {
        if (granularity < 0 && granularityRule == GranularityRule::Stated)
            return usualGranularity;
        return statedGranularity(row);
    }

private:
    struct Made
    {
        std::vector<int> columns;
        ByteBuffer text; ///< the constant, or what stands between
        mutable ByteBuffer joined;
    };
    std::string_view madeText(const RawRecord &row, std::size_t index) const;
    std::optional<Granularity> statedGranularity(const RawRecord &row) const;
    Granularity granularityByNumbers(const RawRecord &row) const;

    std::vector<Made> m_made;
};

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
