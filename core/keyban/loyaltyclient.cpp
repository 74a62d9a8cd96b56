// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/loyaltyclient.h"

#include "core/async/errorof.h"
#include "core/http/eventstream.h"
#include "core/keyban/calls.h"

#include <QCryptographicHash>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100;
constexpr int maxPages = 200; ///< a service that pages for ever is not followed for ever

QStringList loyaltyPath(const QStringList &rest)
{
    return QStringList{u"v1"_s, u"loyalty"_s} + rest;
}

json::Value mintBody(qint64 points)
{
    json::Value body = json::Value::object();
    body.set(u"amount"_s, json::Value::integer(points));
    return body;
}

/// A route that is not there answers without a code of the service's own (§3, U5).
Error offered(Error error)
{
    const bool isNoRoute =
        (error.httpStatus == 404 && error.code.isEmpty()) || error.httpStatus == 405 || error.httpStatus == 501;
    if (!isNoRoute)
        return error;
    error.kind = ErrorKind::NotFound;
    error.cause = Cause::NotOffered;
    return error;
}

/// The answer decoded, or what the service does not offer said so.
template <class F>
auto decoded(Pending<HttpAnswer> answer, F decode)
{
    using T = typename std::invoke_result_t<F, const json::Value &>::Value;
    return std::move(answer)
        .transform([decode](const HttpAnswer &told) { return decode(told.body); })
        .orElse([](const Error &error) { return Result<T>(offered(error)); });
}

} // namespace

QByteArray digestOf(const MintOrder &order)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(encodedPath(loyaltyPath({u"account"_s, order.accountId, u"mint"_s})));
    hash.addData("\n");
    hash.addData(json::write(mintBody(order.points)));
    return hash.result();
}

Pending<MintAnswer> LoyaltyClient::mint(const MintOrder &order, Confirmation confirmation)
{
    if (const auto account = judgeAccountId(order.accountId); !account)
        return Pending<MintAnswer>::failed(account.error());
    if (const auto points = judgePoints(order.points); !points)
        return Pending<MintAnswer>::failed(points.error());
    HttpRequest request =
        jsonRequest(calls::mintPoints, loyaltyPath({u"account"_s, order.accountId, u"mint"_s}), mintBody(order.points));
    request.idempotencyKey = order.idempotencyKey.toLatin1();
    request.confirmation = std::move(confirmation);
    return m_http.send(std::move(request)).transform([](const HttpAnswer &answer) -> Result<MintAnswer> {
        Result<MintAnswer> told = decodeMintAnswer(answer.body);
        if (told)
            return told;
        Error error = told.error();
        error.httpStatus = answer.status;
        error.requestId = answer.requestId;
        return error;
    });
}

Pending<LoyaltyAccount> LoyaltyClient::readAccount(const QString &accountId)
{
    if (const auto account = judgeAccountId(accountId); !account)
        return Pending<LoyaltyAccount>::failed(account.error());
    return decoded(m_http.send({.call = calls::readAccount, .path = loyaltyPath({u"account"_s, accountId})}),
                   decodeAccount);
}

Pending<QList<LoyaltyOrder>> LoyaltyClient::listOrders(const QString &walletId)
{
    return ordersFrom(walletId, 1, {});
}

Pending<QList<LoyaltyOrder>> LoyaltyClient::ordersFrom(const QString &walletId, int page, QList<LoyaltyOrder> before)
{
    HttpRequest request{.call = calls::listOrders, .path = loyaltyPath({u"orders"_s})};
    request.query = {{u"walletId"_s, walletId},
                     {u"currentPage"_s, QString::number(page)},
                     {u"pageSize"_s, QString::number(pageSize)}};
    return decoded(m_http.send(std::move(request)), decodeOrders)
        .andThen([this, walletId, page, before = std::move(before)](const OrderPage &answer) {
            const QList<LoyaltyOrder> all = distinctOrders(before + answer.rows);
            const bool isNew = all.size() > before.size(); // a service that knows no pages tells the same again
            const bool isLast = !answer.total || all.size() >= *answer.total || !isNew || page >= maxPages;
            return isLast ? Pending<QList<LoyaltyOrder>>::ready(all) : ordersFrom(walletId, page + 1, all);
        });
}

Pending<QList<RewardTier>> LoyaltyClient::listTiers()
{
    return decoded(m_http.send({.call = calls::listTiers, .path = loyaltyPath({u"reward-tiers"_s})}),
                   decodeRewardTiers);
}

Pending<RewardTier> LoyaltyClient::createTier(const RewardTierDraft &draft, std::optional<Confirmation> confirmation)
{
    Result<json::Value> body = encodeRewardTier(draft, TierWrite::Create);
    if (!body)
        return Pending<RewardTier>::failed(body.error());
    body->set(u"application"_s, m_applicationId);
    HttpRequest request = jsonRequest(calls::createTier, loyaltyPath({u"reward-tiers"_s}), *body);
    request.confirmation = std::move(confirmation);
    return decoded(m_http.send(std::move(request)), decodeRewardTier);
}

Pending<RewardTier> LoyaltyClient::updateTier(const QString &id, const RewardTierDraft &draft,
                                              std::optional<Confirmation> confirmation)
{
    const Result<json::Value> body = encodeRewardTier(draft, TierWrite::Change);
    if (!body)
        return Pending<RewardTier>::failed(body.error());
    HttpRequest request = jsonRequest(calls::updateTier, loyaltyPath({u"reward-tiers"_s, id}), *body);
    request.confirmation = std::move(confirmation);
    return decoded(m_http.send(std::move(request)), decodeRewardTier);
}

Pending<Nothing> LoyaltyClient::deleteTier(const QString &id, Confirmation confirmation)
{
    HttpRequest request = jsonRequest(calls::deleteTier, loyaltyPath({u"reward-tiers"_s, id}), json::Value::object());
    request.confirmation = std::move(confirmation);
    request.expect = Expect::Anything;
    return decoded(m_http.send(std::move(request)), [](const json::Value &) { return Result<Nothing>(Nothing{}); });
}

std::unique_ptr<EventStream> LoyaltyClient::claimEvents(const QString &jobId)
{
    return m_http.events(
        {.call = calls::claimEvents, .path = {u"v1"_s, u"dpp"_s, u"claim"_s, jobId, u"status"_s, u"sse"_s}});
}

} // namespace chancery::keyban
