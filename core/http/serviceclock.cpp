// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/serviceclock.h"

#include <QLocale>

namespace chancery {

QDateTime parseHttpDate(const QByteArray &text, const QDateTime &now)
{
    // Without the day of the week, which Qt would hold against a year of two digits that it takes for 19yy.
    static const QStringList forms{QStringLiteral("dd MMM yyyy hh:mm:ss 'GMT'"),
                                   QStringLiteral("dd-MMM-yy hh:mm:ss 'GMT'"), QStringLiteral("MMM d hh:mm:ss yyyy")};
    const QString time = QString::fromLatin1(text).simplified().section(u' ', 1);
    for (const QString &form : forms) {
        QDateTime date = QLocale::c().toDateTime(time, form);
        if (!date.isValid())
            continue;
        if (form.contains(u"-yy ") && date.date().year() < now.date().year() - 50)
            date = date.addYears(100);
        return QDateTime(date.date(), date.time(), Qt::UTC);
    }
    return {};
}

void ServiceClock::learn(const QByteArray &date, std::chrono::milliseconds took)
{
    if (date == m_last) // of the same second
        return;
    const QDateTime ours = QDateTime::currentDateTimeUtc();
    const QDateTime theirs = parseHttpDate(date, ours);
    if (!theirs.isValid())
        return;
    m_last = date;
    const std::chrono::milliseconds ahead(ours.msecsTo(theirs));
    m_ahead = std::chrono::abs(ahead) > tolerance + took ? ahead : std::chrono::milliseconds(0);
}

} // namespace chancery
