// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/settlement.h"

#include "core/keystone/side.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

Party partyOf(const json::Value &row)
{
    Party party;
    readParty(party, row);
    party.id = row[u"id"].toText();
    party.role = row[u"role"].toText();
    party.platformId = row[u"platform_id"].toText();
    party.environmentId = row[u"environment_id"].toText();
    party.status = row[u"status"].toText();
    party.confirmedAt = timeOf(row[u"confirmed_at"]);
    party.walletAddressHint = row[u"wallet_address_hint"].toText();
    party.counterpartyReference = row[u"counterparty_reference"].toText();
    party.assetProvider = row[u"asset_provider"].toText();
    party.createdAt = timeOf(row[u"created_at"]);
    party.updatedAt = timeOf(row[u"updated_at"]);
    return party;
}

Leg legOf(const json::Value &row)
{
    Leg leg;
    readLeg(leg, row);
    leg.id = row[u"id"].toText();
    leg.settlementId = row[u"settlement_id"].toText();
    leg.partyRole = row[u"party_role"].toText();
    leg.status = row[u"status"].toText();
    leg.externalReference = row[u"external_reference"].toText();
    leg.depositKey = row[u"deposit_key"].toText();
    leg.hasDepositSecret = !row[u"deposit_secret"].isNull();
    leg.createdAt = timeOf(row[u"created_at"]);
    leg.updatedAt = timeOf(row[u"updated_at"]);
    return leg;
}

/// The record without what must be neither kept nor shown.
json::Value withoutSecrets(json::Value row)
{
    if (!row[u"legs"].isArray())
        return row;
    for (json::Member &member : row.members())
        if (member.key == u"legs" && member.value.isArray())
            for (json::Value &leg : member.value.items())
                leg.remove(u"deposit_secret");
    return row;
}

json::Value encodeParty(const PartyDraft &party)
{
    json::Value body = json::Value::object();
    body.set(u"role"_s, party.role);
    writeParty(body, party);
    return body;
}

json::Value encodeLeg(const LegDraft &leg)
{
    json::Value body = json::Value::object();
    writeLeg(body, leg);
    body.set(u"party_role"_s, leg.partyRole);
    setUnlessEmpty(body, u"external_reference"_s, leg.externalReference);
    return body;
}

} // namespace

Result<Settlement> decodeSettlement(const json::Value &row)
{
    Settlement settlement;
    settlement.id = row[u"id"].toText();
    if (settlement.id.isEmpty())
        return unexpectedShape(u"id"_s);
    settlement.idempotencyKey = row[u"idempotency_key"].toText();
    settlement.platformId = row[u"platform_id"].toText();
    settlement.environmentId = row[u"environment_id"].toText();
    settlement.templateId = row[u"template_id"].toText();
    settlement.templateVersion = integerOf(row[u"template_version"]).value_or(0);
    settlement.templateSlug = row[u"template_slug"].toText();
    settlement.externalReference = row[u"external_reference"].toText();
    settlement.settlementType = row[u"settlement_type"].toText();
    for (const json::Value &party : row[u"parties"].items())
        settlement.parties << partyOf(party);
    for (const json::Value &leg : row[u"legs"].items())
        settlement.legs << legOf(leg);
    settlement.state = row[u"state"].toText();
    settlement.timeoutAt = timeOf(row[u"timeout_at"]);
    settlement.createdAt = timeOf(row[u"created_at"]);
    settlement.updatedAt = timeOf(row[u"updated_at"]);
    settlement.parentSettlementId = row[u"parent_settlement_id"].toText();
    settlement.settlementCategory = row[u"settlement_category"].toText();
    settlement.maturityAt = timeOf(row[u"maturity_at"]);
    settlement.repoMetadata = row[u"repo_metadata"];
    settlement.raw = withoutSecrets(row);
    return settlement;
}

Result<SettlementEvent> decodeSettlementEvent(const json::Value &row)
{
    SettlementEvent event;
    event.id = row[u"id"].toText();
    if (event.id.isEmpty())
        return unexpectedShape(u"id"_s);
    event.settlementId = row[u"settlement_id"].toText();
    event.sequence = integerOf(row[u"sequence"]).value_or(0);
    event.fromState = row[u"from_state"].toText();
    event.toState = row[u"to_state"].toText();
    event.triggeredBy = row[u"triggered_by"].toText();
    event.payload = row[u"payload"];
    event.contentHash = row[u"content_hash"].toText();
    event.createdAt = timeOf(row[u"created_at"]);
    event.raw = row;
    return event;
}

Result<RelatedSettlements> decodeRelated(const json::Value &body)
{
    RelatedSettlements related;
    for (const auto &[name, place] : {std::pair{u"opening"_s, &related.opening}, {u"closing"_s, &related.closing}}) {
        if (body[name].isNull())
            continue;
        Result<Settlement> settlement = decodeSettlement(body[name]);
        if (!settlement)
            return unexpectedShape(name);
        *place = std::move(*settlement);
    }
    return related;
}

bool isUnchanged(const Settlement &before, const Settlement &now)
{
    return before.id == now.id && before.state == now.state && before.raw[u"updated_at"] == now.raw[u"updated_at"];
}

json::Value encodeDraft(const SettlementDraft &draft)
{
    json::Value body = json::Value::object();
    body.set(u"idempotency_key"_s, draft.idempotencyKey);
    setUnlessEmpty(body, u"template_id"_s, draft.templateId);
    setUnlessEmpty(body, u"template_slug"_s, draft.templateSlug);
    setUnlessEmpty(body, u"external_reference"_s, draft.externalReference);
    json::Value::Array parties;
    for (const PartyDraft &party : draft.parties)
        parties.push_back(encodeParty(party));
    body.set(u"parties"_s, std::move(parties));
    json::Value::Array legs;
    for (const LegDraft &leg : draft.legs)
        legs.push_back(encodeLeg(leg));
    body.set(u"legs"_s, std::move(legs));
    body.set(u"timeout_at"_s, wireTime(draft.timeoutAt));
    return body;
}

QString wireName(Decision decision)
{
    return decision == Decision::Approve ? u"approve"_s : u"reject"_s;
}

} // namespace chancery::keystone
