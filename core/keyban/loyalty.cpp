// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/loyalty.h"

#include "core/async/errorof.h"
#include "core/json/fields.h"
#include "core/keyban/imports.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

QString firstText(const json::Value &row, std::initializer_list<QStringView> names)
{
    for (const QStringView name : names)
        if (const QString text = row.at(name).toText(); !text.isEmpty())
            return text;
    return {};
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

Error inputError(Cause cause, const QString &subject)
{
    return errorOf(ErrorKind::Input, cause, subject);
}

/// Rows of an array, or of the member `data`.
const json::Value *rowsOf(const json::Value &body)
{
    if (body.isArray())
        return &body;
    return body[u"data"].isArray() ? &body[u"data"] : nullptr;
}

bool isPositiveDecimal(const QString &text)
{
    static const QRegularExpression decimal(u"^(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?$"_s);
    return decimal.match(text).hasMatch() &&
           std::any_of(text.begin(), text.end(), [](QChar c) { return c > u'0' && c <= u'9'; });
}

} // namespace

Result<qint64> judgePoints(qint64 points)
{
    if (points < 1)
        return inputError(Cause::AmountNotPositive, QString::number(points));
    if (points > maxPoints)
        return inputError(Cause::AmountTooLarge, QString::number(points));
    return points;
}

Result<qint64> parsePoints(const QString &given)
{
    const QString text = given.trimmed();
    const bool isNegative = text.startsWith(u'-');
    const QStringView digits = QStringView(text).mid(isNegative ? 1 : 0);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isAsciiDigit))
        return inputError(Cause::AmountNotWhole, given);
    const auto firstCounting = std::find_if(digits.begin(), digits.end(), [](QChar c) { return c != u'0'; });
    if (isNegative || firstCounting == digits.end())
        return inputError(Cause::AmountNotPositive, given);
    bool fits = false;
    const qint64 points = digits.toLongLong(&fits);
    if (!fits || points > maxPoints)
        return inputError(Cause::AmountTooLarge, given);
    return points;
}

Result<QString> judgeAccountId(const QString &given)
{
    static const QRegularExpression wallet(u"^([GC][A-Z2-7]{55}|0x[0-9a-fA-F]{40,64})$"_s);
    static const QRegularExpression account(u"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$"_s);
    const QString id = given.trimmed();
    if (wallet.match(id).hasMatch())
        return inputError(Cause::AccountIsWallet, id);
    if (!account.match(id).hasMatch())
        return inputError(Cause::AccountMalformed, given);
    return id;
}

Result<MintAnswer> decodeMintAnswer(const json::Value &body)
{
    const QString amount = firstText(body, {u"newamount", u"newAmount"});
    if (amount.isEmpty())
        return json::unexpectedShape(u"newamount"_s);
    return MintAnswer{amount};
}

Result<LoyaltyOrder> decodeOrder(const json::Value &row)
{
    LoyaltyOrder order;
    order.id = row[u"id"].toText();
    if (order.id.isEmpty())
        return json::unexpectedShape(u"data[].id"_s);
    order.type = firstText(row, {u"type", u"kind"});
    order.amount = row[u"amount"].toText();
    order.status = firstText(row, {u"status", u"state"});
    order.hash = firstText(row, {u"hash", u"transactionHash"});
    order.account = firstText(row, {u"accountId", u"account.id", u"account"});
    order.idempotencyKey = row[u"idempotencyKey"].toText();
    order.createdAt = json::timeFrom(row[u"createdAt"].toString());
    order.settledAt = json::timeFrom(firstText(row, {u"settledAt", u"completedAt"}));
    order.raw = row;
    return order;
}

Result<OrderPage> decodeOrders(const json::Value &body)
{
    const json::Value *rows = rowsOf(body);
    if (!rows)
        return json::unexpectedShape(u"data"_s);
    OrderPage page;
    if (body[u"total"].isNumber())
        page.total = body[u"total"].toInteger();
    for (const json::Value &row : rows->items()) {
        Result<LoyaltyOrder> order = decodeOrder(row);
        if (!order)
            return order.error();
        page.rows << std::move(*order);
    }
    return page;
}

