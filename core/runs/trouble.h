// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

namespace chancery {

/// Whether every further call would fail alike until a person has done something: a key, a permission, a certificate, a
/// connection that may only read.
bool needsAPerson(const Error &error);

} // namespace chancery
