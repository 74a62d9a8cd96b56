// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/phonewait.h"

#include "core/bkey/calls.h"
#include "core/json/fields.h"
#include "core/runs/checkoutrun.h"

#include "ui/words/phonetext.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using bkey::CheckoutDraft;
using bkey::CheckoutState;

namespace {

/// Where nobody knows whether it is paid, it is no plain failure: who repeats it may pay twice.
Exit exitOfPayment(const PhoneReport &report)
{
    const bool mayBePaid = report.isUnclear || !report.requestId.isEmpty();
    const bool isOpen = report.end == PhoneEnd::TimedOut || report.end == PhoneEnd::Failed;
    return isOpen && mayBePaid ? Interrupted : exitOf(report);
}

class CheckoutCommand
{
public:
    CheckoutCommand(const CommonOptions &options, CheckoutDraft draft, ApprovalService &service)
        : m_json(options.json)
        , m_draft(std::move(draft))
        , m_wait(options, service)
        , m_run(m_wait.parts())
    {
        m_wait.follow(m_run);
        QObject::connect(&m_run, &CheckoutRun::progressed, &m_wait, [](const bkey::Checkout &checkout) {
            if (checkout.state == CheckoutState::Approved)
                remark(tr("Approved on the phone, and not paid yet."));
        });
        QObject::connect(&m_run, &CheckoutRun::ended, &m_wait, [this](const PhoneReport &report) { finish(report); });
    }

    void start()
    {
        // Whoever typed the command has confirmed it.
        m_wait.open([this] {
            m_run.start(m_draft, Confirmation::afterReview(bkey::calls::startCheckout, m_draft.merchantName));
        });
    }

private:
    void finish(const PhoneReport &report)
    {
        const bkey::Checkout &checkout = m_run.checkout();
        if (m_json) {
            json::Value body = toJson(report, u"paid"_s);
            body.set(u"merchant"_s, m_draft.merchantName);
            body.set(u"amount"_s, m_draft.amount);
            body.set(u"currency"_s, m_draft.currency);
            json::setUnlessEmpty(body, u"paymentIntentId"_s, checkout.paymentIntentId);
            printJson(body);
        } else if (report.end == PhoneEnd::Done) {
            print(checkout.paymentIntentId);
        }
        conclude(report, checkoutText(report, checkout), exitOfPayment(report));
    }

    const bool m_json;
    const CheckoutDraft m_draft;
    PhoneWait m_wait;
    CheckoutRun m_run;
};

/// NAME:PRICE:QTY; the name may hold colons itself.
bkey::CheckoutItem itemOf(const QString &text)
{
    const QString quantity = text.section(u':', -1);
    bkey::CheckoutItem item{.name = text.section(u':', 0, -3), .price = text.section(u':', -2, -2)};
    bool isWhole = false;
    item.quantity = quantity.toLongLong(&isWhole);
    if (!isWhole || item.quantity < 1 || item.price.isEmpty() || item.name.trimmed().isEmpty())
        fail(tr("--item %1: expected NAME:PRICE:QTY, such as Vase:12.50:2.").arg(text));
    return item;
}

CheckoutDraft draftOf(const Arguments &options)
{
    CheckoutDraft draft{.merchantName = options.value(u"merchant"_s),
                        .items = {},
                        .amount = options.value(u"amount"_s),
                        .currency = options.value(u"currency"_s)};
    for (const QString &item : options.values(u"item"_s))
        draft.items << itemOf(item);
    if (draft.merchantName.trimmed().isEmpty() || draft.items.isEmpty() || draft.amount.isEmpty() ||
        draft.currency.isEmpty())
        fail(tr("checkout needs --merchant NAME, at least one --item NAME:PRICE:QTY, --amount DECIMAL and --currency "
                "CODE."));
    if (const auto encoded = bkey::encodeDraft(draft); !encoded)
        fail(tr("The service would not take %1. Amounts and prices are decimals such as 12.50, a currency is three "
                "letters such as USD, and there are 1 to 50 items.")
                 .arg(encoded.error().subject));
    return draft;
}

void refuseOtherSum(const CheckoutDraft &draft)
{
    const auto sum = bkey::sumOf(draft);
    if (!sum)
        fail(tr("Amounts and prices are decimals such as 12.50, and a quantity is at most 1,000,000,000."));
    if (!sum->isAmount)
        fail(tr("The items come to %1 %3, but --amount is %2 %3. Nothing was asked. Correct it, or add --despite-sum "
                "where shipping or a discount makes the difference.")
                 .arg(sum->total, draft.amount, draft.currency));
}

} // namespace

int checkout(const QStringList &arguments)
{
    Arguments options(
        tr("Asks a person to pay on their phone and waits until it is paid; approved alone is not. Prints "
           "the payment's id."));
    options.addOption({u"merchant"_s, tr("Who is paid, as the phone shows it."), u"NAME"_s});
    options.addOption(
        {u"item"_s, tr("What is bought, such as Vase:12.50:2; may be given again."), u"NAME:PRICE:QTY"_s});
    options.addOption({u"amount"_s, tr("What is paid in all: a decimal."), u"DECIMAL"_s});
    options.addOption({u"currency"_s, tr("Its three letters, such as USD."), u"CODE"_s});
    options.addOption({u"despite-sum"_s, tr("Ask although the items do not come to the amount.")});
    options.parse(arguments);
    const CheckoutDraft draft = draftOf(options);
    if (!options.isSet(u"despite-sum"_s))
        refuseOtherSum(draft);
    std::unique_ptr<CheckoutCommand> command;
    return withApprovals(options.common(), [&](ApprovalService &service) {
        command = std::make_unique<CheckoutCommand>(options.common(), draft, service);
        command->start();
    });
}

} // namespace chancery::ctl
