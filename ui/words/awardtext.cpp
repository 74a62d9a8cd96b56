// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/awardtext.h"

#include "ui/words/errortext.h"
#include "ui/words/outcomecounts.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;
using Fault = AwardFault;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(AwardText)
};

FindingText ofError(const AwardFinding &finding)
{
    if (!finding.error)
        return {};
    const ErrorText text = describe(*finding.error);
    return {text.headline, text.remedy};
}

bool isWhy(const AwardOutcome &outcome, MintWhy why)
{
    return outcome.why == mintWhyWord(why);
}

QString whyText(const AwardOutcome &outcome)
{
    if (outcome.isUnderWay)
        return Text::tr("It is on its way.");
    if (isWhy(outcome, MintWhy::Unresolved))
        return Text::tr("Nobody knows yet what became of an earlier mint of as much for this account.");
    if (isWhy(outcome, MintWhy::UnderWay))
        return Text::tr("As much for this account is being minted at this moment.");
    if (isWhy(outcome, MintWhy::OverAction))
        return Text::tr("It is more than one mint may carry.");
    if (isWhy(outcome, MintWhy::OverAccountDay))
        return Text::tr("It is more than the daily limit of the account allows.");
    if (isWhy(outcome, MintWhy::OverOperatorDay))
        return Text::tr("It is more than your daily limit allows.");
    if (isWhy(outcome, MintWhy::OverProfileDay))
        return Text::tr("It is more than the daily limit of this connection allows.");
    if (isWhy(outcome, MintWhy::ApprovalNeeded) || isWhy(outcome, MintWhy::NotApproved))
        return Text::tr("Nobody has approved it.");
    if (isWhy(outcome, MintWhy::NotRecorded))
        return Text::tr("The ledger could not keep it.");
    if (isWhy(outcome, MintWhy::TurnedAway))
        return Text::tr("The service takes no more requests for now.");
    if (isWhy(outcome, MintWhy::Refused))
        return Text::tr("The service refused it.");
    if (isWhy(outcome, MintWhy::NotMinted))
        return Text::tr("Orders and balance prove that nothing was minted.");
    if (isWhy(outcome, MintWhy::Minted))
        return Text::tr("It was minted.");
    if (isWhy(outcome, MintWhy::ShownByOrder))
        return Text::tr("The answer was lost, but an order shows it.");
    if (isWhy(outcome, MintWhy::Word))
        return Text::tr("Somebody closed it by their word.");
    if (outcome.why.isEmpty())
        return outcome.mintId.isEmpty() ? Text::tr("It was not its turn yet.") : Text::tr("It is on its way.");
    return outcome.outcome == RowOutcome::Unknown ? Text::tr("The answer was lost.")
                                                  : Text::tr("It did not get as far as the service.");
}

} // namespace

FindingText describe(const AwardFinding &finding)
{
    switch (finding.fault) {
    case Fault::ColumnMissing:
        return {Text::tr("The column %1 is missing.").arg(finding.column),
                Text::tr("Add a column with this name to the first line.")};
    case Fault::ColumnTwice:
        return {Text::tr("The column %1 is there more than once.").arg(finding.column),
                Text::tr("Remove or rename one of them.")};
    case Fault::RowUnreadable:
        return finding.reading ? describe(*finding.reading) : FindingText{};
    case Fault::AccountUnusable:
    case Fault::AmountUnusable:
        return ofError(finding);
    case Fault::ReasonMissing:
        return {Text::tr("The reason is missing."), Text::tr("Say why the account is given points.")};
    case Fault::KeyTwice:
        return {Text::tr("The key is that of line %1, too.").arg(QLocale().toString(finding.firstLine)),
                Text::tr("Remove one of the two lines.")};
    case Fault::KeyUnusable:
        return {Text::tr("The key is not one of an export."), Text::tr("Leave the column key as it was written.")};
    case Fault::Repeats:
        break;
    }
    return {Text::tr("The award is the same as that of line %1; both are minted.")
                .arg(QLocale().toString(finding.firstLine)),
            Text::tr("Remove one of them if it is meant once.")};
}

QString placeText(const AwardFinding &finding)
{
    const QString line = QLocale().toString(finding.line);
    return finding.column.isEmpty() ? Text::tr("line %1").arg(line)
                                    : Text::tr("line %1, column %2").arg(line, finding.column);
}

QString reasonText(const AwardOutcome &outcome)
{
    const QString why = whyText(outcome);
    return outcome.detail.isEmpty() ? why : why + u' ' + outcome.detail;
}

QString countsText(const AwardCounts &counts)
{
    const OutcomeCounts outcomes{counts.done, counts.before, counts.failed, counts.unknown, counts.notSent};
    return Text::tr("%1: %2.").arg(awardsText(counts.total), describe(outcomes));
}

QString mintedText(const AwardCounts &counts)
{
    const QString points = pointsText(counts.pointsDone);
    return counts.pointsDone == 1 ? Text::tr("%1 is minted.").arg(points) : Text::tr("%1 are minted.").arg(points);
}

QString describe(const AwardReport &report)
{
    switch (report.bar) {
    case AwardBar::Unsendable:
        return Text::tr("Nothing was sent: the file holds nothing that can be sent.");
    case AwardBar::TotalWrong:
        return Text::tr("Nothing was sent: the confirmed total is not that of the file.");
    case AwardBar::SameContent:
        return Text::tr("Nothing was sent: %1 gave as much to the same accounts. Say that you know of it to mint once "
                        "more.")
            .arg(report.sameAs.join(u", "_s));
    case AwardBar::None:
        break;
    }
    QStringList parts{countsText(report.counts), mintedText(report.counts)};
    if (report.error) {
        const ErrorText text = describe(*report.error);
        parts << text.headline << text.remedy;
    }
    const bool isLeft = report.counts.notSent > 0 || report.counts.unknown > 0;
    if (isLeft && !(report.error && report.error->cause == Cause::RunElsewhere))
        parts << Text::tr("Run the same batch again to carry on; nothing is minted twice.");
    return parts.join(u' ');
}

} // namespace chancery
