// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/tiers/tiertext.h"

#include "ui/widgets/texts.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Tiers
{
    Q_DECLARE_TR_FUNCTIONS(Tiers)
};

/// Whole digits and those behind the point, without needless noughts.
QString plainDecimal(QString whole, QString behind)
{
    while (whole.size() > 1 && whole.startsWith(u'0'))
        whole.remove(0, 1);
    while (behind.endsWith(u'0'))
        behind.chop(1);
    return behind.isEmpty() ? whole : whole + u'.' + behind;
}

/// Never through a double.
QString hundredfold(const QString &whole, const QString &behind)
{
    constexpr int places = 2;
    return plainDecimal(whole + behind.left(places).leftJustified(places, u'0'), behind.mid(places));
}

QString pointsText(const QString &amount)
{
    return amount == u"1" ? Tiers::tr("1 point") : Tiers::tr("%1 points").arg(amount);
}

} // namespace

QString tierThreshold(qint64 visits)
{
    if (visits == 0)
        return Tiers::tr("from the start");
    return visits == 1 ? Tiers::tr("from 1 visit") : Tiers::tr("from %1 visits").arg(numberText(visits));
}

QString tierRule(qint64 visits, const QString &ratio)
{
    static const QRegularExpression decimal(u"^([0-9]+)(?:\\.([0-9]+))?$"_s);
    const QString since = visits == 0   ? Tiers::tr("From the start")
                          : visits == 1 ? Tiers::tr("After 1 visit")
                                        : Tiers::tr("After %1 visits").arg(numberText(visits));
    const auto match = decimal.match(ratio);
    if (!match.hasMatch())
        return Tiers::tr("%1, the ratio of currency to points is %2.").arg(since, ratio);
    return Tiers::tr("%1, 1 unit of the currency brings %2, and 100 bring %3.")
        .arg(since, pointsText(plainDecimal(match.captured(1), match.captured(2))),
             hundredfold(match.captured(1), match.captured(2)));
}

const keyban::RewardTier *tierAt(const QList<keyban::RewardTier> &tiers, qint64 visits, const QString &except)
{
    const auto found = std::find_if(tiers.cbegin(), tiers.cend(), [&](const keyban::RewardTier &tier) {
        return tier.requiredVisits == visits && tier.id != except;
    });
    return found == tiers.cend() ? nullptr : &*found;
}

} // namespace chancery
