// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/background.h"

#include <QTest>

#include <chrono>

namespace chancery::test {

/// What a pending value comes to, waited for with the event loop running; a Timeout error when it takes too long.
template <class T>
Result<T> awaited(Pending<T> pending, std::chrono::milliseconds limit = std::chrono::minutes(2))
{
    std::optional<Result<T>> result;
    QObject context;
    std::move(pending).then(&context, [&result](Result<T> settled) { result.emplace(std::move(settled)); });
    if (QTest::qWaitFor([&result] { return result.has_value(); }, int(limit.count())))
        return std::move(*result);
    Error late;
    late.kind = ErrorKind::Timeout;
    return late;
}

/// The value itself, where a failure leaves nothing to test.
template <class T>
T valueOf(Pending<T> pending)
{
    Result<T> result = awaited(std::move(pending));
    if (!result)
        qFatal("%s", qPrintable(result.error().subject + u' ' + result.error().detail));
    return std::move(result).value();
}

/// Waits until what was posted before has arrived: a timer fires behind it.
inline bool whatWasPostedHasArrived()
{
    return awaited(after(std::chrono::milliseconds(0))).ok();
}

} // namespace chancery::test
