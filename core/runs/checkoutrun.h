// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/phonerun.h"

namespace chancery {

/// Asks somebody to pay on their phone, and waits until it is paid: an approved checkout is not, yet. Ends: Done
/// (paid), PaymentFailed, Denied, Expired, TimedOut, Withdrawn, Failed. Audit: `checkout.intended`, `checkout.ended`.
class CheckoutRun : public PhoneRun
{
    Q_OBJECT

public:
    explicit CheckoutRun(PhoneRunParts parts, QObject *parent = nullptr);

    /// `confirmation` is for bkey::calls::startCheckout.
    void start(const bkey::CheckoutDraft &draft, const Confirmation &confirmation);
    /// Stops waiting, and nothing else: what was or will be approved on the phone is paid.
    void stop() { withdraw(); }

    /// As it was last seen; without an id before the service took it. With ended(Done) it has the payment's id.
    const bkey::Checkout &checkout() const { return m_checkout; }

Q_SIGNALS:
    /// Its state changed, and it goes on.
    void progressed(const chancery::bkey::Checkout &checkout);

private:
    void send() override;
    void poll() override;
    void taken(const Result<bkey::Checkout> &checkout);
    void answered(const Result<bkey::Checkout> &checkout);

    bkey::CheckoutDraft m_draft;
    std::optional<Confirmation> m_confirmation;
    bkey::Checkout m_checkout;
};

} // namespace chancery
