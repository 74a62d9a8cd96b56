// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

namespace chancery {

/// A failure found on our side of the wire; `subject` is the item it concerns.
inline Error errorOf(ErrorKind kind, Cause cause, const QString &subject = {})
{
    Error error;
    error.kind = kind;
    error.cause = cause;
    error.subject = subject;
    return error;
}

} // namespace chancery
