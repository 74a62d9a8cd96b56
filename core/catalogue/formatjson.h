// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/format.h"
#include "core/json/value.h"

namespace chancery::catalogue {

/// How a file is to be read, as it is kept; what was left to detection is not there.
json::Value toJson(const FormatChoice &choice);
/// Reads what toJson() wrote; a null value is no choice at all. Error: Protocol / UnexpectedShape with the member in
/// `subject` when it says something that this version does not know.
Result<FormatChoice> formatChoiceFromJson(const json::Value &value);

} // namespace chancery::catalogue
