// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingfit.h"

#include "core/catalogue/filesource.h"

#include <algorithm>

namespace chancery::catalogue {

Result<Nothing> fits(const Mapping &mapping, const QStringList &headers, const QString &file)
{
    const bool isFor =
        std::equal(headers.cbegin(), headers.cend(), mapping.columns.cbegin(), mapping.columns.cend(),
                   [](const QString &header, const ColumnMapping &column) { return header == column.header; });
    if (!isFor || !isUsable(problems(mapping)))
        return inputError(Cause::MappingUnusable, file);
    return Nothing{};
}

} // namespace chancery::catalogue
