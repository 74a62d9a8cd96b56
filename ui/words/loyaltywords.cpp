// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/causewords.h"

namespace chancery::detail {

Words loyaltyWords(Cause cause, const QString &subject)
{
    switch (cause) {
    case Cause::AmountNotWhole:
        return {Text::tr("%1 is not a whole number of points.").arg(quoted(subject, Text::tr("The amount"))),
                Text::tr("Write it with digits alone, without decimals, separators or signs.")};
    case Cause::AmountNotPositive:
        return {Text::tr("%1 is no amount that can be credited.").arg(quoted(subject, Text::tr("Zero or less"))),
                Text::tr("Give 1 point or more. Points can't be taken back here.")};
    case Cause::AmountTooLarge:
        return {Text::tr("%1 is more than a service takes exactly.").arg(quoted(subject, Text::tr("The amount"))),
                Text::tr("Give 9,007,199,254,740,991 points at most.")};
    case Cause::AccountMalformed:
        return {Text::tr("%1 is not the id of an account.").arg(quoted(subject, Text::tr("The text"))),
                Text::tr("Copy the account's id from the service; names and e-mail addresses are none.")};
    case Cause::AccountIsWallet:
        return {Text::tr("%1 is a wallet, not an account.").arg(quoted(subject, Text::tr("The id"))),
                Text::tr("Points go to an account: copy the account's id instead of its wallet's.")};
    case Cause::NotOffered:
        return {Text::tr("%1 does not offer this.").arg(named(subject, Text::tr("The service"))),
                Text::tr("Use the service's own console for it, or check the id where one was given.")};
    default:
        return {};
    }
}

} // namespace chancery::detail
