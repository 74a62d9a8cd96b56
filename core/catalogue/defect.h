// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"

#include <vector>

namespace chancery::catalogue {

/// What reading found wrong in a record.
struct Defect
{
    FindingCode code = FindingCode::StrayQuote;
    int column = -1;
    bool operator==(const Defect &) const = default;
};

/// What a source that writes its text itself, one record for each row of the original, knows about a record.
struct RowFacts
{
    qint64 line = 0;           ///< in the original
    bool isUnreadable = false; ///< its fields are not known
    std::vector<Defect> defects{};
};

} // namespace chancery::catalogue
