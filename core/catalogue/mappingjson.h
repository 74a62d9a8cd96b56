// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mapping.h"
#include "core/json/value.h"

namespace chancery::catalogue {

/// A mapping as it is kept: columns in their order, with the field each goes to as parseTarget() reads it.
json::Value toJson(const Mapping &mapping);

} // namespace chancery::catalogue
