// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/mapping.h"
#include "core/json/value.h"

namespace chancery::catalogue {

/// A mapping as it is kept: columns in their order, with the field each goes to as parseTarget() reads it. What the
/// automatic mapping thought of a column is not kept.
json::Value toJson(const Mapping &mapping);

/// Reads what toJson() wrote, to a mapping that makes the same drafts; every column's basis is Chosen. A member that is
/// not known is refused, since leaving it out would make other drafts. Error: Input / TemplateUnusable, with the member
/// in `detail`.
Result<Mapping> mappingFromJson(const json::Value &value);

} // namespace chancery::catalogue
