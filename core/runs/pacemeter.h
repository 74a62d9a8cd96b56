// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importprogress.h"

#include <QElapsedTimer>

#include <deque>

namespace chancery {

/// Rows a second over the last ten seconds, and how long the rest takes at that rate.
class PaceMeter
{
public:
    void start() { m_clock.start(); }
    /// Fills in rate and time left from the counts.
    void measure(ImportProgress &progress);

private:
    std::deque<std::pair<qint64, qint64>> m_history; ///< ms since start, rows settled
    QElapsedTimer m_clock;
};

} // namespace chancery
