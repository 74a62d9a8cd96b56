// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneservice.h"

#include "app/sandbox/keystoneseed.h"

#include <algorithm>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

// Settlements on the wire (KeyStone fact sheet §2, rows 1 to 6).

namespace {

constexpr qint64 largestPage = 200;
constexpr qint64 largestChain = 1LL << 53;

json::Value textOrNull(const QString &text)
{
    return text.isEmpty() ? json::Value() : json::Value(text);
}

json::Value numberOrNull(const std::optional<qint64> &number)
{
    return number ? json::Value::integer(*number) : json::Value();
}

json::Value partyOf(KeystoneBody &body, quint32 environment)
{
    json::Value party = json::Value::object();
    party.set(u"role"_s, body.text(u"role"_s, {.longest = 100}));
    party.set(u"platform_id"_s, ownPlatform());
    party.set(u"environment_id"_s, environmentId(environment));
    party.set(u"external_reference"_s, body.text(u"external_reference"_s));
    party.set(u"name"_s, textOrNull(body.text(u"name"_s, {Need::Optional})));
    party.set(u"wallet_address"_s, body.text(u"wallet_address"_s));
    party.set(u"chain_id"_s, numberOrNull(body.integer(u"chain_id"_s, Need::Optional, 0, largestChain)));
    party.set(u"status"_s, u"pending_confirmation"_s);
    for (const auto &key : {u"confirmed_at"_s, u"wallet_address_hint"_s, u"counterparty_reference"_s})
        party.set(key, json::Value());
    return party;
}

json::Value legOf(KeystoneBody &body)
{
    json::Value leg = json::Value::object();
    leg.set(u"leg_type"_s, body.text(u"leg_type"_s, {.longest = 100}));
    leg.set(u"instrument_id"_s, body.text(u"instrument_id"_s));
    leg.set(u"chain_id"_s, numberOrNull(body.integer(u"chain_id"_s, Need::Optional, 0, largestChain)));
    leg.set(u"token_standard"_s, textOrNull(body.text(u"token_standard"_s, {Need::Optional})));
    leg.set(u"quantity"_s, body.decimal(u"quantity"_s, Need::Required));
    leg.set(u"direction"_s, body.text(u"direction"_s, {.words = {u"deliver"_s, u"receive"_s}}));
    leg.set(u"party_role"_s, body.text(u"party_role"_s, {.longest = 100}));
    leg.set(u"status"_s, u"pending"_s);
    leg.set(u"external_reference"_s, textOrNull(body.text(u"external_reference"_s, {Need::Optional})));
    return leg;
}

bool hasRole(const json::Value::Array &parties, const QString &role)
{
    return std::any_of(parties.begin(), parties.end(),
                       [&](const json::Value &party) { return party[u"role"].toString() == role; });
}

} // namespace

Answer KeystoneService::settlementRoute(const Call &call)
{
    const Request &request = call.request;
    if (request.is("GET", {"v1", "*"}))
        return listSettlements(call);
    if (request.is("POST", {"v1", "*"}))
        return createSettlement(call);
    BookedSettlement *const settlement = m_book.find(call.environment, call.id(2));
    if (!settlement)
        return keystoneRefusal(404, u"Settlement not found"_s).answer();
    if (request.is("GET", {"v1", "*", "*"}))
        return shownAnswer(settlement->record);
    if (request.is("GET", {"v1", "*", "*", "related"}))
        return related(call, *settlement);
    if (request.is("POST", {"v1", "*", "*", "compliance-decision"}))
        return decide(call, *settlement);
    if (!request.is("GET", {"v1", "*", "*", "events"}))
        return keystoneRefusal(404, u"Not Found"_s).answer();
    const KeystoneWindow window = keystoneWindow(request, largestPage);
    if (window.refusal)
        return window.refusal.answer();
    KeystoneList list(window);
    for (const json::Value &event : settlement->events)
        if (list.wantsNext())
            list.add(shown(event));
    return Answer::json(json::write(list.envelope()));
}

/// The newest first.
Answer KeystoneService::listSettlements(const Call &call)
{
    const KeystoneWindow window = keystoneWindow(call.request, largestPage);
    if (window.refusal)
        return window.refusal.answer();
    const QString state = QString::fromUtf8(call.request.queryValue("state"));
    const auto &all = m_book.settlements();
    KeystoneList list(window);
    for (auto settlement = all.rbegin(); settlement != all.rend(); ++settlement) {
        const bool fits =
            settlement->environment == call.environment && (state.isEmpty() || state == settlement->state());
        if (fits && list.wantsNext())
            list.add(shown(settlement->record));
    }
    return Answer::json(json::write(list.envelope()));
}

