// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/runtext.h"

#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/plantext.h"
#include "ui/words/undotext.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ImportRun", text, nullptr, n);
}

QString duration(std::chrono::seconds seconds)
{
    const qint64 count = seconds.count();
    if (count < 90)
        return tr("%1 s").arg(numberText(count));
    if (count < 5'400)
        return tr("%1 min").arg(numberText((count + 30) / 60));
    return tr("%1 h").arg(numberText((count + 1'800) / 3'600));
}

QString onOneLine(const QDateTime &time)
{
    return exactText(time).replace(u'\n', u", "_s);
}

QString planText(const ImportRunRecord &record)
{
    const QDateTime asOf = record.plan->asOf;
    return asOf.isValid() ? tr("Planned: %1, held against the service's passports as of %2")
                                .arg(planCounts(record), onOneLine(asOf))
                          : tr("Planned: %1, while not all passports were known").arg(planCounts(record));
}

QString undoLine(const UndoRecord &undo)
{
    const QString begun = undo.user.isEmpty() ? tr("Undo begun: %1").arg(onOneLine(undo.started))
                                              : tr("Undo begun: %1, by %2").arg(onOneLine(undo.started), undo.user);
    return undo.state == runstate::running ? tr("%1; it goes on").arg(begun)
                                           : tr("%1; %2").arg(begun, undoCountsText(undo.counts));
}

} // namespace

RunHeadline headlineOf(ImportState state, const ImportCounts &counts)
{
    using Weight = RunHeadline::Weight;
    if (state == ImportState::Running)
        return {Weight::Attention,
                tr("Under way: %1 of %2 rows are in").arg(numberText(counts.completed), numberText(counts.sendable()))};
    if (counts.unknown > 0)
        return {Weight::Unknown, tr("%1 rows are unknown: they were sent, but no answer tells what became of them")
                                     .arg(numberText(counts.unknown))};
    if (counts.failed > 0)
        return {Weight::Bad,
                counts.failed == 1 ? tr("1 row failed") : tr("%1 rows failed").arg(numberText(counts.failed))};
    if (state == ImportState::Broken)
        return {Weight::Bad, tr("The import ended early: %1 rows were not sent").arg(numberText(counts.notSent()))};
    if (state == ImportState::Stopped)
        return {Weight::Attention, tr("Stopped: %1 rows were not sent").arg(numberText(counts.notSent()))};
    if (counts.leftOut > 0)
        return {Weight::Attention,
                tr("%1 rows are in; %2 were left out").arg(numberText(counts.completed), numberText(counts.leftOut))};
    return {Weight::Good, tr("All %1 rows are in").arg(numberText(counts.completed))};
}

QString storyText(const ImportNote &note)
{
    using Kind = ImportNote::Kind;
    const QString number = numberText(note.number);
    switch (note.kind) {
    case Kind::Started:
        return tr("Started: %1 rows to send").arg(number);
    case Kind::Resumed:
        return tr("Carried on after an interruption: %1 rows were not sent yet").arg(number);
    case Kind::ChunkAccepted:
        return tr("%1 rows accepted as job %2").arg(number, note.subject);
    case Kind::ChunkRefused:
        return tr("%1 rows refused as a whole: %2")
            .arg(number, note.error ? describe(*note.error).headline : QString());
    case Kind::ChunkCutDown:
        return tr("Too large for the service; %1 rows are tried at once").arg(number);
    case Kind::ChunkResent:
        return tr("Sent %1 times, because an answer was lost; rows that were in stayed as they were").arg(number);
    case Kind::ReportLost:
        return tr("The report could not be read; it is asked for again");
    case Kind::JobExpired:
        return tr("The service no longer knows job %1").arg(note.subject);
    case Kind::LookedUp:
        return tr("The report lacks %1 rows that are in, as their passports show").arg(numberText(note.number));
    case Kind::Waiting:
        return tr("Waiting for you: %1").arg(note.error ? describe(*note.error).headline : QString());
    case Kind::Paused:
        return tr("Paused: rows that are on their way are followed, no others are sent");
    case Kind::CarriedOn:
        return tr("Carried on");
    case Kind::Stopping:
        return tr("Stopping after the rows that are on their way");
    case Kind::Ended:
        break;
    }
    return note.error ? tr("Ended: %1").arg(describe(*note.error).headline) : tr("Ended");
}

QString paceText(const ImportProgress &progress)
{
    if (progress.rowsPerSecond <= 0)
        return {};
    const QString rate = tr("%1 rows/s").arg(numberText(std::max<qint64>(1, qint64(progress.rowsPerSecond))));
    return progress.timeLeft ? tr("%1 · about %2 left").arg(rate, duration(*progress.timeLeft)) : rate;
}

ImportCounts countsOf(const ImportRunRecord &record)
{
    ImportCounts counts;
    counts.rows = record.rows;
    counts.leftOut = record.leftOut;
    counts.unchanged = record.unchanged;
    counts.completed = record.completed;
    counts.failed = record.failed;
    counts.unknown = record.unknown;
    counts.sent = record.completed + record.failed + record.unknown;
    return counts;
}

ImportState stateOf(const ImportRunRecord &record)
{
    if (record.state == runstate::stopped)
        return ImportState::Stopped;
    if (record.state == runstate::finished)
        return ImportState::Finished;
    return record.state == runstate::running ? ImportState::Running : ImportState::Broken;
}

Tone toneOf(RunHeadline::Weight weight)
{
    switch (weight) {
    case RunHeadline::Good:
        return Tone::Good;
    case RunHeadline::Attention:
        return Tone::Attention;
    case RunHeadline::Bad:
        return Tone::Bad;
    case RunHeadline::Unknown:
        break;
    }
    return Tone::Unknown;
}

QStringList recordText(const ImportRunRecord &record)
{
    QStringList lines{tr("File: %1").arg(record.file),
                      tr("SHA-256: %1").arg(QString::fromLatin1(record.fileSha256.toHex()))};
    const QString when = onOneLine(record.started);
    lines << (record.user.isEmpty() ? tr("Started: %1").arg(when) : tr("Started: %1, by %2").arg(when, record.user));
    if (record.finished.isValid())
        lines << tr("Ended: %1").arg(onOneLine(record.finished));
    lines << tr("To: %1 (%2), %3").arg(record.profileName, record.host, record.network);
    if (!record.templateName.isEmpty())
        lines << tr("Template: %1").arg(record.templateName);
    if (!record.planHash.isEmpty())
        lines << tr("Plan: %1").arg(record.planHash);
    if (record.plan)
        lines << planText(record);
    else if (record.unchanged > 0)
        lines << tr("Unchanged rows that were not sent: %1").arg(numberText(record.unchanged));
    if (record.outcome)
        lines << tr("Compared with its plan: %1").arg(onOneLine(record.outcome->compared));
    else if (record.plan && record.state != runstate::running)
        lines << tr("Not compared with its plan so far");
    if (record.undo)
        lines << undoLine(*record.undo);
    for (const QString &job : record.jobs)
        lines << tr("Job %1").arg(job);
    lines << tr("Run %1").arg(record.id);
    return lines;
}

} // namespace chancery
