// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/awards/batchtext.h"

#include "ui/widgets/texts.h"
#include "ui/words/awardtext.h"
#include "ui/words/errortext.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(BatchText)
};

BatchState stateOf(const QString &state)
{
    if (state == runstate::running)
        return BatchState::Running;
    if (state == runstate::stopped)
        return BatchState::Stopped;
    return state == runstate::interrupted ? BatchState::Interrupted : BatchState::Ended;
}

bool has(const AwardReport &report, MintWhy why)
{
    return std::any_of(report.outcomes.begin(), report.outcomes.end(),
                       [word = QString(mintWhyWord(why))](const AwardOutcome &line) { return line.why == word; });
}

/// What those lines need that resuming alone does not help.
QStringList limitWords(const AwardReport &report)
{
    QStringList texts;
    if (has(report, MintWhy::OverOperatorDay))
        texts << Text::tr("Your daily limit is used up. Resume after midnight UTC, or change Limits… in Points.");
    if (has(report, MintWhy::OverProfileDay))
        texts << Text::tr("The daily limit of this connection is used up. Resume after midnight UTC, or change Limits… "
                          "in Points.");
    if (has(report, MintWhy::OverAccountDay))
        texts << Text::tr(
            "Some accounts have had as much today as their daily limit allows. Resume after midnight UTC, "
            "or change Limits… in Points.");
    if (has(report, MintWhy::OverAction))
        texts << Text::tr("Some lines are more than one mint may carry. Change Limits… in Points, then resume.");
    if (has(report, MintWhy::Unresolved))
        texts << Text::tr("Some accounts have an earlier mint of as much without a known end. Look again at those in "
                          "Points, then resume.");
    return texts;
}

} // namespace

BatchView viewOf(const AwardBatchRecord &batch)
{
    return {.id = batch.id,
            .name = batch.name,
            .state = stateOf(batch.state),
            .counts = {.total = batch.lines,
                       .done = batch.done,
                       .failed = batch.failed,
                       .unknown = batch.unknown,
                       .notSent = batch.notSent,
                       .pointsDone = batch.pointsDone},
            .points = batch.points,
            .file = batch.file,
            .user = batch.author.user,
            .begun = batch.started};
}

QString batchStateText(BatchState state)
{
    switch (state) {
    case BatchState::Running:
        return Text::tr("Running");
    case BatchState::Paused:
        return Text::tr("Paused");
    case BatchState::Stopping:
        return Text::tr("Stopping");
    case BatchState::Stopped:
        return Text::tr("Stopped");
    case BatchState::Interrupted:
        return Text::tr("Interrupted");
    case BatchState::Ended:
        break;
    }
    return Text::tr("Ended");
}

Tone toneOf(BatchState state)
{
    switch (state) {
    case BatchState::Running:
    case BatchState::Stopping:
        return Tone::Accent;
    case BatchState::Paused:
    case BatchState::Stopped:
    case BatchState::Interrupted:
        return Tone::Attention;
    case BatchState::Ended:
        break;
    }
    return Tone::Neutral;
}

QString outcomesText(const AwardCounts &counts)
{
    QStringList parts;
    if (counts.done > 0)
        parts << Text::tr("%1 done").arg(numberText(counts.done));
    if (counts.failed > 0)
        parts << Text::tr("%1 failed").arg(numberText(counts.failed));
    if (counts.unknown > 0)
        parts << Text::tr("%1 unknown").arg(numberText(counts.unknown));
    if (const qint64 rest = counts.total - counts.done - counts.failed - counts.unknown; rest > 0)
        parts << Text::tr("%1 not sent").arg(numberText(rest));
    return parts.join(u", "_s);
}

QString batchWords(const BatchView &batch)
{
    const AwardCounts &counts = batch.counts;
    const QString total = awardsText(counts.total);
    switch (batch.state) {
    case BatchState::Running:
        if (!batch.isHere)
            return Text::tr("Another program of this computer is minting it at this moment.");
        return Text::tr("Minting: %1 of %2 ended so far.").arg(numberText(counts.ended()), total);
    case BatchState::Paused:
        return Text::tr("Paused after %1 of %2. Nothing is sent until you continue.")
            .arg(numberText(counts.ended()), total);
    case BatchState::Stopping:
        return Text::tr("Stopping after the award that is on its way.");
    default:
        break;
    }
    const qint64 rest = counts.total - counts.done - counts.failed;
    if (rest > 0 && batch.state == BatchState::Interrupted)
        return Text::tr("The program ended before the batch did, with %1 of %2 left. Resume carries on, and nothing is "
                        "minted twice.")
            .arg(numberText(rest), total);
    if (rest > 0)
        return Text::tr("Left: %1 of %2. Resume carries on, and nothing is minted twice.").arg(numberText(rest), total);
    if (counts.failed > 0)
        return Text::tr("%1 of %2 failed. Export what failed, mend what is wrong, and run that file as a batch.")
            .arg(numberText(counts.failed), total);
    return counts.total == 1 ? Text::tr("The award is minted.") : Text::tr("All %1 are minted.").arg(total);
}

QString outcomeName(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return Text::tr("Done");
    case RowOutcome::Failed:
        return Text::tr("Failed");
    case RowOutcome::Unknown:
        return Text::tr("Unknown");
    case RowOutcome::NotSent:
        break;
    }
    return Text::tr("Not sent");
}

QString lineWords(const AwardOutcome &line)
{
    const bool isPlain = line.outcome == RowOutcome::Done && line.why == mintWhyWord(MintWhy::Minted);
    return isPlain ? QString() : reasonText(line);
}

BannerContent noticeOf(const AwardReport &report, const QString &batch)
{
    const AwardCounts &counts = report.counts;
    if (report.bar != AwardBar::None)
        return {.tone = Tone::Attention, .headline = describe(report)};
    BannerContent content{.tone = counts.unknown > 0                  ? Tone::Unknown
                                  : counts.done == counts.total       ? Tone::Good
                                  : counts.failed > 0 || report.error ? Tone::Bad
                                                                      : Tone::Attention,
                          .headline = Text::tr("%1: %2 %3").arg(batch, countsText(counts), mintedText(counts))};
    QStringList remedies = limitWords(report);
    if (report.error) {
        const ErrorText text = describe(*report.error);
        remedies.prepend(text.headline + u' ' + text.remedy);
        content.details = text.details;
    }
    if (counts.unknown > 0)
        remedies << Text::tr("Resume looks again for those that are unknown and carries on; nothing is minted twice.");
    else if (remedies.isEmpty() && counts.notSent > 0)
        remedies << Text::tr("Resume carries on; nothing is minted twice.");
    content.remedy = remedies.join(u' ');
    return content;
}

} // namespace chancery