KeystoneRefusal KeystoneService::readOrder(KeystoneBody body, KeystoneBook::Order &order) const
{
    order.idempotencyKey = body.text(u"idempotency_key"_s);
    const QString id = body.uuid(u"template_id"_s, Need::Optional);
    const QString slug = body.text(u"template_slug"_s, {Need::Optional, 100});
    if (id.isEmpty() == slug.isEmpty())
        body.complain(u"template_id"_s, u"value_error"_s, u"Give exactly one of template_id and template_slug"_s);
    order.externalReference = body.text(u"external_reference"_s, {Need::Optional});
    for (KeystoneBody &party : body.list(u"parties"_s, 1))
        order.parties.push_back(partyOf(party, order.environment));
    for (KeystoneBody &leg : body.list(u"legs"_s, 1)) {
        order.legs.push_back(legOf(leg));
        if (!hasRole(order.parties, order.legs.back()[u"party_role"].toString()))
            leg.complain(u"party_role"_s, u"value_error"_s, u"No party has this role"_s);
    }
    order.timeoutAt = body.time(u"timeout_at"_s, Need::Required).value_or(0);
    if (KeystoneRefusal refusal = body.refusal())
        return refusal;
    order.machine = m_book.templateBy(id.isEmpty() ? slug : id);
    if (!order.machine || !order.machine->isActive())
        return keystoneRefusal(404, u"Template not found"_s);
    for (const QString &role : order.machine->roles())
        if (!hasRole(order.parties, role))
            return keystoneRefusal(422, u"The template needs a party in the role %1"_s.arg(role));
    return {};
}

Answer KeystoneService::createSettlement(const Call &call)
{
    const ParsedBody body = parsedBody(call.request);
    if (body.refusal)
        return body.refusal.answer();
    KeystoneBook::Order order;
    order.environment = call.environment;
    order.type = u"single_platform"_s;
    order.by = call.by;
    if (const KeystoneRefusal refusal = readOrder({body.object, unknownKeys()}, order))
        return refusal.answer();
    const QString place = u"%1/settlement/%2"_s.arg(call.environment).arg(order.idempotencyKey);
    KeystoneRefusal reused;
    if (const auto known = given(place, body.object, reused))
        return reused ? reused.answer() : shownAnswer(m_book.find(call.environment, known->id)->record);
    if (order.timeoutAt <= call.now)
        return keystoneRefusal(422, u"timeout_at is over already"_s).answer();
    order.temper = temperOf(order.parties, m_book.settlements().size());
    const BookedSettlement &settlement = m_book.add(order, call.now);
    keep(place, body.object, settlement.id());
    return shownAnswer(settlement.record, 201);
}

Answer KeystoneService::decide(const Call &call, BookedSettlement &settlement)
{
    const ParsedBody body = parsedBody(call.request);
    if (body.refusal)
        return body.refusal.answer();
    KeystoneBody read(body.object, unknownKeys());
    const QString decision = read.text(u"decision"_s, {.words = {u"approve"_s, u"reject"_s}});
    if (const KeystoneRefusal refusal = read.refusal())
        return refusal.answer();
    if (const KeystoneRefusal refusal = m_book.decide(settlement, decision, call.by, call.now))
        return refusal.answer();
    return shownAnswer(settlement.record);
}

/// A repo's closing leg names its opening one as its parent.
Answer KeystoneService::related(const Call &call, const BookedSettlement &settlement)
{
    json::Value body = json::Value::object();
    const QString parent = settlement.record[u"parent_settlement_id"].toString();
    const BookedSettlement *const opening = m_book.find(call.environment, parent);
    const auto &all = m_book.settlements();
    const auto closing = std::find_if(all.begin(), all.end(), [&](const BookedSettlement &other) {
        return other.record[u"parent_settlement_id"].toString() == settlement.id();
    });
    body.set(u"opening"_s, opening ? shown(opening->record) : json::Value());
    body.set(u"closing"_s, closing == all.end() ? json::Value() : shown(closing->record));
    return Answer::json(json::write(body));
}

} // namespace chancery::sandbox
