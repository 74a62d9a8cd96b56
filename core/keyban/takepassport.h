// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"

namespace chancery::keyban {

/// decodePassport() of a row that nobody else needs: it is not copied.
Result<Passport> takePassport(json::Value row);
/// Likewise decodePassportPage().
Result<Page<Passport>> takePassportPage(json::Value body, int number);

} // namespace chancery::keyban
