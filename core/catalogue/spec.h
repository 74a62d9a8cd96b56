// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/edits.h"
#include "core/catalogue/format.h"
#include "core/catalogue/mapping.h"

namespace chancery::catalogue {

/// All that decides which passports a file becomes.
struct ImportSpec
{
    QString file;
    FormatChoice format;
    Mapping mapping;
    Edits edits{};
    QString fieldProfile{}; ///< a name or path as fieldProfile() takes it; empty: none
    bool operator==(const ImportSpec &) const = default;
};

} // namespace chancery::catalogue
