// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneinstructions.h"

#include "app/sandbox/clock.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/keystoneseed.h"

#include <algorithm>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 instructionKind = 0x6b733101;
constexpr quint32 referenceKind = 0x6b733102;
constexpr qint64 aDay = 86'400'000;
constexpr qint64 largestChain = 1LL << 53;

QString timeText(qint64 time)
{
    return QString::fromLatin1(isoTime(time));
}

json::Value textOrNull(const QString &text)
{
    return text.isEmpty() ? json::Value() : json::Value(text);
}

json::Value numberOrNull(const std::optional<qint64> &number)
{
    return number ? json::Value::integer(*number) : json::Value();
}

json::Value partyOf(KeystoneBody body)
{
    json::Value party = json::Value::object();
    party.set(u"external_reference"_s, body.text(u"external_reference"_s));
    party.set(u"name"_s, textOrNull(body.text(u"name"_s, {Need::Optional})));
    party.set(u"wallet_address"_s, body.text(u"wallet_address"_s));
    party.set(u"chain_id"_s, numberOrNull(body.integer(u"chain_id"_s, Need::Optional, 0, largestChain)));
    return party;
}

json::Value legOf(KeystoneBody &body)
{
    const QString type = body.text(u"leg_type"_s, {Need::Optional, 100});
    json::Value leg = json::Value::object();
    leg.set(u"leg_type"_s, type.isEmpty() ? u"asset_delivery"_s : type);
    leg.set(u"instrument_id"_s, body.text(u"instrument_id"_s));
    leg.set(u"chain_id"_s, numberOrNull(body.integer(u"chain_id"_s, Need::Optional, 0, largestChain)));
    leg.set(u"token_standard"_s, textOrNull(body.text(u"token_standard"_s, {Need::Optional})));
    leg.set(u"quantity"_s, body.decimal(u"quantity"_s, Need::Required));
    leg.set(u"direction"_s, body.text(u"direction"_s, {.words = {u"deliver"_s, u"receive"_s}}));
    return leg;
}

json::Value repoOf(KeystoneBody &body)
{
    json::Value repo = json::Value::object();
    if (const QString category = body.text(u"settlement_category"_s, {Need::Optional, 50}); !category.isEmpty())
        repo.set(u"settlement_category"_s, category);
    if (const auto maturity = body.time(u"maturity_at"_s, Need::Optional))
        repo.set(u"maturity_at"_s, timeText(*maturity));
    json::Value terms = json::Value::object();
    for (const auto &key : {u"repo_rate"_s, u"repayment_amount"_s})
        if (const QString amount = body.decimal(key, Need::Optional); !amount.isEmpty())
            terms.set(key, amount);
    if (!terms.members().empty())
        repo.set(u"repo_metadata"_s, terms);
    return repo;
}

bool isMirrored(const json::Value &left, const json::Value &right)
{
    return left[u"instrument_id"] == right[u"instrument_id"] && left[u"direction"] != right[u"direction"] &&
           sameDecimal(left[u"quantity"].toText(), right[u"quantity"].toText());
}

/// Every leg of one side is one of the other's from the other side, whatever their order.
bool legsFit(const json::Value::Array &left, json::Value::Array right)
{
    for (const json::Value &leg : left) {
        const auto other = std::find_if(right.begin(), right.end(),
                                        [&leg](const json::Value &candidate) { return isMirrored(leg, candidate); });
        if (other == right.end())
            return false;
        right.erase(other);
    }
    return right.empty();
}

bool fits(const HeldInstruction &waiting, const HeldInstruction &fresh)
{
    const json::Value &a = waiting.record;
    const json::Value &b = fresh.record;
    return waiting.status() == u"pending_match" && waiting.environment == fresh.environment &&
           a[u"trade_reference"] == b[u"trade_reference"] && a[u"template_slug"] == b[u"template_slug"] &&
           a[u"role"] != b[u"role"] && legsFit(a[u"legs"].items(), b[u"legs"].items());
}

/// The party of a settlement that an instruction's becomes.
json::Value settlementParty(const HeldInstruction &held)
{
    const bool isOther = held.record[u"party"][u"external_reference"].toString().startsWith(u"COUNTERPARTY");
    json::Value party = held.record[u"party"];
    party.set(u"role"_s, held.record[u"role"]);
    party.set(u"platform_id"_s, isOther ? otherPlatform() : ownPlatform());
    party.set(u"environment_id"_s, environmentId(isOther ? 1000 : held.environment));
    party.set(u"status"_s, u"pending_confirmation"_s);
    for (const auto &key : {u"confirmed_at"_s, u"wallet_address_hint"_s, u"counterparty_reference"_s})
        party.set(key, json::Value());
    return party;
}

