// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

namespace chancery::keyban {

/// An answer that is JSON, but not of the shape this program can read: Protocol / UnexpectedShape, `member` as subject.
Error unexpectedShape(const QString &member);

} // namespace chancery::keyban
