// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/mintnotice.h"

#include "ui/words/errortext.h"
#include "ui/words/minttext.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MintNotice)
};

QString number(qint64 points)
{
    return QLocale().toString(points);
}

MintNotice withError(const QString &headline, const MintReport &report)
{
    if (!report.error)
        return {headline, {}, {}};
    const ErrorText text = describe(*report.error);
    return {headline, text.headline + u' ' + text.remedy, text.details};
}

MintNotice doneNotice(const MintReport &report, const QString &what)
{
    if (report.why == MintWhy::ShownByOrder)
        return {Text::tr("%1 were minted: the answer was lost, but an order shows them.").arg(what),
                report.evidence && report.evidence->order ? Text::tr("Order %1.").arg(report.evidence->order->id)
                                                          : QString(),
                {}};
    if (report.why == MintWhy::Word)
        return {Text::tr("This mint was closed as done meanwhile."), {}, {}};
    return {Text::tr("%1 were minted.").arg(what),
            Text::tr("The service reports %1. The order shows up when it is settled.").arg(report.newAmount),
            {}};
}

MintNotice failedNotice(const MintReport &report, const QString &what)
{
    if (report.why == MintWhy::NotMinted)
        return {Text::tr("%1 were not minted: orders and balance prove that nothing arrived.").arg(what),
                Text::tr("They can be minted again."),
                {}};
    if (report.why == MintWhy::Word)
        return {Text::tr("This mint was closed as failed meanwhile."), {}, {}};
    return withError(Text::tr("The service refused %1.").arg(what), report);
}

MintNotice unknownNotice(const MintReport &report, const QString &what)
{
    QString remedy = report.evidence ? describe(*report.evidence) + u' ' : QString();
    remedy += Text::tr("Look again in a while, and don't mint it a second time.");
    return {Text::tr("Nobody knows yet whether %1 were minted.").arg(what), remedy,
            report.error ? describe(*report.error).details : QString()};
}

MintNotice limitNotice(const MintReport &report, const QString &sentence)
{
    const MintAdmission &admission = report.admission;
    const qint64 left = std::max(qint64(0), admission.limit - admission.used);
    return {sentence.arg(pointsText(report.intent.points), number(admission.limit)),
            Text::tr("%1 of them are used today and %2 are left. A second person has to raise the limit, or it waits "
                     "for another day.")
                .arg(number(admission.used), number(left)),
            {}};
}

MintNotice unsentNotice(const MintReport &report)
{
    switch (report.why) {
    case MintWhy::OverAction:
        return {Text::tr("Nothing was sent: %1 are more than one mint may carry, which is %2.")
                    .arg(pointsText(report.intent.points), number(report.admission.limit)),
                Text::tr("A second person has to raise the limit."),
                {}};
    case MintWhy::OverAccountDay:
        return limitNotice(report, Text::tr("Nothing was sent: %1 are over the daily limit of the account, which is "
                                            "%2."));
    case MintWhy::OverOperatorDay:
        return limitNotice(report, Text::tr("Nothing was sent: %1 are over your daily limit, which is %2."));
    case MintWhy::OverProfileDay:
        return limitNotice(report, Text::tr("Nothing was sent: %1 are over the daily limit of this connection, which "
                                            "is %2."));
    case MintWhy::NotRecorded:
        return withError(Text::tr("Nothing was sent, as the ledger could not keep it."), report);
    case MintWhy::TurnedAway:
        return withError(Text::tr("Nothing was minted: the service takes no more requests for now."), report);
    default:
        return {describe(report), {}, report.error ? describe(*report.error).details : QString()};
    }
}

struct Daily
{
    qint64 limit;
    qint64 used;
    QString whose;
};

} // namespace

MintNotice noticeOf(const MintReport &report)
{
    const QString what = Text::tr("%1 for account %2").arg(pointsText(report.intent.points), report.intent.accountId);
    switch (report.outcome) {
    case RowOutcome::Done:
        return doneNotice(report, what);
    case RowOutcome::Failed:
        return failedNotice(report, what);
    case RowOutcome::NotSent:
        return unsentNotice(report);
    case RowOutcome::Unknown:
        break;
    }
    return unknownNotice(report, what);
}

QString mintWhyText(const MintRecord &record)
{
    if (record.isUnderWay)
        return Text::tr("It is being sent at this moment.");
    static const QHash<QString, const char *> texts = {
        {u"minted"_s, QT_TR_NOOP("The service answered that it minted them.")},
        {u"shownByOrder"_s, QT_TR_NOOP("Its answer was lost; an order shows it.")},
        {u"notSent"_s, QT_TR_NOOP("It did not get as far as the service.")},
        {u"turnedAway"_s, QT_TR_NOOP("The service took no more requests.")},
        {u"refused"_s, QT_TR_NOOP("The service refused it.")},
        {u"notMinted"_s, QT_TR_NOOP("Its answer was lost; orders and balance prove that nothing was minted.")},
        {u"answerLost"_s, QT_TR_NOOP("Its answer was lost.")},
        {u"abandoned"_s, QT_TR_NOOP("The console was closed before the answer came.")},
        {u"interrupted"_s, QT_TR_NOOP("The program ended before the answer came.")}};
    if (record.end.why == u"word")
        return Text::tr("Closed by the word of %1.").arg(record.end.closedBy);
    const char *const known = texts.value(record.end.why, nullptr);
    return known ? Text::tr(known) : record.end.why;
}

QString strengthText(const MintEvidence &evidence)
{
    if (evidence.speaksFor == RowOutcome::Unknown || evidence.strength == EvidenceStrength::None)
        return Text::tr("No evidence: what the service shows speaks for neither side.");
    const bool isFor = evidence.speaksFor == RowOutcome::Done;
    if (evidence.strength == EvidenceStrength::Strong)
        return isFor ? Text::tr("Strong evidence that the points were minted: nothing else explains it.")
                     : Text::tr("Strong evidence that nothing was minted: nothing else explains it.");
    return isFor ? Text::tr("Weak evidence that the points were minted: something else may explain it.")
                 : Text::tr("Weak evidence that nothing was minted: something else may explain it.");
}

QStringList limitTexts(const MintOutlook &outlook)
{
    const MintLimits &limits = outlook.limits;
    QStringList texts;
    if (limits.action > 0)
        texts << Text::tr("One mint may carry %1 points.").arg(number(limits.action));
    const QList<Daily> all = {{limits.accountDay, outlook.used.accountDay, Text::tr("For this account")},
                              {limits.operatorDay, outlook.used.operatorDay, Text::tr("For you")},
                              {limits.profileDay, outlook.used.profileDay, Text::tr("For this connection")}};
    for (const Daily &daily : all)
        if (daily.limit > 0)
            texts << Text::tr("%1: %2 of %3 points a day are left before this mint.")
                         .arg(daily.whose, number(std::max(qint64(0), daily.limit - daily.used)), number(daily.limit));
    return texts;
}

QString limitsLine(const MintLimits &limits)
{
    QStringList parts;
    if (limits.action > 0)
        parts << Text::tr("%1 a mint").arg(number(limits.action));
    if (limits.accountDay > 0)
        parts << Text::tr("%1 a day and account").arg(number(limits.accountDay));
    if (limits.operatorDay > 0)
        parts << Text::tr("%1 a day and operator").arg(number(limits.operatorDay));
    if (limits.profileDay > 0)
        parts << Text::tr("%1 a day in all").arg(number(limits.profileDay));
    return parts.isEmpty() ? Text::tr("No limits") : Text::tr("At most %1").arg(parts.join(u" · "_s));
}

} // namespace chancery
