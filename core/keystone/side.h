// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/decode.h"

namespace chancery::keystone {

// What parties and legs of settlements and of instructions have in common, in both directions (KeyStone fact sheet §3).

template <class Party>
void readParty(Party &party, const json::Value &row)
{
    party.externalReference = row[u"external_reference"].toText();
    party.name = row[u"name"].toText();
    party.walletAddress = row[u"wallet_address"].toText();
    party.chainId = integerOf(row[u"chain_id"]);
}

template <class Leg>
void readLeg(Leg &leg, const json::Value &row)
{
    leg.legType = row[u"leg_type"].toText();
    leg.instrumentId = row[u"instrument_id"].toText();
    leg.chainId = integerOf(row[u"chain_id"]);
    leg.tokenStandard = row[u"token_standard"].toText();
    leg.quantity = row[u"quantity"].toText();
    leg.direction = row[u"direction"].toText();
}

inline void setChain(json::Value &body, std::optional<qint64> chainId)
{
    if (chainId)
        body.set(QStringLiteral("chain_id"), json::Value::integer(*chainId));
}

template <class Party>
void writeParty(json::Value &body, const Party &party)
{
    body.set(QStringLiteral("external_reference"), party.externalReference);
    setUnlessEmpty(body, QStringLiteral("name"), party.name);
    body.set(QStringLiteral("wallet_address"), party.walletAddress);
    setChain(body, party.chainId);
}

template <class Leg>
void writeLeg(json::Value &body, const Leg &leg)
{
    body.set(QStringLiteral("leg_type"), leg.legType);
    body.set(QStringLiteral("instrument_id"), leg.instrumentId);
    setChain(body, leg.chainId);
    setUnlessEmpty(body, QStringLiteral("token_standard"), leg.tokenStandard);
    body.set(QStringLiteral("quantity"), leg.quantity);
    body.set(QStringLiteral("direction"), leg.direction);
}

} // namespace chancery::keystone
