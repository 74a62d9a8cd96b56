// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "core/http/request.h"

namespace chancery::keystone {

/// What a failure means, in the words of the service's Python guide. The Error itself keeps the last cause, its status
/// and the service's words.
enum class Failure {
    Authentication,   ///< client or token refused: check the credentials
    Forbidden,        ///< this client may not do that
    NotFound,         ///< not in this environment, or gone
    Conflict,         ///< it is not in the state for that: read it and show it
    Invalid,          ///< Error::fields says where
    RetriesExhausted, ///< it was tried as often as it may; nothing was changed by a read, and a write has its key
    Unclear,          ///< it may have been acted upon, and was not sent again: read before anything else
    Other,
};

/// `call` is the one that failed: only what may repeat was tried again.
Failure failureOf(const Error &error, const Call &call);

/// An idempotency key: a random UUID (version 4), after `prefix-` where there is one.
QString newIdempotencyKey(const QString &prefix = {});

} // namespace chancery::keystone
