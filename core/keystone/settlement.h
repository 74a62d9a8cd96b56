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

// The records of a settlement as the service tells them (KeyStone fact sheet §3). Words such as `state`, `status` and
// `direction` stay text: one that this program does not know is kept and shown. What the service leaves out or calls
// null is empty here. `raw` is the whole record as it came, without deposit secrets.

struct Party
{
    QString id;
    QString role;
    QString platformId;
    QString environmentId;
    QString externalReference;
    QString name;
    QString walletAddress;
    std::optional<qint64> chainId;
    QString status;
    QDateTime confirmedAt;
    QString walletAddressHint;
    QString counterpartyReference;
    QString assetProvider; ///< later services only
    QDateTime createdAt;
    QDateTime updatedAt;
};

struct Leg
{
    QString id;
    QString settlementId;
    QString legType;
    QString instrumentId;
    std::optional<qint64> chainId;
    QString tokenStandard;
    QString quantity; ///< a decimal of any length, as it came
    QString direction;
    QString partyRole;
    QString status;
    QString externalReference;
    QString depositKey;            ///< later services only
    bool hasDepositSecret = false; ///< it gives the deposit to whoever holds it, so it is dropped on reading
    QDateTime createdAt;
    QDateTime updatedAt;
};

struct Settlement
{
    QString id;
    QString idempotencyKey;
    QString platformId;
    QString environmentId;
    QString templateId;
    qint64 templateVersion = 0;
    QString templateSlug; ///< some services only
    QString externalReference;
    QString settlementType;
    QList<Party> parties;
    QList<Leg> legs;
    QString state;
    QDateTime timeoutAt;
    QDateTime createdAt;
    QDateTime updatedAt;
    QString parentSettlementId;
    QString settlementCategory;
    QDateTime maturityAt;
    json::Value repoMetadata;
    json::Value raw;

    bool operator==(const Settlement &other) const { return id == other.id && raw == other.raw; }
};

struct SettlementEvent
{
    QString id;
    QString settlementId;
    qint64 sequence = 0;
    QString fromState; ///< empty for the first
    QString toState;
    QString triggeredBy;
    json::Value payload;
    QString contentHash;
    QDateTime createdAt;
    json::Value raw;

    bool operator==(const SettlementEvent &other) const { return id == other.id && raw == other.raw; }
};

/// The other leg or legs of a repo; both empty for what is none.
struct RelatedSettlements
{
    std::optional<Settlement> opening;
    std::optional<Settlement> closing;
};

/// Error of all three: Protocol / UnexpectedShape when there is no object with an `id`.
Result<Settlement> decodeSettlement(const json::Value &row);
Result<SettlementEvent> decodeSettlementEvent(const json::Value &row);
Result<RelatedSettlements> decodeRelated(const json::Value &body);

/// Whether nothing has happened to a settlement between two readings, as far as its state and its time of change tell,
/// the latter to the last digit of what came.
bool isUnchanged(const Settlement &before, const Settlement &now);

struct PartyDraft
{
    QString role;
    QString externalReference;
    QString name{};
    QString walletAddress;
    std::optional<qint64> chainId{};
};

struct LegDraft
{
    QString legType = QStringLiteral("asset_delivery");
    QString instrumentId;
    std::optional<qint64> chainId{};
    QString tokenStandard{};
    QString quantity; ///< a decimal, sent as text
    QString direction;
    QString partyRole;
    QString externalReference{};
};

/// A settlement to be created directly. Exactly one of the two template fields is set. Empty texts are not sent.
struct SettlementDraft
{
    QString idempotencyKey; ///< 1 to 255 letters; the same key gives the same settlement
    QString templateId{};
    QString templateSlug{};
    QString externalReference{};
    QList<PartyDraft> parties;
    QList<LegDraft> legs;
    QDateTime timeoutAt;
};

json::Value encodeDraft(const SettlementDraft &draft);

enum class Decision {
    Approve,
    Reject,
};

/// `approve`, `reject`
QString wireName(Decision decision);

} // namespace chancery::keystone
