// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/catalogue.h"
#include "app/sandbox/dialect.h"
#include "app/sandbox/writer.h"

namespace chancery::sandbox {

/// Fills an empty catalogue with 2,000 passports of a made-up maker of leather goods and things for the home: models,
/// their batches and items, in every state. The same in every run.
void seedDemo(const Dialect &dialect, Catalogue &catalogue, Writer &writer);

} // namespace chancery::sandbox