void addLegs(json::Value::Array &legs, const HeldInstruction &held)
{
    for (json::Value leg : held.record[u"legs"].items()) {
        leg.set(u"party_role"_s, held.record[u"role"]);
        leg.set(u"status"_s, u"pending"_s);
        leg.set(u"external_reference"_s, json::Value());
        legs.push_back(std::move(leg));
    }
}

} // namespace

KeystoneInstructions::Submitted KeystoneInstructions::read(KeystoneBody body, quint32 environment, qint64 now) const
{
    HeldInstruction held;
    held.environment = environment;
    held.record = json::Value::object();
    held.record.set(u"id"_s, json::Value());
    held.record.set(u"trade_reference"_s, textOrNull(body.text(u"trade_reference"_s, {Need::Optional})));
    held.record.set(u"status"_s, u"pending_match"_s);
    held.record.set(u"settlement_id"_s, json::Value());
    held.record.set(u"template_slug"_s, body.text(u"template_slug"_s, {.longest = 100}));
    held.record.set(u"role"_s, body.text(u"role"_s, {.longest = 100}));
    held.record.set(u"party"_s, partyOf(body.object(u"party"_s)));
    json::Value::Array legs;
    for (KeystoneBody &leg : body.list(u"legs"_s, 1))
        legs.push_back(legOf(leg));
    held.record.set(u"legs"_s, std::move(legs));
    held.timeoutAt = body.time(u"timeout_at"_s, Need::Required).value_or(0);
    held.repo = repoOf(body);
    body.text(u"idempotency_key"_s);
    if (const KeystoneRefusal refusal = body.refusal())
        return {refusal, {}};

    const KeystoneTemplate *const machine = m_book.templateBy(held.record[u"template_slug"].toString());
    if (!machine || !machine->isActive())
        return {keystoneRefusal(404, u"Template not found"_s), {}};
    if (!machine->roles().contains(held.record[u"role"].toString()))
        return {keystoneRefusal(422, u"The template has the roles "_s + machine->roles().join(u", "_s)), {}};
    if (held.timeoutAt <= now)
        return {keystoneRefusal(422, u"timeout_at is over already"_s), {}};
    held.expiresAt = std::min(now + aDay, held.timeoutAt);
    return {{}, std::move(held)};
}

HeldInstruction &KeystoneInstructions::append(HeldInstruction held)
{
    const auto number = quint32(m_all.size());
    held.record.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(number, instructionKind))));
    if (held.record[u"trade_reference"].isNull())
        held.record.set(u"trade_reference"_s,
                        QString(u"KS-"_s + QString::fromLatin1(uuidText(uuidOf(number, referenceKind)))));
    m_all.push_back(std::move(held));
    return m_all.back();
}

const HeldInstruction &KeystoneInstructions::submit(HeldInstruction held, qint64 now)
{
    held.record.set(u"timeout_at"_s, timeText(held.timeoutAt));
    held.record.set(u"expires_at"_s, timeText(held.expiresAt));
    held.record.set(u"created_at"_s, timeText(now));
    HeldInstruction &fresh = append(std::move(held));
    const auto waiting = std::find_if(m_all.begin(), m_all.end() - 1,
                                      [&fresh](const HeldInstruction &other) { return fits(other, fresh); });
    if (waiting != m_all.end() - 1)
        settle(*waiting, fresh, now);
    return fresh;
}

void KeystoneInstructions::settle(HeldInstruction &first, HeldInstruction &second, qint64 now)
{
    KeystoneBook::Order order;
    order.environment = first.environment;
    order.machine = m_book.templateBy(first.record[u"template_slug"].toString());
    order.externalReference = first.record[u"trade_reference"].toString();
    order.idempotencyKey = u"match-"_s + order.externalReference;
    order.type = u"cross_platform"_s;
    order.parties = {settlementParty(first), settlementParty(second)};
    addLegs(order.legs, first);
    addLegs(order.legs, second);
    order.timeoutAt = std::min(first.timeoutAt, second.timeoutAt);
    order.by = u"system:matching"_s;
    order.temper = temperOf(order.parties, m_book.settlements().size());
    order.extra = first.repo.members().empty() ? second.repo : first.repo;
    const QString settlement = m_book.add(order, now).id();
    for (HeldInstruction *const side : {&first, &second}) {
        side->record.set(u"status"_s, u"matched"_s);
        side->record.set(u"settlement_id"_s, settlement);
    }
}

KeystoneRefusal KeystoneInstructions::cancel(HeldInstruction &held)
{
    if (held.status() != u"pending_match")
        return keystoneRefusal(409, u"An instruction that is %1 can not be cancelled"_s.arg(held.status()));
    held.record.set(u"status"_s, u"cancelled"_s);
    return {};
}

