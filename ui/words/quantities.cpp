// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Quantities)
};

QString counted(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(QLocale().toString(count));
}

} // namespace

QString pointsText(qint64 count)
{
    return counted(count, Text::tr("1 point"), Text::tr("%1 points"));
}

QString awardsText(qint64 count)
{
    return counted(count, Text::tr("1 award"), Text::tr("%1 awards"));
}

QString accountsText(qint64 count)
{
    return counted(count, Text::tr("1 account"), Text::tr("%1 accounts"));
}

QString rowsText(qint64 count)
{
    return counted(count, Text::tr("1 row"), Text::tr("%1 rows"));
}

} // namespace chancery
