// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"

#include <QUuid>

namespace chancery::sandbox {

// Checkouts (BKey fact sheet §2 rows 14 and 15, §5).

namespace {

using namespace Qt::StringLiterals;

constexpr size_t mostItems = 50;
constexpr qint64 usualExpiry = 600;
/// What each step of a payment takes.
constexpr qint64 stepMs = 1000;

void readOpenItem(KeystoneBody &item)
{
    item.text(u"name"_s);
    item.decimal(u"price"_s, Need::Required);
    item.integer(u"quantity"_s, Need::Optional, 1, 1'000'000);
}

void readLineItem(KeystoneBody &item)
{
    item.text(u"title"_s);
    item.integer(u"quantity"_s, Need::Required, 1, 1'000'000);
    item.integer(u"price"_s, Need::Required, 0, 1'000'000'000'000);
}

json::Value timeOrNull(qint64 milliseconds)
{
    return milliseconds ? json::Value(QString::fromLatin1(isoTime(milliseconds))) : json::Value();
}

bool isPaid(const QString &state)
{
    return state == u"completed" || state == u"payment_completed";
}

} // namespace

Answer BkeyService::checkoutRoute(const Call &call)
{
    if (!call.bearer.mayDo(u"approve:payment"_s))
        return BkeyRefusal{403, u"insufficient_scope"_s, u"approve:payment is needed"_s}.answer();
    if (call.request.is("POST", {"v1", "checkout", "initiate"}))
        return startCheckout(call);
    BkeyAsk *const ask = m_book.find(call.id(2), call.now);
    const bool isOurs = ask && ask->kind == BkeyAsk::Kind::Checkout && ask->clientId == call.bearer.clientId;
    if (!call.request.is("GET", {"v1", "checkout", "*", "status"}) || !isOurs)
        return BkeyRefusal{404, u"not_found"_s, u"no such checkout"_s}.answer();
    const QString state = checkoutState(*ask, call.now);
    const json::Value payment = isPaid(state) ? json::Value(QString(u"pi_demo_"_s + ask->id.first(8))) : json::Value();
    json::Value body = json::Value::object();
    body.set(u"success"_s, true);
    body.set(u"id"_s, ask->id);
    body.set(u"status"_s, state);
    body.set(u"payment_intent_id"_s, payment);
    json::Value inner = json::Value::object();
    inner.set(u"id"_s, ask->id);
    inner.set(u"status"_s, state);
    inner.set(u"orderConfirmation"_s, json::Value());
    inner.set(u"approvedAt"_s, timeOrNull(ask->state == BkeyAsk::State::Approved ? ask->answeredAt : 0));
    inner.set(u"completedAt"_s, timeOrNull(!isPaid(state) ? 0 : ask->answeredAt + (ask->paysInSteps ? 2 * stepMs : 0)));
    inner.set(u"expiresAt"_s, timeOrNull(ask->expiresAt));
    inner.set(u"paymentIntentId"_s, payment);
    inner.set(u"sptId"_s, json::Value());
    body.set(u"checkoutRequest"_s, std::move(inner));
    return Answer::json(json::write(body));
}

QString BkeyService::checkoutState(const BkeyAsk &ask, qint64 now) const
{
    if (ask.state == BkeyAsk::State::Denied)
        return u"rejected"_s;
    if (ask.state != BkeyAsk::State::Approved)
        return bkeyWord(ask.state);
    if (!ask.paysInSteps)
        return u"completed"_s;
    const qint64 since = now - ask.answeredAt;
    if (since < stepMs)
        return u"approved"_s;
    if (since < 2 * stepMs)
        return u"payment_processing"_s;
    return m_payment == u"fail" ? u"payment_failed"_s : u"payment_completed"_s;
}

BkeyRefusal BkeyService::readCheckout(KeystoneBody &body, BkeyAsk &ask, qint64 now) const
{
    const bool isWithLines = body.has(u"lineItems"_s);
    const QString merchant = body.text(u"merchantName"_s, {Need::Required, 256});
    const QString currency = body.text(u"currency"_s, {isWithLines ? Need::Required : Need::Optional, 3});
    const QString itemsKey = isWithLines ? u"lineItems"_s : u"items"_s;
    std::vector<KeystoneBody> items = body.list(itemsKey, 1);
    for (KeystoneBody &item : items)
        isWithLines ? readLineItem(item) : readOpenItem(item);
    if (items.size() > mostItems)
        body.complain(itemsKey, u"too_long"_s, u"List should have at most 50 items"_s);
    qint64 expiry = usualExpiry;
    if (isWithLines) {
        body.text(u"merchantDomain"_s);
        body.text(u"checkoutUrl"_s, {Need::Required, 2048});
        body.integer(u"amount"_s, Need::Required, 1, 1'000'000'000'000);
        expiry = body.integer(u"expiresInSecs"_s, Need::Optional, 60, 3600).value_or(usualExpiry);
    } else {
        body.decimal(u"amount"_s, Need::Required);
    }
    if (!body.value()[u"amount"].isNumber())
        body.complain(u"amount"_s, u"number_type"_s, u"Input should be a number"_s);
    ask.message = u"Pay at %1"_s.arg(merchant);
    ask.details.set(u"merchantName"_s, merchant);
    ask.details.set(u"amount"_s, body.value()[u"amount"]);
    ask.details.set(u"currency"_s, currency.isEmpty() ? u"USD"_s : currency);
    ask.details.set(itemsKey, body.value()[itemsKey]);
    ask.expiresAt = now + expiry * 1000;
    ask.paysInSteps = m_payment == u"dialect" ? isWithLines : m_payment != u"complete";
    return bkeyRefusal(body);
}

Answer BkeyService::startCheckout(const Call &call)
{
    const ParsedBody parsed = parsedBody(call.request);
    if (parsed.refusal)
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a JSON object"_s}.answer();
    BkeyAsk ask{.kind = BkeyAsk::Kind::Checkout};
    KeystoneBody body = bodyOf(parsed.object);
    if (const BkeyRefusal refusal = readCheckout(body, ask, call.now))
        return refusal.answer();
    ask.clientId = call.bearer.clientId;
    ask.subject = QString::fromLatin1(bkeyUserDid);
    ask.scope = u"openid approve:payment"_s;
    const BkeyAsk &begun = begin(std::move(ask), call.now);
    json::Value answer = json::Value::object();
    answer.set(u"success"_s, true);
    answer.set(u"id"_s, begun.id);
    answer.set(u"status"_s, u"pending"_s);
    answer.set(u"ciba_auth_req_id"_s, begun.authReqId);
    json::Value inner = json::Value::object();
    inner.set(u"id"_s, begun.id);
    inner.set(u"status"_s, u"pending"_s);
    inner.set(u"challengeHex"_s, QUuid::createUuid().toString(QUuid::Id128));
    inner.set(u"expiresAt"_s, timeOrNull(begun.expiresAt));
    inner.set(u"createdAt"_s, timeOrNull(begun.createdAt));
    answer.set(u"checkoutRequest"_s, std::move(inner));
    return Answer::json(json::write(answer));
}

} // namespace chancery::sandbox
