// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <QDateTime>

#include <functional>

namespace chancery {

/// How chance spreads the waits of many clients.
enum class Jitter {
    Added,  ///< up to one unit of `base` more
    Scaled, ///< half to one and a half of the wait, also above the ceiling
};

/// How often and how patiently a read or an upsert is tried again (Keyban fact sheet §10).
struct RetryPolicy
{
    int retries = 5;
    std::chrono::milliseconds base{1'000};             ///< unit of 2^n
    std::chrono::milliseconds ceiling{30'000};         ///< of one back-off
    std::chrono::milliseconds rateLimitDefault{1'000}; ///< after a 429 without Retry-After
    std::chrono::milliseconds retryAfterCeiling{600'000};
    std::chrono::milliseconds budget{900'000}; ///< of all waits of one request together
    std::function<double()> jitter{};          ///< [0, 1); random when empty
    Jitter form = Jitter::Added;
};

/// A wait that the operator can see, shorten and end.
struct RetryWait
{
    QString call{};
    QDateTime until{}; ///< UTC
    int attempt = 1;   ///< the one that failed
    int retriesLeft = 0;
    bool wholeQueue = false; ///< a 429: nothing is sent to this service until then
    Error reason{};
};

/// min(2^n · base + jitter, ceiling), or min(2^n · base, ceiling) scaled, for the n-th failed attempt, n from 0.
std::chrono::milliseconds backOff(const RetryPolicy &policy, int n);

/// Retry-After in seconds or as an HTTP-date in any of its three forms (RFC 9110 §10.2.3, §5.6.7); a date in the past
/// is 0.
std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &value, const QDateTime &now);

/// Whether the same request may do better later: lost or timed-out connections, 408, 425, 429, 5xx but 501 and 505, and
/// a JSON answer that came damaged.
bool isTransient(const Error &error);

} // namespace chancery

Q_DECLARE_METATYPE(chancery::RetryWait)