KeystoneRefusal KeystoneInstructions::submitCounterpart(const HeldInstruction &held, qint64 now)
{
    if (held.status() != u"pending_match")
        return keystoneRefusal(409, u"The instruction waits for nobody"_s);
    HeldInstruction other = held;
    const KeystoneTemplate &machine = *m_book.templateBy(held.record[u"template_slug"].toString());
    const QStringList roles = machine.roles();
    other.record.set(u"role"_s, roles[0] == held.record[u"role"].toString() ? roles[1] : roles[0]);
    json::Value party = json::Value::object();
    party.set(u"external_reference"_s, u"COUNTERPARTY-1"_s);
    party.set(u"name"_s, u"Vantage Ridge Holdings"_s);
    party.set(u"wallet_address"_s, u"0x00000000000000000000000000000000000000c0"_s);
    party.set(u"chain_id"_s, json::Value());
    other.record.set(u"party"_s, party);
    json::Value::Array legs = held.record[u"legs"].items();
    for (json::Value &leg : legs)
        leg.set(u"direction"_s, leg[u"direction"].toString() == u"deliver" ? u"receive"_s : u"deliver"_s);
    other.record.set(u"legs"_s, std::move(legs));
    submit(std::move(other), now);
    return {};
}

void KeystoneInstructions::advance(qint64 now)
{
    for (HeldInstruction &held : m_all)
        if (held.expiresAt <= now && held.status() == u"pending_match")
            held.record.set(u"status"_s, u"expired"_s);
}

HeldInstruction *KeystoneInstructions::find(quint32 environment, const QString &id)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const HeldInstruction &held) {
        return held.environment == environment && held.id() == id.toLower();
    });
    return found == m_all.end() ? nullptr : &*found;
}

/// Our side of a settlement, as it was instructed.
HeldInstruction KeystoneInstructions::made(const BookedSettlement &settlement, qint64 now) const
{
    const json::Value &ours = settlement.record[u"parties"].items().front();
    json::Value party = json::Value::object();
    for (const auto &key : {u"external_reference"_s, u"name"_s, u"wallet_address"_s, u"chain_id"_s})
        party.set(key, ours[key]);
    json::Value::Array legs;
    for (const json::Value &leg : settlement.record[u"legs"].items()) {
        if (leg[u"party_role"] != ours[u"role"])
            continue;
        json::Value own = json::Value::object();
        for (const auto &key :
             {u"leg_type"_s, u"instrument_id"_s, u"chain_id"_s, u"token_standard"_s, u"quantity"_s, u"direction"_s})
            own.set(key, leg[key]);
        legs.push_back(std::move(own));
    }
    HeldInstruction held;
    held.timeoutAt = settlement.timeoutAt;
    held.expiresAt = now + aDay;
    held.repo = json::Value::object();
    held.record = json::Value::object();
    held.record.set(u"id"_s, json::Value());
    held.record.set(u"trade_reference"_s, json::Value());
    held.record.set(u"status"_s, u"matched"_s);
    held.record.set(u"settlement_id"_s, settlement.id());
    held.record.set(u"template_slug"_s, m_book.templates()[settlement.machine].slug());
    held.record.set(u"role"_s, ours[u"role"]);
    held.record.set(u"party"_s, std::move(party));
    held.record.set(u"legs"_s, std::move(legs));
    return held;
}

void KeystoneInstructions::seed(qint64 now)
{
    static const QStringList statuses{u"matched"_s, u"pending_match"_s, u"matched"_s, u"cancelled"_s,
                                      u"matched"_s, u"pending_match"_s, u"expired"_s};
    for (const BookedSettlement &settlement : m_book.settlements()) {
        if (settlement.record[u"settlement_type"].toString() != u"cross_platform")
            continue;
        HeldInstruction held = made(settlement, now);
        const QString &status = statuses[qsizetype(m_all.size()) % statuses.size()];
        const bool isMatched = status == u"matched";
        held.record.set(u"status"_s, status);
        if (!isMatched)
            held.record.set(u"settlement_id"_s, json::Value());
        const qint64 age = (40 - qint64(m_all.size())) * 31 * 60'000;
        const qint64 created = status == u"pending_match" ? now - age / 2 : now - aDay - age;
        held.expiresAt = created + aDay;
        held.timeoutAt = created + 2 * aDay;
        held.record.set(u"timeout_at"_s, timeText(held.timeoutAt));
        held.record.set(u"expires_at"_s, timeText(held.expiresAt));
        held.record.set(u"created_at"_s, timeText(created));
        append(std::move(held));
        if (m_all.size() == 40)
            return;
    }
}

} // namespace chancery::sandbox
