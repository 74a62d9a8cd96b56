// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace chancery::keyban {

/// The most points that one mint can carry: above it a JSON number is no longer exact everywhere (2^53 - 1).
inline constexpr qint64 maxPoints = 9'007'199'254'740'991;

/// A whole number of points from 1, of digits alone. Errors: Input with AmountNotWhole, AmountNotPositive or
/// AmountTooLarge, the text as subject.
Result<qint64> parsePoints(const QString &text);
/// The same judgement of a number.
Result<qint64> judgePoints(qint64 points);

/// Whether a text can be the id of an account: up to 128 letters, digits and `-_.:`. Errors: Input with
/// AccountMalformed, or AccountIsWallet for the address of a wallet, the text as subject.
Result<QString> judgeAccountId(const QString &id);

/// The answer to a mint (§9). Whether it is the new balance or what was minted nobody says: show it as the server's.
struct MintAnswer
{
    QString newAmount; ///< as the server spelt it
};
/// Error: Protocol / UnexpectedShape when there is no `newamount`: then the mint is not proven.
Result<MintAnswer> decodeMintAnswer(const json::Value &body);

/// One movement of a wallet. Only the id is sure; the rest is shown as it came.
struct LoyaltyOrder
{
    QString id;
    QString type;   ///< `mint`
    QString amount; ///< never through a double
    QString status;
    QString hash;    ///< of the transaction
    QString account; ///< where the server names it
    QString idempotencyKey;
    QDateTime createdAt;
    QDateTime settledAt; ///< null while the server does not tell
    json::Value raw;
    bool operator==(const LoyaltyOrder &) const = default;
};
Result<LoyaltyOrder> decodeOrder(const json::Value &row);
/// An array or `{data,total}`; of a movement that comes twice, by id or by transaction, the first counts. `total` is
/// nothing for an array, as that is all there is.
struct OrderPage
{
    QList<LoyaltyOrder> rows;
    std::optional<qint64> total;
};
Result<OrderPage> decodeOrders(const json::Value &body);
/// Without repetitions.
QList<LoyaltyOrder> distinctOrders(const QList<LoyaltyOrder> &orders);

struct RewardTier
{
    QString id;
    QString application;
    QString name;
    qint64 requiredVisits = 0;
    QString currencyToPointRatio; ///< as the server spelt it
    QString imageUrl;
    QDateTime createdAt;
    QDateTime updatedAt;
    json::Value raw;
    bool operator==(const RewardTier &) const = default;
};
Result<RewardTier> decodeRewardTier(const json::Value &row);
/// An array or `{data}`.
Result<QList<RewardTier>> decodeRewardTiers(const json::Value &body);

/// What is written of a tier; what is left out is not sent.
struct RewardTierDraft
{
    QString name{};
    std::optional<qint64> requiredVisits{};
    QString currencyToPointRatio{}; ///< a decimal number
    QString imageUrl{};
};
/// Errors: Input / SettingInvalid, the field as subject: a ratio that is no positive decimal, visits below 0. Of a new
/// tier name, visits and ratio are needed: Input / SettingMissing.
enum class TierWrite {
    Create,
    Change,
};
Result<json::Value> encodeRewardTier(const RewardTierDraft &draft, TierWrite write);

/// What an operator needs of an account; who the person is stays out of this program.
struct LoyaltyAccount
{
    QString id;
    QString network;
    QString address;           ///< of its wallet
    QString optimisticBalance; ///< with what is not settled yet; empty where the server does not tell
    qint64 visits = 0;
    QString rewardTier; ///< its name or id
};
Result<LoyaltyAccount> decodeAccount(const json::Value &body);

/// What an event of a claim's stream tells (§9).
struct ClaimEvent
{
    QString state; ///< in the server's words; `completed` and `failed` end it
    QString transactionHash;
    QString error;
    bool isOver() const;
};
Result<ClaimEvent> decodeClaimEvent(const QByteArray &data);

} // namespace chancery::keyban
