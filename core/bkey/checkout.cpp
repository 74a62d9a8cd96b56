// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/checkout.h"

#include "core/bkey/fields.h"
#include "core/json/fields.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestName = 256;
constexpr qsizetype longestUrl = 2048;
constexpr qsizetype mostItems = 50;
constexpr qint64 mostOfOne = 1'000'000'000;
constexpr auto shortestExpiry = 60s;
constexpr auto longestExpiry = 3600s;

/// A number of zero or more, whole where that is how it is counted.
std::optional<json::Value> priceOf(const QString &text, bool isWhole)
{
    const auto number = numberOf(text);
    const bool isUsable = number && !text.startsWith(u'-') && (!isWhole || wholeOf(*number));
    return isUsable ? number : std::nullopt;
}

/// Whether it is above zero, however many digits it has.
bool isSomething(const QString &number)
{
    const QString digits = number.toLower().section(u'e', 0, 0);
    return std::any_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
}

Result<json::Value> encodeItems(const CheckoutDraft &draft)
{
    const bool isWithPage = draft.page.has_value();
    json::Value::Array items;
    for (const CheckoutItem &item : draft.items) {
        const auto price = priceOf(item.price, isWithPage);
        if (!isLine(item.name, longestName) || !price || item.quantity < 1)
            return refusedMember(isWithPage ? u"lineItems"_s : u"items"_s);
        json::Value entry = json::Value::object();
        entry.set(isWithPage ? u"title"_s : u"name"_s, item.name);
        entry.set(u"price"_s, *price);
        entry.set(u"quantity"_s, json::Value::integer(item.quantity));
        items.push_back(std::move(entry));
    }
    if (items.empty() || items.size() > mostItems)
        return refusedMember(isWithPage ? u"lineItems"_s : u"items"_s);
    return json::Value(std::move(items));
}

Result<Nothing> setPage(json::Value &body, const CheckoutPage &page)
{
    if (!isLine(page.merchantDomain, longestName))
        return refusedMember(u"merchantDomain"_s);
    if (!isLine(page.url, longestUrl))
        return refusedMember(u"checkoutUrl"_s);
    if (page.expiry < shortestExpiry || page.expiry > longestExpiry)
        return refusedMember(u"expiresInSecs"_s);
    body.set(u"merchantDomain"_s, page.merchantDomain);
    body.set(u"checkoutUrl"_s, page.url);
    body.set(u"expiresInSecs"_s, json::Value::integer(page.expiry.count()));
    return Nothing{};
}

bool isPlainDecimal(const QString &text)
{
    static const QRegularExpression plain(u"\\A[0-9]{1,30}(\\.[0-9]{1,30})?\\z"_s);
    return plain.match(text).hasMatch();
}

/// Behind the point.
qsizetype placesOf(const QString &decimal)
{
    const qsizetype point = decimal.indexOf(u'.');
    return point < 0 ? 0 : decimal.size() - point - 1;
}

/// All digits with so many of them behind the point, which is left out; the last one first.
QByteArray reversedDigits(const QString &decimal, qsizetype places)
{
    QByteArray digits = QString(decimal).remove(u'.').toLatin1() + QByteArray(places - placesOf(decimal), '0');
    std::reverse(digits.begin(), digits.end());
    return digits;
}

void addTimes(QByteArray &sum, const QByteArray &digits, qint64 times)
{
    qint64 carry = 0;
    for (qsizetype i = 0; i < digits.size() || carry > 0; ++i) {
        if (i == sum.size())
            sum.append('0');
        carry += sum.at(i) - '0' + (i < digits.size() ? (digits.at(i) - '0') * times : 0);
        sum[i] = char('0' + carry % 10);
        carry /= 10;
    }
}

QString decimalOf(QByteArray reversed, qsizetype places)
{
    while (reversed.size() > places + 1 && reversed.endsWith('0'))
        reversed.chop(1);
    while (reversed.size() <= places)
        reversed.append('0');
    std::reverse(reversed.begin(), reversed.end());
    if (places > 0)
        reversed.insert(reversed.size() - places, '.');
    return QString::fromLatin1(reversed);
}

