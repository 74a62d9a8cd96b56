// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/checkoutrun.h"

#include "core/bkey/calls.h"
#include "core/json/fields.h"

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bkey::CheckoutState;

namespace {

/// Of a checkout in the form that names none.
constexpr auto usualLife = 600s;
/// What a payment may take once it was approved.
constexpr auto paymentLife = 600s;

json::Value contentOf(const bkey::CheckoutDraft &draft)
{
    json::Value::Array items;
    for (const bkey::CheckoutItem &item : draft.items) {
        json::Value entry = json::Value::object();
        entry.set(u"name"_s, item.name);
        entry.set(u"price"_s, item.price);
        entry.set(u"quantity"_s, json::Value::integer(item.quantity));
        items.push_back(std::move(entry));
    }
    json::Value content = json::Value::object();
    content.set(u"merchant"_s, draft.merchantName);
    content.set(u"amount"_s, draft.amount);
    content.set(u"currency"_s, draft.currency);
    content.set(u"items"_s, json::Value(std::move(items)));
    return content;
}

bool isApproved(CheckoutState state)
{
    return state == CheckoutState::Approved || state == CheckoutState::Processing;
}

} // namespace

CheckoutRun::CheckoutRun(PhoneRunParts parts, QObject *parent)
    : PhoneRun(std::move(parts), {u"checkout.intended"_s, u"checkout.ended"_s}, parent)
{}

void CheckoutRun::start(const bkey::CheckoutDraft &draft, const Confirmation &confirmation)
{
    m_draft = draft;
    m_confirmation = confirmation;
    ask(draft.merchantName, contentOf(draft));
}

void CheckoutRun::send()
{
    client().startCheckout(m_draft, *m_confirmation).then(step(), [this](const Result<bkey::Checkout> &checkout) {
        taken(checkout);
    });
}

void CheckoutRun::taken(const Result<bkey::Checkout> &checkout)
{
    if (!checkout)
        return notTaken(checkout.error());
    const QDateTime from = checkout->createdAt.isValid() ? checkout->createdAt : client().now();
    const auto life = checkout->expiresAt.isValid() ? std::chrono::milliseconds(from.msecsTo(checkout->expiresAt))
                      : m_draft.page                ? std::chrono::milliseconds(m_draft.page->expiry)
                                                    : std::chrono::milliseconds(usualLife);
    m_checkout = *checkout;
    await(checkout->id, life);
}

void CheckoutRun::poll()
{
    client().readCheckout(report().requestId).then(step(), [this](const Result<bkey::Checkout> &checkout) {
        answered(checkout);
    });
}

void CheckoutRun::answered(const Result<bkey::Checkout> &checkout)
{
    if (!checkout)
        return pollFailed(checkout.error());
    report().status = checkout->status;
    const bool hasChanged = checkout->state != m_checkout.state;
    if (isApproved(checkout->state) && !isApproved(m_checkout.state))
        prolong(paymentLife);
    m_checkout = *checkout;
    switch (checkout->state) {
    case CheckoutState::Paid:
        return end(PhoneEnd::Done);
    case CheckoutState::PaymentFailed:
        return end(PhoneEnd::PaymentFailed);
    case CheckoutState::Rejected:
        return end(PhoneEnd::Denied);
    case CheckoutState::Expired:
        return end(PhoneEnd::Expired);
    case CheckoutState::Pending:
    case CheckoutState::Approved:
    case CheckoutState::Processing:
    case CheckoutState::Unknown:
        break;
    }
    const bool isUnknown = checkout->state == CheckoutState::Unknown;
    pollAgain(checkout->status, isUnknown);
    if (hasChanged && !isUnknown)
        Q_EMIT progressed(m_checkout); // last: whoever hears it may end us
}

} // namespace chancery

#include "moc_checkoutrun.cpp"
