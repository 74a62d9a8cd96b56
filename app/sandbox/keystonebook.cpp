// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystonebook.h"

#include "app/sandbox/clock.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

#include <QCryptographicHash>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

enum Kind : quint32 {
    SettlementKind = 0x6b730001,
    PartyKind,
    LegKind,
    EventKind,
    PlatformKind,
    EnvironmentKind,
};

QString idOf(quint32 number, quint32 kind)
{
    return QString::fromLatin1(uuidText(uuidOf(number, kind)));
}

QString timeText(qint64 time)
{
    return QString::fromLatin1(isoTime(time));
}

/// How long a settlement stays in a state that nobody else decides on, in milliseconds.
qint64 pause(const QString &state)
{
    if (state == u"AWAITING_DEPOSITS")
        return 30'000;
    if (state == u"COMPLIANCE_CHECKING" || state == u"AWAITING_CONFIRMATION")
        return 15'000;
    return 8'000;
}

/// Over the event before and everything in this one, so that the last hash vouches for all.
QString contentHash(const QString &before, const json::Value &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before.toUtf8());
    hash.addData(json::write(sortedValue(json::write(event))));
    return QString::fromLatin1(hash.result().toHex());
}

json::Value flagPayload(const BookedSettlement &settlement)
{
    const json::Value &party = settlement.record[u"parties"].items().back();
    json::Value payload = json::Value::object();
    payload.set(u"providers"_s, json::Value::Array{u"demo_entity"_s, u"demo_wallet"_s});
    payload.set(u"result"_s, u"flagged"_s);
    payload.set(u"party_role"_s, party[u"role"]);
    payload.set(u"reason"_s, u"The name resembles an entry of the demo list"_s);
    return payload;
}

} // namespace

QString ownPlatform()
{
    return idOf(0, PlatformKind);
}

QString otherPlatform()
{
    return idOf(1, PlatformKind);
}

QString environmentId(quint32 place)
{
    return idOf(place, EnvironmentKind);
}

struct KeystoneBook::Entry
{
    QString state;
    QString by;
    qint64 time = 0;
    json::Value payload{};
};

const KeystoneTemplate *KeystoneBook::templateBy(const QString &idOrSlug) const
{
    for (const KeystoneTemplate &machine : m_templates)
        if (machine.id() == idOrSlug || machine.slug() == idOrSlug)
            return &machine;
    return nullptr;
}

BookedSettlement *KeystoneBook::find(quint32 environment, const QString &id)
{
    const auto place = m_places.constFind(id.toLower());
    if (place == m_places.constEnd() || m_settlements[*place].environment != environment)
        return nullptr;
    return &m_settlements[*place];
}

json::Value KeystoneBook::withIds(const json::Value &part, const QString &settlement, quint32 kind, qint64 now)
{
    json::Value made = json::Value::object();
    made.set(u"id"_s, idOf(++m_parts, kind));
    if (kind == LegKind)
        made.set(u"settlement_id"_s, settlement);
    for (const json::Member &member : part.members())
        made.set(member.key, member.value);
    made.set(u"created_at"_s, timeText(now));
    made.set(u"updated_at"_s, timeText(now));
    return made;
}

