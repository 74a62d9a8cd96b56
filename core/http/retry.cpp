// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/retry.h"

#include "core/http/serviceclock.h"

#include <QLocale>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace chancery {

using std::chrono::milliseconds;

milliseconds backOff(const RetryPolicy &policy, int n)
{
    const double jitter = policy.jitter ? policy.jitter() : QRandomGenerator::global()->generateDouble();
    const double steps = std::exp2(std::clamp(n, 0, 30));
    const auto base = double(policy.base.count());
    const auto ceiling = double(policy.ceiling.count());
    const double wait = policy.form == Jitter::Scaled ? std::min(steps * base, ceiling) * (0.5 + jitter)
                                                      : std::min((steps + jitter) * base, ceiling);
    return milliseconds(qint64(wait));
}

std::optional<milliseconds> parseRetryAfter(const QByteArray &value, const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        constexpr qint64 aYear = 365 * 24 * 3600;
        const qint64 seconds = text.size() > 8 ? aYear : std::min(text.toLongLong(), aYear);
        return std::chrono::seconds(seconds);
    }
    const QDateTime date = parseHttpDate(text, now);
    if (!date.isValid())
        return std::nullopt;
    return milliseconds(std::max<qint64>(0, now.msecsTo(date)));
}

bool isTransient(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::RateLimited:
        return true;
    case ErrorKind::Server:
        return error.httpStatus != 501 && error.httpStatus != 505;
    case ErrorKind::Protocol:
        return error.cause == Cause::NotJson;
    default:
        return false;
    }
}

} // namespace chancery
