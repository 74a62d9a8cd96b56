// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace chancery::bkey {

// A payment that a person approves on a phone (BKey fact sheet §2, rows 14 and 15). The service takes it in two forms.

struct CheckoutItem
{
    QString name;
    QString price; ///< a decimal
    qint64 quantity = 1;
};

/// What the form with line items wants besides; all amounts are whole numbers of the currency's smallest unit then.
struct CheckoutPage
{
    QString merchantDomain;
    QString url;
    std::chrono::seconds expiry{600}; ///< 60 s to 3600 s
};

struct CheckoutDraft
{
    QString merchantName;
    QList<CheckoutItem> items; ///< 1 to 50
    QString amount;            ///< a decimal, sent as a number of the same digits
    QString currency = QStringLiteral("USD");
    std::optional<CheckoutPage> page{}; ///< set: the form with line items
};

/// Error: Refused / SettingInvalid with the member in `subject`.
Result<json::Value> encodeDraft(const CheckoutDraft &draft);

/// What the items come to, digit for digit.
struct CheckoutSum
{
    QString total;         ///< a decimal
    bool isAmount = false; ///< the same number as the draft's amount
};
/// Nothing where a price or the amount is no plain decimal such as 12.50, or a quantity is not 1 to 1,000,000,000.
std::optional<CheckoutSum> sumOf(const CheckoutDraft &draft);

enum class CheckoutState {
    Pending,
    Approved,   ///< not paid yet
    Processing, ///< not paid yet
    Paid,
    PaymentFailed,
    Rejected,
    Expired,
    Unknown, ///< a word of a later version, or two that contradict each other; never a success
};

struct Checkout
{
    QString id;
    CheckoutState state = CheckoutState::Unknown;
    QString status; ///< as the service wrote it
    QString authRequestId{};
    QString paymentIntentId{};
    QString challenge{}; ///< in hexadecimal digits
    QString orderConfirmation{};
    QString sptId{};
    QDateTime createdAt{};
    QDateTime approvedAt{};
    QDateTime completedAt{};
    QDateTime expiresAt{};
    bool isOver() const;
    bool operator==(const Checkout &) const = default;
};

/// Reads either form, and both in one. Error: Protocol / UnexpectedShape without an id or with two of them.
Result<Checkout> decodeCheckout(const json::Value &body);

} // namespace chancery::bkey
