// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/findinggrouptext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FindingGroupText)
};

constexpr qsizetype shownRanges = 8;

} // namespace

FindingText describe(const catalogue::FindingGroup &group)
{
    FindingText text = describe(group.first);
    const bool speaksOfTheFirst = !group.isOneValue || group.first.code == catalogue::FindingCode::DuplicateKey;
    if (group.rows > 1 && speaksOfTheFirst) {
        text.message +=
            u' ' + Text::tr("Likewise, with other values, in %1 more.").arg(QLocale().toString(group.rows - 1));
    }
    return text;
}

QString linesText(const catalogue::FindingGroup &group)
{
    const QLocale locale;
    QStringList parts;
    for (const catalogue::LineRange &range : group.ranges.mid(0, shownRanges)) {
        parts << (range.first == range.last
                      ? locale.toString(range.first)
                      : QString(locale.toString(range.first) + u'–' + locale.toString(range.last)));
    }
    if (group.hasMoreRanges || group.ranges.size() > shownRanges)
        parts << u"…"_s;
    return parts.join(u", "_s);
}

} // namespace chancery
