// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/decisiontext.h"

#include "ui/words/errortext.h"
#include "ui/words/statetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DecisionText)
};

QString whyError(const DecisionReport &report)
{
    if (!report.error)
        return {};
    const ErrorText text = describe(*report.error);
    return u' ' + (text.remedy.isEmpty() ? text.headline : QString(text.headline + u' ' + text.remedy));
}

QString quoted(const QString &state)
{
    return u"“%1”"_s.arg(stateName(state));
}

QString stateNow(const DecisionReport &report)
{
    return report.now ? quoted(report.now->state) : Text::tr("a state that is not known");
}

QString stateBefore(const DecisionReport &report)
{
    return quoted(report.intent.before.state);
}

QString notSentText(const DecisionReport &report)
{
    const QString nothing = Text::tr("Nothing was sent: ");
    switch (report.why) {
    case DecisionWhy::ReasonMissing:
        return nothing + Text::tr("a decision needs a reason.");
    case DecisionWhy::NotPrepared:
        return nothing +
               Text::tr("this connection needs four eyes. Somebody else has to prepare the decision about the "
                        "settlement as it is now.");
    case DecisionWhy::PreparedOtherwise:
        return nothing + Text::tr("this connection needs four eyes, and the other decision was prepared.");
    case DecisionWhy::SameOfficer:
        return nothing + Text::tr("this connection needs four eyes, and you prepared the decision. Somebody else has "
                                  "to send it.");
    case DecisionWhy::UnderWay:
        return nothing + Text::tr("another process is deciding about this settlement at this moment.");
    case DecisionWhy::Unresolved:
        return nothing + Text::tr("the answer to an earlier decision was lost, and the settlement does not show yet "
                                  "what became of it. Try again in some minutes.");
    case DecisionWhy::Moved:
        return nothing + Text::tr("the settlement was in %1 when it was read and is in %2 now. Look at it again.")
                             .arg(stateBefore(report), stateNow(report));
    case DecisionWhy::CouldNotRead:
        return nothing + Text::tr("the settlement could not be read.") + whyError(report);
    case DecisionWhy::ApprovalNeeded:
        return nothing + Text::tr("this connection asks for another person's yes first.");
    case DecisionWhy::NotApproved:
        return nothing + Text::tr("the approval doesn't count.") + whyError(report);
    case DecisionWhy::NotRecorded:
        return nothing + Text::tr("the ledger did not take it.") + whyError(report);
    default:
        return nothing + Text::tr("the request did not get as far as the service.") + whyError(report);
    }
}

QString failedText(const DecisionReport &report)
{
    switch (report.why) {
    case DecisionWhy::NoneAwaited:
        return Text::tr("The service awaits no decision about it. It was in %1 and is in %2 now.")
            .arg(stateBefore(report), stateNow(report));
    case DecisionWhy::DecidedElsewhere:
        return Text::tr("Something else has moved it meanwhile. It was in %1 and is in %2 now.")
            .arg(stateBefore(report), stateNow(report));
    case DecisionWhy::NotTaken:
        return Text::tr("The service has not acted on it: it is in %1 as before. Decide again.").arg(stateNow(report));
    default:
        return Text::tr("The service refused it.") + whyError(report);
    }
}

QString faultText(ChainFault fault)
{
    switch (fault) {
    case ChainFault::Unreadable:
        return Text::tr("this is no line of an audit log.");
    case ChainFault::HashDiffers:
        return Text::tr("the entry is not what it was when it was written.");
    case ChainFault::PreviousDiffers:
        return Text::tr("the entry does not follow the one before it; one was taken out, put in or moved.");
    case ChainFault::SequenceDiffers:
        return Text::tr("the entry's number is not the next one.");
    case ChainFault::CutShort:
        return Text::tr("the last entries are missing.");
    case ChainFault::Surplus:
        return Text::tr("there are more entries than were written.");
    case ChainFault::HeadDiffers:
        break;
    }
    return Text::tr("the last entry is not the last one that was written.");
}

} // namespace

QString decidedWord(const QString &decision)
{
    return decision == u"approve" ? Text::tr("approved") : Text::tr("rejected");
}

QString describe(const DecisionReport &report)
{
    if (report.why == DecisionWhy::Prepared)
        return Text::tr("The decision is prepared. Somebody else has to send it.");
    switch (report.outcome) {
    case RowOutcome::Done:
        return Text::tr("The settlement is %1 and in %2 now.")
            .arg(decidedWord(report.intent.decision), stateNow(report));
    case RowOutcome::Failed:
        return failedText(report);
    case RowOutcome::NotSent:
        return notSentText(report);
    case RowOutcome::Unknown:
        break;
    }
    return Text::tr("The answer was lost, and the settlement, in %1, does not show what became of the decision. It is "
                    "found out before the next one.")
               .arg(stateNow(report)) +
           whyError(report);
}

QString describe(const ChainVerdict &verdict)
{
    const QLocale locale;
    if (!verdict.broken)
        return Text::tr("The audit log is whole: %n entries.", nullptr, int(verdict.entries));
    const ChainBreak &broken = *verdict.broken;
    const QString place = broken.line > 0 ? Text::tr("line %1").arg(locale.toString(broken.line))
                                          : Text::tr("entry %1").arg(locale.toString(broken.sequence));
    return Text::tr("The audit log is broken at %1: %2 %n entries before it are whole.", nullptr, int(verdict.entries))
        .arg(place, faultText(broken.fault));
}

QLatin1StringView chainFaultWord(ChainFault fault)
{
    switch (fault) {
    case ChainFault::Unreadable:
        return "unreadable"_L1;
    case ChainFault::HashDiffers:
        return "hashDiffers"_L1;
    case ChainFault::PreviousDiffers:
        return "previousDiffers"_L1;
    case ChainFault::SequenceDiffers:
        return "sequenceDiffers"_L1;
    case ChainFault::CutShort:
        return "cutShort"_L1;
    case ChainFault::Surplus:
        return "surplus"_L1;
    case ChainFault::HeadDiffers:
        break;
    }
    return "headDiffers"_L1;
}

QString timeLeftText(const QDateTime &end, const QDateTime &now)
{
    if (!end.isValid())
        return {};
    const qint64 seconds = now.secsTo(end);
    const qint64 minutes = qAbs(seconds) / 60;
    const QString span = minutes >= 48 * 60 ? Text::tr("%1 d").arg(minutes / (24 * 60))
                         : minutes >= 60    ? Text::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60)
                                            : Text::tr("%1 min").arg(minutes);
    return seconds > 0 ? Text::tr("%1 left").arg(span) : Text::tr("over for %1").arg(span);
}

} // namespace chancery
