// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/phonetext.h"

#include "ui/words/errortext.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PhoneText)
};

QString errorLine(const PhoneReport &report)
{
    const ErrorText text = describe(report.error.value_or(Error{}));
    return text.remedy.isEmpty() ? text.headline : QString(text.headline + u' ' + text.remedy);
}

QString readFailed(const PhoneReport &report)
{
    if (!report.isUnclear)
        return errorLine(report);
    if (report.requestId.isEmpty())
        return Text::tr("The answer got lost, so nobody knows whether the phone rang. No value came: ask again. %1")
            .arg(errorLine(report));
    return Text::tr("An answer got lost, and the value may have gone with it: it is handed out once. Ask again. %1")
        .arg(errorLine(report));
}

/// Whether it may still be paid, or is.
bool mayBePaid(const bkey::Checkout &checkout)
{
    return checkout.state == bkey::CheckoutState::Approved || checkout.state == bkey::CheckoutState::Processing;
}

QString notSeenPaid(const bkey::Checkout &checkout)
{
    return mayBePaid(checkout)
               ? Text::tr("It was approved and is not known to be paid yet. Look at the wallet before paying again.")
               : Text::tr("Nobody had approved it when it was last looked at, and a late yes still pays. Look at the "
                          "wallet before paying again.");
}

QString checkoutFailed(const PhoneReport &report, const bkey::Checkout &checkout)
{
    if (!report.requestId.isEmpty())
        return errorLine(report) + u' ' + notSeenPaid(checkout);
    if (report.isUnclear)
        return Text::tr("The answer got lost, so nobody knows whether the phone rang, and a yes there pays. Look at "
                        "the wallet before asking again. %1")
            .arg(errorLine(report));
    return errorLine(report);
}

} // namespace

// No defaults here: an end without words must not compile. What is no end of such a run has the words of a failure.
QString vaultReadText(const PhoneReport &report, const QString &item)
{
    switch (report.end) {
    case PhoneEnd::Done:
        return Text::tr("%1 was released on the phone.").arg(item);
    case PhoneEnd::Denied:
        return Text::tr("Refused on the phone. %1 is not released.").arg(item);
    case PhoneEnd::Expired:
        return Text::tr("Nobody answered before the service let the question expire. Ask for %1 again when its owner "
                        "has the phone at hand.")
            .arg(item);
    case PhoneEnd::TimedOut:
        return report.isUnclear
                   ? Text::tr("No value came while it was waited for, and it may have gone with an answer that got "
                              "lost: it is handed out once. Ask for %1 again.")
                         .arg(item)
                   : Text::tr("No answer came while it was waited for. Ask for %1 again when its owner has the phone "
                              "at hand.")
                         .arg(item);
    case PhoneEnd::Withdrawn:
        return Text::tr("Stopped waiting. The phone may go on asking; what it releases for %1 is not read.").arg(item);
    case PhoneEnd::Lost:
        return Text::tr("%1 was released, but the answer with the value got lost on its way here, and it is handed out "
                        "once. Ask again.")
            .arg(item);
    case PhoneEnd::Unreadable:
        return Text::tr("%1 was released, but what came can't be read: it was not sealed for this computer, or has no "
                        "such field. Nothing is shown. Look at the field's name with vault list, and ask again.")
            .arg(item);
    case PhoneEnd::Failed:
    case PhoneEnd::NoKey:
    case PhoneEnd::PaymentFailed:
        break;
    }
    return readFailed(report);
}

QString vaultStoreText(const PhoneReport &report, const QString &item)
{
    switch (report.end) {
    case PhoneEnd::Done:
        return Text::tr("%1 is stored on the phone.").arg(item);
    case PhoneEnd::Denied:
        return Text::tr("Rejected on the phone. %1 is not stored.").arg(item);
    case PhoneEnd::Expired:
        return Text::tr("Nobody answered before the service let the question expire. %1 is not stored: try again when "
                        "its owner has the phone at hand.")
            .arg(item);
    case PhoneEnd::TimedOut:
        return Text::tr("No answer came while it was waited for. Look with vault list whether %1 is stored, and try "
                        "again if it is not.")
            .arg(item);
    case PhoneEnd::Withdrawn:
        return Text::tr("Stopped waiting. The phone may go on asking, and a yes there still stores %1.").arg(item);
    case PhoneEnd::NoKey:
        return Text::tr("The phone has no key to seal for yet. Open the vault on the phone once, and try again.");
    case PhoneEnd::Failed:
    case PhoneEnd::Lost:
    case PhoneEnd::Unreadable:
    case PhoneEnd::PaymentFailed:
        break;
    }
    if (report.isUnclear)
        return Text::tr("The answer got lost, so nobody knows whether the phone rang. Look with vault list whether %1 "
                        "is stored, and try again if it is not. %2")
            .arg(item, errorLine(report));
    return errorLine(report);
}

QString checkoutText(const PhoneReport &report, const bkey::Checkout &checkout)
{
    switch (report.end) {
    case PhoneEnd::Done:
        return checkout.paymentIntentId.isEmpty() ? Text::tr("Paid.")
                                                  : Text::tr("Paid: %1.").arg(checkout.paymentIntentId);
    case PhoneEnd::Denied:
        return Text::tr("Rejected on the phone. Nothing is paid.");
    case PhoneEnd::Expired:
        return Text::tr("Nobody answered before the service let the question expire. Nothing is paid: ask again when "
                        "the owner has the phone at hand.");
    case PhoneEnd::TimedOut:
        return Text::tr("No end came while it was waited for. %1").arg(notSeenPaid(checkout));
    case PhoneEnd::Withdrawn:
        return Text::tr("Stopped waiting. %1").arg(notSeenPaid(checkout));
    case PhoneEnd::PaymentFailed:
        return Text::tr("It was approved, but the payment failed. Nothing is paid: look at the wallet, and ask again.");
    case PhoneEnd::Failed:
    case PhoneEnd::Lost:
    case PhoneEnd::Unreadable:
    case PhoneEnd::NoKey:
        break;
    }
    return checkoutFailed(report, checkout);
}

QString ledgerGapText(const PhoneReport &report)
{
    if (!report.ledgerError)
        return {};
    return Text::tr("How it ended could not be written to the audit log. %1")
        .arg(describe(*report.ledgerError).headline);
}

} // namespace chancery
