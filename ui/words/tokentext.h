// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/token.h"

namespace chancery {

/// Why what the service sent proves no approval, and what to do now, in whole sentences. Empty for a proof.
QString describe(const bkey::TokenVerdict &verdict);

} // namespace chancery
