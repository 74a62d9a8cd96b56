// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/pacemeter.h"

namespace chancery {

void PaceMeter::measure(ImportProgress &progress)
{
    constexpr qint64 windowMs = 10'000;
    const qint64 now = m_clock.isValid() ? m_clock.elapsed() : 0;
    const qint64 settled = progress.counts.settled();
    m_history.emplace_back(now, settled);
    while (m_history.size() > 2 && now - m_history.front().first > windowMs)
        m_history.pop_front();
    const auto &[since, then] = m_history.front();
    const double seconds = double(now - since) / 1000.0;
    if (seconds < 0.2)
        return;
    progress.rowsPerSecond = double(settled - then) / seconds;
    const qint64 left = progress.counts.waiting() + progress.counts.notSent();
    progress.timeLeft.reset();
    if (progress.rowsPerSecond > 0.01)
        progress.timeLeft = std::chrono::seconds(qint64(double(left) / progress.rowsPerSecond) + 1);
}

} // namespace chancery
