// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/approvaltext.h"

#include "ui/words/errortext.h"
#include "ui/words/tokentext.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ApprovalText)
};

QString withError(const Error &error)
{
    const ErrorText text = describe(error);
    return text.headline + u' ' + text.remedy;
}

/// What the service's end says when it is none of those with a name of their own.
QString failureText(const bkey::ApprovalReport &told)
{
    using bkey::ApprovalOutcome;
    if (told.outcome == ApprovalOutcome::Forged)
        return describe(bkey::TokenVerdict{.fault = told.fault, .subject = told.subject});
    if (told.isUnclear && told.requestId.isEmpty())
        return Text::tr("The answer got lost, so nobody knows whether the phone rang. Nothing is approved: ask again.");
    if (told.isUnclear)
        return Text::tr("The approver may have said yes, but the proof got lost on its way. Nothing is approved: ask "
                        "again.");
    if (told.error)
        return withError(*told.error);
    if (!told.words.isEmpty())
        return Text::tr("The approval service ended it: “%1”. Nothing is approved: ask again.").arg(told.words);
    return Text::tr("The approval service gave an answer that is neither yes nor no. Nothing is approved: ask again.");
}

QString grantedText(const ApprovalRunReport &report)
{
    if (!report.told || !report.told->token)
        return Text::tr("Approved, and the proof verifies.");
    return Text::tr("Approved by %1, and the proof verifies. It counts until %2.")
        .arg(report.told->token->approver,
             QLocale().toString(report.told->token->expires.toLocalTime(), QLocale::ShortFormat));
}

} // namespace

// No default here: a bar without words must not compile.
QString describe(ApprovalBar bar)
{
    switch (bar) {
    case ApprovalBar::None:
        return {};
    case ApprovalBar::SamePerson:
        return Text::tr("Who asks may not approve. Name another person to ask.");
    case ApprovalBar::ApproverUnknown:
        return Text::tr("Nobody said which user of this ledger the approver is, so that nobody could tell them from "
                        "whoever asks. Say so with the approver.");
    case ApprovalBar::AlreadyWaiting:
        return Text::tr("That person is being asked for such an action already. Wait for the answer, or withdraw it "
                        "first.");
    case ApprovalBar::NotWaiting:
        return Text::tr("The answer came when nobody waited for it any more. It counts for nothing: ask again.");
    case ApprovalBar::OtherApprover:
        return Text::tr("Somebody else than the person who was asked answered. That counts for nothing: ask again.");
    case ApprovalBar::TokenSeen:
        return Text::tr("The proof was shown before, and each counts once. Nothing is approved: ask again.");
    case ApprovalBar::NotGranted:
        return Text::tr("Nobody has approved this. Ask for it first.");
    case ApprovalBar::AlreadySpent:
        return Text::tr("This approval was used already, and each counts once. Ask again.");
    case ApprovalBar::OtherAction:
        return Text::tr("This approval is for another action. Ask for this one.");
    case ApprovalBar::PlanChanged:
        return Text::tr("What would be done is not what was approved: something has changed since. Ask again.");
    case ApprovalBar::OtherAuthor:
        return Text::tr("Somebody else asked for this approval, or on another connection. Ask for one of your own.");
    case ApprovalBar::OtherWay:
        return Text::tr("This was approved at a desk, and has to be approved on a phone. Ask there.");
    case ApprovalBar::Stale:
        return Text::tr("The approval has run out. Ask again.");
    }
    return {};
}

QString describe(const ApprovalRunReport &report)
{
    switch (report.state) {
    case ApprovalState::Granted:
    case ApprovalState::Spent:
        return grantedText(report);
    case ApprovalState::Denied:
        return Text::tr("Refused on the phone. Nothing is approved.");
    case ApprovalState::Expired:
        return Text::tr("Nobody answered before the service let the question expire. Nothing is approved: ask again "
                        "when the approver has the phone at hand.");
    case ApprovalState::TimedOut:
        return Text::tr(
            "No answer came while it was waited for. Nothing is approved: look whether the approval service "
            "can be reached, and ask again.");
    case ApprovalState::Withdrawn:
        return Text::tr("Withdrawn. The phone may go on asking; what is answered there counts for nothing.");
    case ApprovalState::Asking:
    case ApprovalState::Waiting:
    case ApprovalState::Failed:
        break;
    }
    if (report.bar != ApprovalBar::None)
        return describe(report.bar);
    if (report.error)
        return withError(*report.error);
    return failureText(report.told.value_or(bkey::ApprovalReport{}));
}

} // namespace chancery
