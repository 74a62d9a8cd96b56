// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/catalogue/preview.h"

namespace chancery::ctl {

/// The mapping a file gets under these options; `dialect` is what auto came to. Tells on stderr what columns may be
/// without being sent there. Ends the program when the template is none or lacks columns, or when --map names a column
/// that the file does not have.
catalogue::Mapping mappingFor(const FileOptions &options, const catalogue::Preview &preview, keyban::Dialect dialect);

/// --field-profile, else the template's; empty for none.
QString fieldProfileFor(const FileOptions &options);

} // namespace chancery::ctl
