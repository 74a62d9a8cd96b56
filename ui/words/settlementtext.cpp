// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/settlementtext.h"

#include "ui/words/statetext.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Decision;
using keystone::Settlement;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SettlementText)
};

constexpr qsizetype mostParties = 3;
constexpr qsizetype shortHead = 6;
constexpr qsizetype shortTail = 4;
constexpr int groupSize = 3;
constexpr qint64 aDay = 24 * 3600;

QString legText(const keystone::Leg &leg)
{
    return amountText(leg.quantity) + u' ' + leg.instrumentId;
}

bool isPlainDecimal(const QString &text)
{
    bool hasPoint = false;
    bool hasDigit = false;
    for (qsizetype i = text.startsWith(u'-') ? 1 : 0; i < text.size(); ++i) {
        const char16_t letter = text[i].unicode();
        if (letter == u'.' && !hasPoint)
            hasPoint = true;
        else if (letter >= u'0' && letter <= u'9')
            hasDigit = true;
        else
            return false;
    }
    return hasDigit;
}

/// "00:41:12", below two days; then whole hours tell enough.
QString untilText(qint64 seconds)
{
    if (seconds >= 2 * aDay)
        return Text::tr("%1 d %2 h").arg(seconds / aDay).arg(seconds % aDay / 3600);
    return u"%1:%2:%3"_s.arg(seconds / 3600, 2, 10, QChar(u'0'))
        .arg(seconds % 3600 / 60, 2, 10, QChar(u'0'))
        .arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString overText(qint64 seconds)
{
    const QString span = seconds >= 2 * aDay ? Text::tr("%1 d").arg(seconds / aDay)
                         : seconds >= 3600   ? Text::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60)
                                             : Text::tr("%1 min").arg(seconds / 60);
    return Text::tr("over for %1").arg(span);
}

} // namespace

QString partyName(const keystone::Party &party)
{
    if (!party.name.isEmpty())
        return party.name;
    return party.externalReference.isEmpty() ? party.role : party.externalReference;
}

QString partiesText(const Settlement &settlement)
{
    QStringList names;
    for (const keystone::Party &party : settlement.parties.first(std::min(mostParties, settlement.parties.size())))
        names << partyName(party);
    const qsizetype more = settlement.parties.size() - names.size();
    const QString text = names.join(u" → "_s);
    return more > 0 ? Text::tr("%1 and %2 more").arg(text).arg(more) : text;
}

/// Where one platform sees both sides each leg is there twice, delivered and received; once is enough here.
QString legsText(const Settlement &settlement)
{
    QList<keystone::Leg> legs;
    std::copy_if(settlement.legs.begin(), settlement.legs.end(), std::back_inserter(legs),
                 [](const keystone::Leg &leg) { return leg.direction == u"deliver"; });
    if (legs.isEmpty())
        legs = settlement.legs;
    if (legs.isEmpty())
        return {};
    if (legs.size() == 2)
        return legText(legs[0]) + u" ⇄ "_s + legText(legs[1]);
    return legs.size() == 1 ? legText(legs[0]) : Text::tr("%1 and %2 more").arg(legText(legs[0])).arg(legs.size() - 1);
}

QString referenceText(const Settlement &settlement)
{
    return settlement.externalReference.isEmpty() ? settlement.id.left(8) : settlement.externalReference;
}

QString amountText(const QString &quantity)
{
    if (!isPlainDecimal(quantity))
        return quantity;
    const QLocale locale;
    const qsizetype point = quantity.indexOf(u'.');
    QString whole = point < 0 ? quantity : quantity.left(point);
    const qsizetype first = whole.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = whole.size() - groupSize; at > first; at -= groupSize)
        whole.insert(at, locale.groupSeparator());
    return point < 0 ? whole : QString(whole + locale.decimalPoint() + quantity.mid(point + 1));
}

QString networkText(std::optional<qint64> chainId)
{
    if (!chainId)
        return {};
    static const QHash<qint64, QString> names{
        {1, u"Ethereum"_s},         {10, u"Optimism"_s},        {56, u"BNB Chain"_s},
        {100, u"Gnosis"_s},         {137, u"Polygon"_s},        {8453, u"Base"_s},
        {42161, u"Arbitrum One"_s}, {43114, u"Avalanche"_s},    {17000, u"Holesky"_s},
        {80002, u"Amoy"_s},         {84532, u"Base Sepolia"_s}, {421614, u"Arbitrum Sepolia"_s},
        {560048, u"Hoodi"_s},       {11155111, u"Sepolia"_s},   {11155420, u"Optimism Sepolia"_s}};
    const QString known = names.value(*chainId);
    return known.isEmpty() ? Text::tr("chain %1").arg(*chainId) : known;
}

QString shortened(const QString &text)
{
    if (text.size() <= shortHead + shortTail + 2)
        return text;
    return text.left(shortHead) + u'…' + text.right(shortTail);
}

QString countdownText(const QDateTime &end, const QDateTime &now)
{
    if (!end.isValid())
        return {};
    const qint64 seconds = now.secsTo(end);
    return seconds > 0 ? untilText(seconds) : overText(-seconds);
}

QString deadlineText(const QDateTime &end, const QDateTime &now)
{
    if (!end.isValid())
        return {};
    const QDateTime local = end.toLocalTime();
    const QLocale locale;
    const QString time = local.time().toString(u"HH:mm"_s);
    const bool isToday = local.date() == now.toLocalTime().date();
    const QString at = isToday ? time : QString(locale.toString(local.date(), Text::tr("d MMM yyyy")) + u' ' + time);
    const qint64 seconds = now.secsTo(end);
    return seconds > 0 ? Text::tr("Times out %1 · in %2").arg(at, untilText(seconds))
                       : Text::tr("Timed out %1 · %2").arg(at, overText(-seconds));
}

QString targetState(const QString &state, Decision decision, const keystone::TemplateConfig *config)
{
    const bool isApproval = decision == Decision::Approve;
    const QStringList next = config ? config->next(state) : QStringList();
    QStringList fitting;
    for (const QString &one : next) {
        const bool isFailure = keystone::kindOf(one, config) == keystone::StateKind::Failure;
        if (isFailure != isApproval && one != u"TIMED_OUT") // which is nobody's decision
            fitting << one;
    }
    if (!isApproval && fitting.contains(u"ROLLED_BACK"_s))
        return u"ROLLED_BACK"_s;
    if (fitting.size() == 1)
        return fitting.first();
    if (!next.isEmpty() || state != u"COMPLIANCE_CHECKING")
        return {};
    return isApproval ? u"COMPLIANCE_CLEARED"_s : u"ROLLED_BACK"_s;
}

QString consequenceText(const QString &state, Decision decision, const keystone::TemplateConfig *config)
{
    const QString target = targetState(state, decision, config);
    const bool isApproval = decision == Decision::Approve;
    if (target.isEmpty())
        return isApproval ? Text::tr("It goes on from %1; its template does not tell where to.").arg(stateName(state))
                          : Text::tr("It ends in %1; its template does not tell how.").arg(stateName(state));
    const QString moves = Text::tr("It goes from %1 to %2.").arg(stateName(state), stateName(target));
    if (isApproval)
        return moves + u' ' + Text::tr("The exchange goes on.");
    return moves + u' ' +
           (keystone::isFinal(target, config) ? Text::tr("That is its end: nothing is exchanged, and it can't be taken "
                                                         "up again.")
                                              : Text::tr("This can't be taken back."));
}

} // namespace chancery
