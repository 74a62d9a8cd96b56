// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace chancery::column {

// How the ledger's columns hold what is no number.

/// Qt writes a null text as NULL, which no column takes.
inline QString text(const QString &value)
{
    return value.isNull() ? QLatin1StringView("") : value;
}

/// Empty for a time that has not come.
inline QString time(const QDateTime &value)
{
    return value.isValid() ? value.toUTC().toString(Qt::ISODateWithMs) : QString(QLatin1StringView(""));
}

inline QString now()
{
    return time(QDateTime::currentDateTimeUtc());
}

inline QDateTime timeFrom(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

inline QString digest(const QByteArray &value)
{
    return text(QString::fromLatin1(value.toHex()));
}

inline QByteArray digestFrom(const QString &text)
{
    return QByteArray::fromHex(text.toLatin1());
}

inline QString blob(const QByteArray &value)
{
    return text(QString::fromLatin1(value.toBase64()));
}

inline QByteArray blobFrom(const QString &text)
{
    return QByteArray::fromBase64(text.toLatin1());
}

} // namespace chancery::column
