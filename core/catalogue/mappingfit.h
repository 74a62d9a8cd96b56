// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/mapping.h"

namespace chancery::catalogue {

/// Input/MappingUnusable unless the mapping has no problems and was made for exactly these headers.
Result<Nothing> fits(const Mapping &mapping, const QStringList &headers, const QString &file);

} // namespace chancery::catalogue
