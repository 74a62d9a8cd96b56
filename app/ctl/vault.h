// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

namespace chancery::ctl {

/// Prints what the vault holds, without any value; `type` is empty for all.
int listVault(const CommonOptions &options, const QString &type);

} // namespace chancery::ctl
