// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/instruction.h"

#include "core/keystone/side.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

/// A member under the name of the documentation or under the one that services use inside.
const json::Value &either(const json::Value &row, QStringView name, QStringView alias)
{
    return row[name].isNull() ? row[alias] : row[name];
}

InstructionParty partyOf(const json::Value &row)
{
    InstructionParty party;
    readParty(party, row);
    return party;
}

InstructionLeg legOf(const json::Value &row)
{
    InstructionLeg leg;
    readLeg(leg, row);
    return leg;
}

json::Value encodeParty(const InstructionParty &party)
{
    json::Value body = json::Value::object();
    writeParty(body, party);
    return body;
}

json::Value encodeLeg(const InstructionLeg &leg)
{
    json::Value body = json::Value::object();
    writeLeg(body, leg);
    return body;
}

} // namespace

Result<Instruction> decodeInstruction(const json::Value &row)
{
    Instruction instruction;
    instruction.id = row[u"id"].toText();
    if (instruction.id.isEmpty())
        return unexpectedShape(u"id"_s);
    instruction.tradeReference = row[u"trade_reference"].toText();
    instruction.status = row[u"status"].toText();
    instruction.settlementId = row[u"settlement_id"].toText();
    instruction.templateSlug = row[u"template_slug"].toText();
    instruction.role = row[u"role"].toText();
    instruction.party = partyOf(either(row, u"party", u"party_data"));
    for (const json::Value &leg : either(row, u"legs", u"legs_data").items())
        instruction.legs << legOf(leg);
    instruction.timeoutAt = timeOf(row[u"timeout_at"]);
    instruction.expiresAt = timeOf(row[u"expires_at"]);
    instruction.createdAt = timeOf(row[u"created_at"]);
    instruction.raw = row;
    return instruction;
}

json::Value encodeDraft(const InstructionDraft &draft)
{
    json::Value body = json::Value::object();
    setUnlessEmpty(body, u"trade_reference"_s, draft.tradeReference);
    body.set(u"template_slug"_s, draft.templateSlug);
    body.set(u"role"_s, draft.role);
    body.set(u"party"_s, encodeParty(draft.party));
    json::Value::Array legs;
    for (const InstructionLeg &leg : draft.legs)
        legs.push_back(encodeLeg(leg));
    body.set(u"legs"_s, std::move(legs));
    body.set(u"timeout_at"_s, wireTime(draft.timeoutAt));
    body.set(u"idempotency_key"_s, draft.idempotencyKey);
    setUnlessEmpty(body, u"settlement_category"_s, draft.settlementCategory);
    if (draft.maturityAt.isValid())
        body.set(u"maturity_at"_s, wireTime(draft.maturityAt));
    setUnlessEmpty(body, u"repo_rate"_s, draft.repoRate);
    setUnlessEmpty(body, u"repayment_amount"_s, draft.repaymentAmount);
    return body;
}

} // namespace chancery::keystone
