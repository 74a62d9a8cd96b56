// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"

#include <QThreadPool>

#include <chrono>
#include <stop_token>

namespace chancery {

namespace detail {
void runInPool(std::function<void()> work);
} // namespace detail

/// Succeeds after `delay`; dropping it stops the timer.
Pending<Nothing> after(std::chrono::milliseconds delay);

/// Runs CPU work on the thread pool and brings its value back to the calling thread, which must have an event loop.
/// `work(std::stop_token) -> Result<T>`: the token is stopped when nobody waits any more. `work` must own what it uses.
template <class F>
auto background(F work) -> Pending<typename std::invoke_result_t<F, std::stop_token>::Value>
{
    using T = typename std::invoke_result_t<F, std::stop_token>::Value;
    auto ends = Pending<T>::make();
    auto stop = std::make_shared<std::stop_source>();
    ends.promise.whenAbandoned([stop] { stop->request_stop(); });
    detail::runInPool([promise = ends.promise, work = std::move(work), token = stop->get_token(),
                       home = detail::courier()]() mutable {
        auto result = std::make_shared<Result<T>>(work(token));
        QMetaObject::invokeMethod(
            home, [promise, result] { promise.settle(std::move(*result)); }, Qt::QueuedConnection);
    });
    return std::move(ends.pending);
}

} // namespace chancery
