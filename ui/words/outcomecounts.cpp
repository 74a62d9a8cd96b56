// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/outcomecounts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeCounts)
};

} // namespace

QString describe(const OutcomeCounts &counts)
{
    const QLocale locale;
    QStringList parts{Text::tr("%1 done").arg(locale.toString(counts.done))};
    if (counts.before > 0)
        parts.last() += Text::tr(" (%1 of them before)").arg(locale.toString(counts.before));
    if (counts.failed > 0)
        parts << Text::tr("%1 failed").arg(locale.toString(counts.failed));
    if (counts.unknown > 0)
        parts << Text::tr("%1 unknown").arg(locale.toString(counts.unknown));
    if (counts.notSent > 0)
        parts << Text::tr("%1 not sent").arg(locale.toString(counts.notSent));
    return parts.join(u", "_s);
}

} // namespace chancery
