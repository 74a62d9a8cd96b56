// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"

namespace chancery {

/// Whether a keychain runs or can be started. Asked after a failure that QtKeychain does not explain: with no keychain
/// and with a refusing one it answers the same OtherError. Where there is no session bus by design, always true.
Pending<bool> keychainIsThere();

} // namespace chancery
