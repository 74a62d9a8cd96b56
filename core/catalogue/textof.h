// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/textsource.h"

namespace chancery::catalogue {

/// The text of a file as CSV, whatever the file is. `blocks` must outlive it.
Result<std::unique_ptr<TextSource>> openText(BlockReader &blocks, const Format &format, Depth depth);

} // namespace chancery::catalogue