BookedSettlement &KeystoneBook::add(const Order &order, qint64 now)
{
    const size_t place = m_settlements.size();
    const QString id = idOf(quint32(place), SettlementKind);
    BookedSettlement booked;
    booked.environment = order.environment;
    booked.machine = size_t(order.machine - m_templates.data());
    booked.temper = order.temper;
    booked.timeoutAt = order.timeoutAt;

    json::Value::Array parties;
    for (const json::Value &party : order.parties)
        parties.push_back(withIds(party, id, PartyKind, now));
    json::Value::Array legs;
    for (const json::Value &leg : order.legs)
        legs.push_back(withIds(leg, id, LegKind, now));
    const auto textOrNull = [](const QString &text) { return text.isEmpty() ? json::Value() : json::Value(text); };

    json::Value &record = booked.record = json::Value::object();
    record.set(u"id"_s, id);
    record.set(u"idempotency_key"_s, order.idempotencyKey);
    record.set(u"platform_id"_s, ownPlatform());
    record.set(u"environment_id"_s, environmentId(order.environment));
    record.set(u"template_id"_s, order.machine->id());
    record.set(u"template_version"_s, order.machine->record()[u"version"]);
    record.set(u"external_reference"_s, textOrNull(order.externalReference));
    record.set(u"settlement_type"_s, order.type);
    record.set(u"parties"_s, std::move(parties));
    record.set(u"legs"_s, std::move(legs));
    record.set(u"state"_s, json::Value());
    record.set(u"timeout_at"_s, timeText(order.timeoutAt));
    record.set(u"created_at"_s, timeText(now));
    record.set(u"updated_at"_s, timeText(now));
    for (const auto &key : {u"parent_settlement_id"_s, u"settlement_category"_s, u"maturity_at"_s, u"repo_metadata"_s})
        record.set(key, order.extra[key]);
    m_settlements.push_back(std::move(booked));
    m_armed.push_back(never);
    m_places.insert(id, place);
    enter(m_settlements.back(), {order.machine->initialState(), order.by, now});
    return m_settlements.back();
}

void KeystoneBook::enter(BookedSettlement &settlement, const Entry &entry)
{
    const json::Value from = settlement.record[u"state"];
    json::Value event = json::Value::object();
    event.set(u"id"_s, idOf(++m_parts, EventKind));
    event.set(u"settlement_id"_s, settlement.id());
    event.set(u"sequence"_s, json::Value::integer(qint64(settlement.events.size()) + 1));
    event.set(u"from_state"_s, from);
    event.set(u"to_state"_s, entry.state);
    event.set(u"triggered_by"_s, entry.by);
    event.set(u"payload"_s, entry.payload);
    event.set(u"created_at"_s, timeText(entry.time));
    const QString before = settlement.events.empty() ? QString() : settlement.events.back()[u"content_hash"].toString();
    event.set(u"content_hash"_s, contentHash(before, event));
    settlement.events.push_back(std::move(event));

    settlement.record.set(u"state"_s, entry.state);
    settlement.record.set(u"updated_at"_s, timeText(entry.time));
    settlement.isFlagged = false;
    markLegs(settlement, entry.time);
    tell(settlement, u"settlement.state."_s + entry.state.toLower(), from.toString(), entry.time);
    plan(settlement, entry.time);
}

/// What a state does to deposits and confirmations.
void KeystoneBook::markLegs(BookedSettlement &settlement, qint64 time)
{
    static const QHash<QString, QString> marks{{u"EXECUTING_SWAP"_s, u"deposited"_s},
                                               {u"FINALIZED"_s, u"released"_s},
                                               {u"ROLLED_BACK"_s, u"returned"_s},
                                               {u"TIMED_OUT"_s, u"returned"_s}};
    const bool confirms = settlement.state() == u"COMPLIANCE_CHECKING";
    const QString mark = marks.value(settlement.state());
    for (json::Member &member : settlement.record.members()) {
        if (member.key != u"legs" && member.key != u"parties")
            continue;
        for (json::Value &part : member.value.items()) {
            if (member.key == u"legs" && !mark.isEmpty()) {
                part.set(u"status"_s, mark);
                part.set(u"updated_at"_s, timeText(time));
            } else if (member.key == u"parties" && confirms && part[u"confirmed_at"].isNull()) {
                part.set(u"status"_s, u"confirmed"_s);
                part.set(u"confirmed_at"_s, timeText(time));
                part.set(u"updated_at"_s, timeText(time));
            }
        }
    }
}

void KeystoneBook::plan(BookedSettlement &settlement, qint64 time)
{
    const KeystoneTemplate &machine = m_templates[settlement.machine];
    const QString state = settlement.state();
    const bool isChecking = state == u"COMPLIANCE_CHECKING";
    const bool stays = machine.isFinal(state) || machine.forward(state).isEmpty() ||
                       (state == u"AWAITING_DEPOSITS" && settlement.temper.lacksDeposits);
    settlement.stepAt = stays ? never : time + pause(state);
    if (isChecking ? settlement.temper.isFlaggedOnCheck
                   : machine.rechecksAt(state) && settlement.temper.isFlaggedOnRecheck)
        flag(settlement, time);
    arm(placeOf(settlement));
}

