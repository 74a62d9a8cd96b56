// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>

namespace chancery {

/// A time in any of the three forms of RFC 9110 §5.6.7: IMF-fixdate, RFC 850, whose year of two digits is one near
/// `now`, and asctime. Invalid for anything else.
QDateTime parseHttpDate(const QByteArray &text, const QDateTime &now);

/// What time it is at a service, by the `Date` of its answers (RFC 9110 §6.6.1): a deadline of its counts down rightly
/// on a computer whose own clock is wrong.
class ServiceClock
{
public:
    /// `date` came with an answer that took so long. A text that is no date tells nothing.
    void learn(const QByteArray &date, std::chrono::milliseconds took);
    /// In UTC; this computer's time unless the service's differs by more than `tolerance`.
    QDateTime now() const { return QDateTime::currentDateTimeUtc().addMSecs(m_ahead.count()); }

    /// Dates have whole seconds, and answers take their time.
    static constexpr std::chrono::seconds tolerance{5};

private:
    QByteArray m_last; ///< read already
    std::chrono::milliseconds m_ahead{0};
};

} // namespace chancery
