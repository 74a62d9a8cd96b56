// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/checkoutrun.h"
#include "ui/panels/approvals/phonedesk.h"
#include "ui/panels/panel.h"

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class Banner;
class CheckoutItems;
class PhoneWaitCard;

/// A payment that somebody approves on their phone: merchant, items and the exact amount, a second look, the wait, and
/// the payment that came of it.
class CheckoutSection : public Panel
{
    Q_OBJECT

public:
    explicit CheckoutSection(PhoneDesk desk, QWidget *parent = nullptr);
    ~CheckoutSection() override;

    QString title() const override { return tr("Checkout"); }
    QString iconName() const override { return QStringLiteral("seal"); }
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

private:
    void layOut();
    QWidget *buildForm();
    bkey::CheckoutDraft draft() const;
    QString missing() const;
    void refreshForm();
    void askFirst();
    void start(const bkey::CheckoutDraft &draft);
    void progressed(const bkey::Checkout &checkout);
    void ended(const PhoneReport &report);

    const PhoneDesk m_desk;
    Banner *m_banner;
    QLineEdit *m_merchant;
    CheckoutItems *m_items;
    QLineEdit *m_currency;
    QLineEdit *m_amount;
    QLabel *m_sum;
    QLabel *m_missing;
    QPushButton *m_ask;
    PhoneWaitCard *m_wait;
    std::unique_ptr<CheckoutRun> m_run;
};

} // namespace chancery
