// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/tokentext.h"

#include <QCoreApplication>

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenText)
};

/// With what it concerns in brackets, where that is known.
QString about(const QString &sentence, const QString &subject)
{
    return subject.isEmpty() ? sentence.arg(QString()) : sentence.arg(Text::tr(" (%1)").arg(subject));
}

// No default here: a fault without words must not compile.
QString reason(const bkey::TokenVerdict &verdict)
{
    using bkey::TokenFault;
    switch (verdict.fault) {
    case TokenFault::None:
        return {};
    case TokenFault::NothingExpected:
        return Text::tr("This connection does not say what an approval has to prove%1.");
    case TokenFault::Malformed:
        return Text::tr("The proof of the approval cannot be read%1.");
    case TokenFault::Algorithm:
        return Text::tr("The approval is not signed in the way that was agreed%1.");
    case TokenFault::KeyUnknown:
        return Text::tr("The approval is signed with a key that the service does not publish%1.");
    case TokenFault::Signature:
        return Text::tr("The signature of the approval does not fit: it was forged or changed%1.");
    case TokenFault::ClaimMissing:
        return Text::tr("The proof of the approval does not say for how long it counts%1.");
    case TokenFault::Issuer:
        return Text::tr("The approval comes from another service%1.");
    case TokenFault::Expired:
        return Text::tr("The approval has expired%1.");
    case TokenFault::NotYetValid:
        return Text::tr("The approval does not count yet%1: the clocks differ.");
    case TokenFault::Audience:
        return Text::tr("The approval was given to another program%1.");
    case TokenFault::Scope:
        return Text::tr("The approval does not cover what was asked for%1.");
    case TokenFault::Approver:
        return Text::tr("Somebody else than the person who was asked approved%1.");
    case TokenFault::TooOld:
        return Text::tr("The approval is older than the question%1.");
    }
    return {};
}

} // namespace

QString describe(const bkey::TokenVerdict &verdict)
{
    if (verdict.isProof())
        return {};
    return about(reason(verdict), verdict.subject) + u' ' + Text::tr("Nothing was done. Ask again.");
}

} // namespace chancery
