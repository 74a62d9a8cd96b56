// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/settlementtext.h"

#include "app/ctl/arguments.h"

#include "core/keystone/settlementtemplate.h"
#include "ui/words/decisiontext.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : tr("unknown");
}

QString timeLeft(const Settlement &settlement, const QDateTime &now)
{
    return keystone::isFinal(settlement.state) ? u"-"_s : timeLeftText(settlement.timeoutAt, now);
}

QString nameOf(const keystone::Party &party)
{
    return party.name.isEmpty() ? party.externalReference : party.name;
}

json::Value sightingJson(const Sighting &sighting)
{
    if (sighting.isNull())
        return {};
    json::Value object = json::Value::object();
    object.set(u"state"_s, sighting.state);
    object.set(u"updatedAt"_s, sighting.updatedAt);
    return object;
}

json::Value intentJson(const DecisionIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"decisionId"_s, intent.id);
    object.set(u"settlement"_s, intent.settlementId);
    object.set(u"decision"_s, intent.decision);
    object.set(u"reason"_s, intent.reason);
    object.set(u"user"_s, intent.author.user);
    object.set(u"before"_s, sightingJson(intent.before));
    return object;
}

} // namespace

QString settlementLine(const Settlement &settlement, const QDateTime &now)
{
    QStringList parties;
    for (const keystone::Party &party : settlement.parties)
        parties << party.role + u' ' + nameOf(party);
    return QStringList{settlement.id, settlement.state, timeLeft(settlement, now), settlement.externalReference,
                       parties.join(u", "_s)}
        .join(u"  "_s);
}

QStringList settlementLines(const Settlement &settlement, const QDateTime &now)
{
    QStringList lines{
        settlementLine(settlement, now),
        tr("  times out %1, created %2, last changed %3")
            .arg(timeText(settlement.timeoutAt), timeText(settlement.createdAt), timeText(settlement.updatedAt))};
    for (const keystone::Party &party : settlement.parties)
        lines << tr("  %1: %2, wallet %3, %4").arg(party.role, nameOf(party), party.walletAddress, party.status);
    for (const keystone::Leg &leg : settlement.legs)
        lines << u"  %1 %2 %3 %4, %5"_s.arg(leg.partyRole, leg.direction, leg.quantity, leg.instrumentId, leg.status);
    return lines;
}

QString eventLine(const keystone::SettlementEvent &event)
{
    const QString from = event.fromState.isEmpty() ? u"-"_s : event.fromState;
    return u"  %1  %2 → %3  %4"_s.arg(timeText(event.createdAt), from, event.toState, event.triggeredBy);
}

QString decisionLine(const DecisionRecord &record)
{
    const DecisionIntent &intent = record.intent;
    return u"  %1  %2  %3 (%4)  %5: %6"_s.arg(timeText(record.intended), intent.decision,
                                              QString(rowOutcomeWord(record.end.outcome)), record.end.why,
                                              intent.author.user, intent.reason);
}

json::Value decisionJson(const DecisionRecord &record)
{
    json::Value object = intentJson(record.intent);
    object.set(u"preparedBy"_s, record.preparedBy);
    object.set(u"intended"_s, timeText(record.intended));
    object.set(u"outcome"_s, QString(rowOutcomeWord(record.end.outcome)));
    object.set(u"why"_s, record.end.why);
    object.set(u"detail"_s, record.end.detail);
    object.set(u"after"_s, sightingJson(record.end.after));
    return object;
}

json::Value reportJson(const DecisionReport &report)
{
    json::Value object = intentJson(report.intent);
    object.set(u"outcome"_s, QString(rowOutcomeWord(report.outcome)));
    object.set(u"why"_s, QString(decisionWhyWord(report.why)));
    object.set(u"after"_s, report.now ? sightingJson(sightingOf(*report.now)) : json::Value());
    return object;
}

} // namespace chancery::ctl
