// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/archive.h"

#include <vector>

namespace chancery::catalogue {

/// Ranges of cells that a sheet shows as one. Only the first cell of each has a value.
class MergedCells
{
public:
    /// Sheets state them behind their rows: reads the part to its end, without parsing the rows.
    static Result<MergedCells> of(Archive &archive, const QString &part);

    struct Range
    {
        qint64 firstRow = 0; ///< from 1
        qint64 lastRow = 0;
        int firstColumn = 0; ///< from 0
        int lastColumn = 0;
    };
    /// The ranges with cells in this row; rows are asked for in ascending order.
    const std::vector<Range> &inRow(qint64 row);

private:
    std::vector<Range> m_ranges; ///< by their first rows, the last one first
    std::vector<Range> m_current;
};

/// `AB12` as column (from 0) and row (from 1); none when it is not a cell's name.
std::optional<std::pair<int, qint64>> cellPlace(QStringView name);

} // namespace chancery::catalogue
