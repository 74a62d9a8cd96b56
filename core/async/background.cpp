// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/background.h"

#include <QTimer>

namespace chancery {

namespace detail {

void runInPool(std::function<void()> work)
{
    QThreadPool::globalInstance()->start(std::move(work));
}

} // namespace detail

Pending<Nothing> after(std::chrono::milliseconds delay)
{
    auto ends = Pending<Nothing>::make();
    auto *timer = new QTimer;
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, promise = ends.promise] {
        timer->deleteLater();
        promise.settle(Nothing{});
    });
    timer->start(delay);
    ends.promise.whenAbandoned([timer] { delete timer; });
    return std::move(ends.pending);
}

} // namespace chancery
