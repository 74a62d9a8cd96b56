// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/minttext.h"

#include "ui/words/errortext.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MintText)
};

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

QString amountText(const MintIntent &intent)
{
    return Text::tr("%1 for account %2").arg(pointsText(intent.points), intent.accountId);
}

/// The error in words, behind a sentence.
QString withError(const QString &sentence, const MintReport &report)
{
    if (!report.error)
        return sentence;
    const ErrorText text = describe(*report.error);
    return sentence + u' ' + text.headline + u' ' + text.remedy;
}

QString limitText(const MintReport &report, const QString &which)
{
    return Text::tr("Nothing was sent: %1 is more than %2 allows (%3, %4 used). Someone else has to "
                    "raise the limit, or to wait for another day.")
        .arg(amountText(report.intent), which, pointsText(report.admission.limit), numberText(report.admission.used));
}

QString blockedText(const MintReport &report)
{
    const QString id = report.admission.blocking.isEmpty() ? QString() : report.admission.blocking.first().intent.id;
    switch (report.why) {
    case MintWhy::UnderWay:
        return Text::tr("Nothing was sent: as much for this account is being minted at this moment (%1). Wait for its "
                        "end.")
            .arg(id);
    case MintWhy::SameRecorded:
        return Text::tr("Nothing was sent: this line of the batch was minted before, or may have been (%1).").arg(id);
    default:
        return Text::tr("Nothing was sent: nobody knows yet what became of an earlier mint of as much for this account "
                        "(%1). Reconcile it first, or say that you mint despite it.")
            .arg(id);
    }
}

QString unsentText(const MintReport &report)
{
    switch (report.why) {
    case MintWhy::ReasonMissing:
        return Text::tr("Nothing was sent: a mint needs a reason.");
    case MintWhy::OverAction:
        return Text::tr("Nothing was sent: %1 is more than one mint may carry (%2). Someone else has to raise "
                        "the limit.")
            .arg(amountText(report.intent), pointsText(report.admission.limit));
    case MintWhy::OverAccountDay:
        return limitText(report, Text::tr("the daily limit of the account"));
    case MintWhy::OverOperatorDay:
        return limitText(report, Text::tr("your daily limit"));
    case MintWhy::OverProfileDay:
        return limitText(report, Text::tr("the daily limit of this connection"));
    case MintWhy::UnderWay:
    case MintWhy::Unresolved:
    case MintWhy::SameRecorded:
        return blockedText(report);
    case MintWhy::ApprovalNeeded:
        return Text::tr("Nothing was sent: this connection asks for another person's yes for %1.")
            .arg(pointsText(report.intent.points));
    case MintWhy::NotApproved:
        return withError(Text::tr("Nothing was sent."), report);
    case MintWhy::NotRecorded:
        return withError(Text::tr("Nothing was sent, as the ledger could not keep it."), report);
    case MintWhy::TurnedAway:
        return withError(Text::tr("Nothing was minted: the service takes no more requests for now."), report);
    default:
        return withError(Text::tr("Nothing was sent."), report);
    }
}

} // namespace

QString mintStateText(const MintRecord &record)
{
    if (record.isUnderWay)
        return Text::tr("under way");
    switch (record.end.outcome) {
    case RowOutcome::Done:
        return Text::tr("done");
    case RowOutcome::Failed:
        return Text::tr("failed");
    case RowOutcome::NotSent:
        return Text::tr("not sent");
    case RowOutcome::Unknown:
        break;
    }
    return Text::tr("unknown");
}

QString describe(const MintEvidence &evidence)
{
    QString orders = Text::tr("The orders could not be read.");
    if (evidence.hasOrders)
        orders = evidence.candidates == 0 ? Text::tr("No order shows it.")
                 : evidence.candidates == 1
                     ? Text::tr("One order of this amount since then may be it.")
                     : Text::tr("%1 orders of this amount since then may be it.").arg(evidence.candidates);
    QString balance = Text::tr("The service tells no balance.");
    if (!evidence.balanceBefore.isEmpty() && !evidence.balanceNow.isEmpty())
        balance = Text::tr("The balance was %1 before and is %2 now; other mints gave %3 since.")
                      .arg(evidence.balanceBefore, evidence.balanceNow, numberText(evidence.givenSince));
    QString others;
    if (evidence.foreign > 0)
        others = u' ' + Text::tr("Somebody else mints for this account, too.");
    if (evidence.rivals > 0)
        others += u' ' + Text::tr("Other mints of this amount have no known end either.");
    QString strength = Text::tr("That proves nothing.");
    if (evidence.speaksFor != RowOutcome::Unknown) {
        const bool isFor = evidence.speaksFor == RowOutcome::Done;
        const bool isStrong = evidence.strength == EvidenceStrength::Strong;
        strength = isFor
                       ? (isStrong ? Text::tr("That proves the mint.") : Text::tr("That speaks for the mint, weakly."))
                       : (isStrong ? Text::tr("That proves that nothing was minted.")
                                   : Text::tr("That speaks against the mint, weakly."));
    }
    return orders + u' ' + balance + others + u' ' + strength;
}

QString describe(const MintReport &report)
{
    const QString amount = amountText(report.intent);
    switch (report.outcome) {
    case RowOutcome::Done:
        if (report.why == MintWhy::ShownByOrder)
            return Text::tr("Minted: %1. The answer was lost, but order %2 shows it.")
                .arg(amount, report.evidence && report.evidence->order ? report.evidence->order->id : QString());
        return report.newAmount.isEmpty()
                   ? Text::tr("Minted: %1.").arg(amount)
                   : Text::tr("Minted: %1. The service reports %2.").arg(amount, report.newAmount);
    case RowOutcome::Failed:
        return report.why == MintWhy::NotMinted
                   ? Text::tr("Not minted: %1. Orders and balance prove that nothing arrived.").arg(amount)
                   : withError(Text::tr("Refused: %1.").arg(amount), report);
    case RowOutcome::NotSent:
        return unsentText(report);
    case RowOutcome::Unknown:
        break;
    }
    const QString evidence = report.evidence ? u' ' + describe(*report.evidence) : QString();
    return Text::tr("Unknown: %1 may or may not have been minted (%2).").arg(amount, report.intent.id) + evidence +
           u' ' + Text::tr("Reconcile it later; don't mint it again.");
}

} // namespace chancery
