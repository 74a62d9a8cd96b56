// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/undotext.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(UndoText)
};

QString number(qint64 value)
{
    return QLocale().toString(value);
}

/// Of those that there are, one text each; `%1` is the count.
QStringList counted(const std::initializer_list<std::pair<qint64, QString>> &groups)
{
    QStringList texts;
    for (const auto &[count, text] : groups) {
        if (count > 0)
            texts << text.arg(number(count));
    }
    return texts;
}

} // namespace

QString undoOutcomeText(UndoOutcome outcome)
{
    switch (outcome) {
    case UndoOutcome::Open:
        return Text::tr("not tried");
    case UndoOutcome::Reverted:
        return Text::tr("reverted");
    case UndoOutcome::Kept:
        return Text::tr("kept");
    case UndoOutcome::CouldNot:
        return Text::tr("could not");
    case UndoOutcome::Unknown:
        return Text::tr("unknown");
    }
    return {};
}

QString undoReasonText(const UndoEnd &end)
{
    switch (end.reason) {
    case UndoReason::None:
        return {};
    case UndoReason::AsBefore:
        return Text::tr("was as before already");
    case UndoReason::Gone:
        return Text::tr("its draft was deleted already");
    case UndoReason::EditedSince:
        return Text::tr("edited since the import");
    case UndoReason::Published:
        return Text::tr("published since the import");
    case UndoReason::PublishedBefore:
        return Text::tr("published before the import");
    case UndoReason::NotKnown:
        return Text::tr("what was there before is not known");
    case UndoReason::Deleted:
        return Text::tr("deleted since the import");
    case UndoReason::SourceManaged:
        return Text::tr("another system manages it now");
    case UndoReason::NoDeletion:
        return Text::tr("the service offers no deletion; the draft stays, and only you see it");
    case UndoReason::NotCleared:
        return Text::tr("the import gave it a description, and the service takes none away");
    case UndoReason::Refused:
        return end.detail.isEmpty() ? Text::tr("the service refused") : end.detail;
    case UndoReason::NotTaken:
        return Text::tr("the service took the change, yet the passport is not as before");
    case UndoReason::AnswerLost:
        return Text::tr("the answer was lost, and what became of it could not be found out");
    }
    return {};
}

QString undoCountsText(const UndoCounts &counts)
{
    const QStringList texts = counted({{counts.reverted, Text::tr("%1 reverted")},
                                       {counts.kept, Text::tr("%1 kept because edited since")},
                                       {counts.couldNot, Text::tr("%1 could not be reverted")},
                                       {counts.unknown, Text::tr("%1 unknown")},
                                       {counts.open(), Text::tr("%1 not tried")}});
    return texts.isEmpty() ? Text::tr("no rows") : texts.join(u", "_s);
}

QString undoMark(const UndoRecord &undo)
{
    if (undo.state == runstate::running)
        return Text::tr("being undone");
    const UndoCounts &counts = undo.counts;
    if (counts.reverted == 0)
        return Text::tr("undo took nothing back");
    return counts.reverted == counts.rows
               ? Text::tr("undone")
               : Text::tr("partly undone: %1 of %2 rows").arg(number(counts.reverted), number(counts.rows));
}

QList<UndoForecastLine> undoForecast(const UndoPlan &plan)
{
    const UndoBasis &basis = plan.basis;
    QList<UndoForecastLine> lines{
        {basis.created, Text::tr("made by the import as drafts: deleted, where the service offers that")},
        {basis.drafts, Text::tr("changed by it while drafts: the former content comes back")},
        {basis.published, Text::tr("published before the import: stay as they are now")},
        {basis.notKnown, Text::tr("not known before the import: stay as they are now")},
        {basis.withoutPreimage, Text::tr("nothing kept of what was there before: stay as they are now")},
        {basis.counts.reverted, Text::tr("of these taken back before")}};
    lines.removeIf([](const UndoForecastLine &line) { return line.rows == 0; });
    return lines;
}

QString undoHindrance(const UndoPlan &plan)
{
    if (plan.canUndo())
        return {};
    const UndoBasis &basis = plan.basis;
    if (plan.run.state == runstate::running)
        return Text::tr("This import is still running. Stop it first.");
    if (basis.counts.rows == 0)
        return Text::tr("This import changed nothing.");
    if (basis.isPruned) {
        const UndoCounts past = plan.run.undo ? plan.run.undo->counts : UndoCounts();
        return past.rows > 0 && past.reverted == past.rows
                   ? Text::tr("This import has been taken back already.")
                   : Text::tr(
                         "What this import changed is no longer kept, as it is neither one of the latest %1 nor of "
                         "the last %2 days. Correct the passports with another import.")
                         .arg(PreimageRule().newestRuns)
                         .arg(PreimageRule().days);
    }
    if (basis.withoutPreimage == basis.counts.rows)
        return Text::tr("This import was sent without a plan, so what was there before it was not kept and nothing can "
                        "be taken back. Correct the passports with another import.");
    if (basis.counts.reverted > 0)
        return Text::tr("This import has been taken back already.");
    return Text::tr("Every passport of this import was published before it or is not known, and such can't be taken "
                    "back. Correct them with another import.");
}

} // namespace chancery
