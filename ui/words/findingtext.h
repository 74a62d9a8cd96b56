// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"
#include "core/catalogue/mapping.h"

namespace chancery {

/// What a person reads about one row, or about a mapping.
struct FindingText
{
    QString message; ///< one whole sentence that names the column or value; the line stands beside it
    QString remedy;  ///< one whole sentence: what to change
    bool operator==(const FindingText &) const = default;
};

FindingText describe(const catalogue::Finding &finding);

/// The words for what keeps a mapping from being used.
FindingText describe(const catalogue::MappingProblem &problem, const catalogue::Mapping &mapping);

/// A made value by what it is made of: the constant “x”, or “Brand” + “Model”.
QString madeLabel(const catalogue::MadeValue &made, const catalogue::Mapping &mapping);

/// A field as a person knows it: "model number", "name", "data.brand".
QString fieldLabel(const catalogue::Target &target);

} // namespace chancery
