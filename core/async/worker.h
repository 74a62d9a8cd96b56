// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"

#include <QThread>

namespace chancery {

/// A thread of its own for what has to happen in one thread and in the order in which it was asked for, such as work on
/// a connection to a database.
class Worker
{
public:
    explicit Worker(const QString &name);
    /// Ends the thread once all that was asked for is done, `last` included.
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Carries out `work() -> Result<T>` and brings its value back to the calling thread, which must have an event
    /// loop. Dropping the Pending gives up the value, not the work.
    template <class F>
    auto post(F work) -> Pending<typename std::invoke_result_t<F>::Value>
    {
        using T = typename std::invoke_result_t<F>::Value;
        auto ends = Pending<T>::make();
        run([promise = ends.promise, work = std::move(work), home = detail::courier()]() mutable {
            auto result = std::make_shared<Result<T>>(work());
            QMetaObject::invokeMethod(
                home, [promise, result] { promise.settle(std::move(*result)); }, Qt::QueuedConnection);
        });
        return std::move(ends.pending);
    }
    /// Behind everything else, at the end: what was made in the thread goes there, too.
    void runLast(std::function<void()> last) { m_last = std::move(last); }

private:
    void run(std::function<void()> work);

    std::function<void()> m_last;
    QThread m_thread;
    QObject m_home; ///< through which work reaches the thread
};

} // namespace chancery
