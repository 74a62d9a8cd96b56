// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace chancery::keystone {

// One side of a settlement to be (KeyStone fact sheet §3, §4). The service matches two of them by trade reference;
// what does not fit raises no error, it only stays `pending_match`.

struct InstructionParty
{
    QString externalReference;
    QString name{};
    QString walletAddress;
    std::optional<qint64> chainId{};
    bool operator==(const InstructionParty &) const = default;
};

struct InstructionLeg
{
    QString legType = QStringLiteral("asset_delivery");
    QString instrumentId;
    std::optional<qint64> chainId{};
    QString tokenStandard{};
    QString quantity; ///< a decimal of any length, as text in both directions
    QString direction;
    bool operator==(const InstructionLeg &) const = default;
};

struct Instruction
{
    QString id;
    QString tradeReference;
    QString status; ///< pending_match, matched, cancelled, expired, or a word not known here
    QString settlementId;
    QString templateSlug;
    QString role;
    InstructionParty party;
    QList<InstructionLeg> legs;
    QDateTime timeoutAt;
    QDateTime expiresAt;
    QDateTime createdAt;
    json::Value raw;

    bool operator==(const Instruction &other) const { return id == other.id && raw == other.raw; }
};

/// Error: Protocol / UnexpectedShape when it is no object with an `id`.
Result<Instruction> decodeInstruction(const json::Value &row);

/// One to be submitted. Empty texts and invalid times are not sent.
struct InstructionDraft
{
    QString tradeReference{}; ///< empty for the first side: the service makes one
    QString templateSlug;
    QString role;
    InstructionParty party;
    QList<InstructionLeg> legs;
    QDateTime timeoutAt;
    QString idempotencyKey; ///< 1 to 255 letters; the same key gives the same instruction
    QString settlementCategory{};
    QDateTime maturityAt{};
    QString repoRate{};        ///< a decimal
    QString repaymentAmount{}; ///< a decimal
};

json::Value encodeDraft(const InstructionDraft &draft);

} // namespace chancery::keystone
