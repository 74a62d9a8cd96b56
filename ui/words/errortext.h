// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

namespace chancery {

/// What a person reads about a failure: what happened, what to do about it, and the whole account for a fold-out.
struct ErrorText
{
    QString headline; ///< one whole sentence that names the item
    QString remedy;   ///< one or two whole sentences: what to do now
    QString details;  ///< lines of facts: the server's words, status, request id; empty when there are none

    bool operator==(const ErrorText &) const = default;
};

/// What the proxy asks a person to approve, and where: a line for each fact.
QStringList approvalLines(const ProxyApproval &approval);

/// The words for any failure. The server's own words win where it answered (Cause::Answered).
ErrorText describe(const Error &error);

} // namespace chancery