QList<LoyaltyOrder> distinctOrders(const QList<LoyaltyOrder> &orders)
{
    QSet<QString> ids;
    QSet<QString> hashes;
    QList<LoyaltyOrder> distinct;
    for (const LoyaltyOrder &order : orders) {
        if (ids.contains(order.id) || (!order.hash.isEmpty() && hashes.contains(order.hash)))
            continue;
        ids.insert(order.id);
        hashes.insert(order.hash);
        distinct << order;
    }
    return distinct;
}

Result<RewardTier> decodeRewardTier(const json::Value &row)
{
    RewardTier tier;
    tier.id = row[u"id"].toText();
    if (tier.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    tier.application = firstText(row, {u"application.id", u"application"});
    tier.name = row[u"name"].toText();
    tier.requiredVisits = row[u"requiredVisits"].toInteger();
    tier.currencyToPointRatio = row[u"currencyToPointRatio"].toText();
    tier.imageUrl = row[u"bgImageUrl"].toText();
    tier.createdAt = json::timeFrom(row[u"createdAt"].toString());
    tier.updatedAt = json::timeFrom(row[u"updatedAt"].toString());
    tier.raw = row;
    return tier;
}

Result<QList<RewardTier>> decodeRewardTiers(const json::Value &body)
{
    const json::Value *rows = rowsOf(body);
    if (!rows)
        return json::unexpectedShape(u"data"_s);
    QList<RewardTier> tiers;
    for (const json::Value &row : rows->items()) {
        Result<RewardTier> tier = decodeRewardTier(row);
        if (!tier)
            return tier.error();
        tiers << std::move(*tier);
    }
    return tiers;
}

Result<json::Value> encodeRewardTier(const RewardTierDraft &draft, TierWrite write)
{
    if (write == TierWrite::Create) {
        const std::pair<QString, bool> needed[] = {{u"name"_s, draft.name.trimmed().isEmpty()},
                                                   {u"requiredVisits"_s, !draft.requiredVisits},
                                                   {u"currencyToPointRatio"_s, draft.currencyToPointRatio.isEmpty()}};
        for (const auto &[field, isMissing] : needed)
            if (isMissing)
                return inputError(Cause::SettingMissing, field);
    }
    if (draft.requiredVisits && (*draft.requiredVisits < 0 || *draft.requiredVisits > maxPoints))
        return inputError(Cause::SettingInvalid, u"requiredVisits"_s);
    const QString ratio = draft.currencyToPointRatio.trimmed();
    if (!ratio.isEmpty() && !isPositiveDecimal(ratio))
        return inputError(Cause::SettingInvalid, u"currencyToPointRatio"_s);
    json::Value body = json::Value::object();
    json::setUnlessEmpty(body, u"name"_s, draft.name.trimmed());
    if (draft.requiredVisits)
        body.set(u"requiredVisits"_s, json::Value::integer(*draft.requiredVisits));
    if (!ratio.isEmpty())
        body.set(u"currencyToPointRatio"_s, json::Number{ratio.toLatin1()});
    json::setUnlessEmpty(body, u"bgImageUrl"_s, draft.imageUrl.trimmed());
    return body;
}

Result<LoyaltyAccount> decodeAccount(const json::Value &body)
{
    LoyaltyAccount account;
    account.id = body[u"id"].toText();
    if (account.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    account.network = body[u"network"].toText();
    account.address = body[u"address"].toText();
    account.optimisticBalance = body.at(u"loyalty.optimisticBalance").toText();
    account.visits = body.at(u"loyalty.visits").toInteger();
    account.rewardTier = firstText(body, {u"loyalty.rewardTier.name", u"loyalty.rewardTier.id"});
    return account;
}

bool ClaimEvent::isOver() const
{
    return state == u"completed" || state == u"failed";
}

Result<ClaimEvent> decodeClaimEvent(const QByteArray &data)
{
    const auto body = json::parse(data);
    if (!body)
        return body.error();
    const ClaimEvent event{.state = (*body)[u"state"].toText(),
                           .transactionHash = firstText(*body, {u"result.transactionHash", u"result.hash"}),
                           .error = flattenReason((*body)[u"error"])};
    return event.state.isEmpty() ? Result<ClaimEvent>(json::unexpectedShape(u"state"_s)) : event;
}

} // namespace chancery::keyban