/// The note of it is in the timeline; the record itself does not show that a decision is awaited.
void KeystoneBook::flag(BookedSettlement &settlement, qint64 time)
{
    settlement.isFlagged = true;
    settlement.stepAt = never;
    json::Value &last = settlement.events.back();
    last.set(u"payload"_s, flagPayload(settlement));
    last.remove(u"content_hash");
    const size_t count = settlement.events.size();
    const QString before = count < 2 ? QString() : settlement.events[count - 2][u"content_hash"].toString();
    last.set(u"content_hash"_s, contentHash(before, last));
    tell(settlement, u"settlement.compliance.flagged"_s, settlement.state(), time);
}

void KeystoneBook::arm(size_t place)
{
    const BookedSettlement &settlement = m_settlements[place];
    const bool ends = m_templates[settlement.machine].isFinal(settlement.state());
    const qint64 due = ends ? never : std::min(settlement.stepAt, settlement.timeoutAt);
    m_due.erase({m_armed[place], place});
    m_armed[place] = due;
    if (due != never)
        m_due.emplace(due, place);
}

void KeystoneBook::setStep(BookedSettlement &settlement, qint64 time)
{
    settlement.stepAt = time;
    arm(placeOf(settlement));
}

void KeystoneBook::advance(qint64 now)
{
    while (!m_due.empty() && m_due.begin()->first <= now)
        step(m_due.begin()->second, m_due.begin()->first);
}

void KeystoneBook::step(size_t place, qint64 time)
{
    BookedSettlement &settlement = m_settlements[place];
    const KeystoneTemplate &machine = m_templates[settlement.machine];
    if (time >= settlement.timeoutAt) {
        enter(settlement, {machine.expired(settlement.state()), u"system:engine"_s, time});
        return;
    }
    if (settlement.state() == u"COMPLIANCE_CHECKING")
        tell(settlement, u"settlement.compliance.cleared"_s, settlement.state(), time);
    enter(settlement, {machine.forward(settlement.state()), u"system:engine"_s, time});
}

KeystoneRefusal KeystoneBook::decide(BookedSettlement &settlement, const QString &decision, const QString &by,
                                     qint64 now)
{
    if (!settlement.isFlagged)
        return keystoneRefusal(
            409, u"Settlement in state %1 is not awaiting a compliance decision"_s.arg(settlement.state()));
    m_decisions.push_back({settlement.id(), decision, by, now});
    json::Value payload = json::Value::object();
    payload.set(u"decision"_s, decision);
    const bool approves = decision == u"approve";
    tell(settlement, approves ? u"settlement.compliance.cleared"_s : u"settlement.compliance.failed"_s,
         settlement.state(), now);
    const QString ahead = m_templates[settlement.machine].forward(settlement.state());
    enter(settlement, {approves ? ahead : u"ROLLED_BACK"_s, by, now, payload});
    return {};
}

void KeystoneBook::moveTo(BookedSettlement &settlement, const QString &state, const QString &by, qint64 time)
{
    enter(settlement, {state, by, time});
}

void KeystoneBook::tell(const BookedSettlement &settlement, const QString &event, const QString &from, qint64 time)
{
    if (!listener)
        return;
    json::Value data = json::Value::object();
    data.set(u"settlement_id"_s, settlement.id());
    data.set(u"state"_s, settlement.state());
    data.set(u"to_state"_s, settlement.state());
    if (!from.isEmpty()) {
        data.set(u"previous_state"_s, from);
        data.set(u"from_state"_s, from);
    }
    data.set(u"settlement_type"_s, settlement.record[u"settlement_type"]);
    data.set(u"timestamp"_s, timeText(time));
    listener({settlement.environment, event, std::move(data), time});
}

} // namespace chancery::sandbox
