// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLocale>

namespace chancery::sandbox {

/// The sandbox's time: the machine's, plus what tests have advanced it by.
class Clock
{
public:
    /// Milliseconds since 1970-01-01 UTC.
    qint64 now() const { return QDateTime::currentMSecsSinceEpoch() + m_ahead; }
    void advance(qint64 seconds) { m_ahead += seconds * 1000; }

private:
    qint64 m_ahead = 0;
};

/// `2026-04-02T08:15:30.120Z`
inline QByteArray isoTime(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

/// `Thu, 02 Apr 2026 08:15:30 GMT`
inline QByteArray httpDate(qint64 milliseconds)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC),
                  QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

} // namespace chancery::sandbox
