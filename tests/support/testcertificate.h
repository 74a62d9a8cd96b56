// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/loopbackserver.h"

namespace chancery::test {

/// A fresh self-signed identity for 127.0.0.1 that no CA store knows; valid from yesterday for `days` days.
ServerIdentity selfSignedIdentity(int days = 2);

} // namespace chancery::test