CheckoutState stateOf(const QString &status)
{
    static const std::pair<QLatin1StringView, CheckoutState> words[] = {
        {"pending"_L1, CheckoutState::Pending},
        {"approved"_L1, CheckoutState::Approved},
        {"payment_processing"_L1, CheckoutState::Processing},
        {"payment_completed"_L1, CheckoutState::Paid},
        {"completed"_L1, CheckoutState::Paid},
        {"payment_failed"_L1, CheckoutState::PaymentFailed},
        {"rejected"_L1, CheckoutState::Rejected},
        {"denied"_L1, CheckoutState::Rejected},
        {"expired"_L1, CheckoutState::Expired},
    };
    for (const auto &[word, state] : words) {
        if (isWord(status, word))
            return state;
    }
    return CheckoutState::Unknown;
}

/// What both forms say, and whether they say the same.
struct TwoTexts
{
    QString outer;
    QString inner;
    QString any() const { return outer.isEmpty() ? inner : outer; }
    bool agree() const { return outer.isEmpty() || inner.isEmpty() || outer.compare(inner, Qt::CaseInsensitive) == 0; }
};

TwoTexts textsOf(const json::Value &body, QStringView outer, QStringView inner)
{
    return {body[outer].toText(), body[u"checkoutRequest"][inner].toText()};
}

} // namespace

std::optional<CheckoutSum> sumOf(const CheckoutDraft &draft)
{
    if (!isPlainDecimal(draft.amount))
        return std::nullopt;
    qsizetype places = placesOf(draft.amount);
    for (const CheckoutItem &item : draft.items) {
        if (!isPlainDecimal(item.price) || item.quantity < 1 || item.quantity > mostOfOne)
            return std::nullopt;
        places = std::max(places, placesOf(item.price));
    }
    QByteArray sum;
    for (const CheckoutItem &item : draft.items)
        addTimes(sum, reversedDigits(item.price, places), item.quantity);
    QByteArray amount;
    addTimes(amount, reversedDigits(draft.amount, places), 1);
    const QString total = decimalOf(sum, places);
    return CheckoutSum{.total = total, .isAmount = total == decimalOf(amount, places)};
}

bool Checkout::isOver() const
{
    return state == CheckoutState::Paid || state == CheckoutState::PaymentFailed || state == CheckoutState::Rejected ||
           state == CheckoutState::Expired;
}

Result<json::Value> encodeDraft(const CheckoutDraft &draft)
{
    const bool isWithPage = draft.page.has_value();
    const auto amount = priceOf(draft.amount, isWithPage);
    if (!isLine(draft.merchantName, longestName))
        return refusedMember(u"merchantName"_s);
    if (!amount || !isSomething(draft.amount))
        return refusedMember(u"amount"_s);
    if (!isLine(draft.currency, 3) || draft.currency.size() != 3)
        return refusedMember(u"currency"_s);
    Result<json::Value> items = encodeItems(draft);
    if (!items)
        return items;

    json::Value body = json::Value::object();
    body.set(u"merchantName"_s, draft.merchantName);
    body.set(isWithPage ? u"lineItems"_s : u"items"_s, std::move(*items));
    body.set(u"amount"_s, *amount);
    body.set(u"currency"_s, draft.currency);
    if (draft.page) {
        if (const auto set = setPage(body, *draft.page); !set)
            return set.error();
    }
    return body;
}

Result<Checkout> decodeCheckout(const json::Value &body)
{
    const json::Value &inner = body[u"checkoutRequest"];
    const TwoTexts id = textsOf(body, u"id", u"id");
    if (id.any().isEmpty() || !id.agree())
        return json::unexpectedShape(u"id"_s);
    const TwoTexts status = textsOf(body, u"status", u"status");
    Checkout checkout;
    checkout.id = id.any();
    checkout.status = status.agree() ? status.any() : QString(status.outer + u" / "_s + status.inner);
    checkout.state = stateOf(checkout.status);
    checkout.authRequestId = textsOf(body, u"ciba_auth_req_id", u"cibaAuthReqId").any();
    checkout.paymentIntentId = textsOf(body, u"payment_intent_id", u"paymentIntentId").any();
    checkout.challenge = inner[u"challengeHex"].toText();
    checkout.orderConfirmation = inner[u"orderConfirmation"].toText();
    checkout.sptId = inner[u"sptId"].toText();
    checkout.createdAt = timeOf(inner[u"createdAt"]);
    checkout.approvedAt = timeOf(inner[u"approvedAt"]);
    checkout.completedAt = timeOf(inner[u"completedAt"]);
    checkout.expiresAt = timeOf(inner[u"expiresAt"]);
    return checkout;
}

} // namespace chancery::bkey
