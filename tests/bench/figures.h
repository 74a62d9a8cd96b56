// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <vector>

/// What the measuring programs have in common.
namespace chancery::bench {

inline double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

/// The value below which `part` of all are; 1 for the largest.
inline double share(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, std::size_t(double(values.size()) * part))];
}

/// Notes how long each turn of the event loop took to come.
class Heartbeat : public QObject
{
public:
    void start()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
        m_clock.start();
        m_timer.start(1);
    }
    /// Also to be called at the end: what hands over the result may block as well.
    void beat()
    {
        m_gaps.push_back(milliseconds(m_clock));
        m_clock.restart();
    }
    std::size_t beats() const { return m_gaps.size(); }
    double gapMs(double part) const { return share(m_gaps, part); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gaps;
};

} // namespace chancery::bench
