// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/plantext.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

constexpr qsizetype namedFields = 4;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PlanText)
};

QString number(qint64 value)
{
    return QLocale().toString(value);
}

/// Of those that there are, one text each; `%1` is the count.
QString counted(const std::initializer_list<std::pair<qint64, QString>> &groups)
{
    QStringList texts;
    for (const auto &[count, text] : groups) {
        if (count > 0)
            texts << text.arg(number(count));
    }
    return texts.isEmpty() ? Text::tr("nothing") : texts.join(u", "_s);
}

/// "line 3 (B-1)"
QString namedRowText(const NamedRow &row)
{
    return Text::tr("line %1 (%2)").arg(number(row.line), keyText(row.key));
}

QString movedRowsText(const PlanMoves &moves)
{
    const QString what =
        moves.serverRows == 1
            ? Text::tr("The passport of 1 row has changed, come or gone on the service")
            : Text::tr("Passports of %1 rows have changed, come or gone on the service").arg(number(moves.serverRows));
    if (moves.named.isEmpty())
        return what + u'.';
    QStringList rows;
    for (const NamedRow &row : moves.named)
        rows << namedRowText(row);
    const qint64 more = moves.serverRows - moves.named.size();
    if (more > 0)
        rows << Text::tr("%1 more").arg(number(more));
    return what + u": "_s + rows.join(u", "_s) + u'.';
}

} // namespace

QString keyText(const keyban::PassportKey &key)
{
    QStringList numbers{key.modelNumber, key.batchNumber, key.itemNumber};
    numbers.removeAll(QString());
    return numbers.join(u" / "_s);
}

QString planWord(PlanClass planClass)
{
    switch (planClass) {
    case PlanClass::LeftOut:
        return Text::tr("left out");
    case PlanClass::Create:
        return Text::tr("create");
    case PlanClass::Update:
        return Text::tr("update");
    case PlanClass::Recertify:
        return Text::tr("update, re-certifies");
    case PlanClass::Unchanged:
        return Text::tr("unchanged");
    case PlanClass::NotKnown:
        return Text::tr("not known yet");
    case PlanClass::SourceManaged:
    case PlanClass::Archived:
    case PlanClass::OtherNetwork:
        return Text::tr("refused");
    }
    return {};
}

QString refusalText(PlanClass planClass)
{
    switch (planClass) {
    case PlanClass::SourceManaged:
        return Text::tr("Another system manages this passport; change it there.");
    case PlanClass::Archived:
        return Text::tr("This passport is archived and can't be changed any more.");
    case PlanClass::OtherNetwork:
        return Text::tr("This passport is on another network, and a passport can't move.");
    default:
        return {};
    }
}

QString changedFieldsText(const catalogue::RowEffect &effect)
{
    QStringList fields;
    for (const auto *changes : {&effect.members, &effect.forecast.changes}) {
        for (const keyban::FieldChange &change : *changes)
            fields << (change.path.isEmpty() ? Text::tr("data") : change.path);
    }
    if (!effect.forecast.pathsAdded.isEmpty() || !effect.forecast.pathsRemoved.isEmpty())
        fields << Text::tr("what is certified");
    const qsizetype more = fields.size() - namedFields;
    if (more <= 0)
        return fields.join(u", "_s);
    return Text::tr("%1 and %2 more").arg(fields.first(namedFields).join(u", "_s), number(more));
}

QString planCounts(const ImportPlan &plan)
{
    return counted({{plan.count(PlanClass::Create), Text::tr("%1 create")},
                    {plan.updates(), Text::tr("%1 update")},
                    {plan.count(PlanClass::Unchanged), Text::tr("%1 unchanged")},
                    {plan.count(PlanClass::NotKnown), Text::tr("%1 not known yet")},
                    {plan.refused(), Text::tr("%1 refused")},
                    {plan.report.leftOut, Text::tr("%1 left out")}});
}

QString planCounts(const ImportRunRecord &run)
{
    const PlanCounts plan = run.plan.value_or(PlanCounts());
    return counted({{plan.create, Text::tr("%1 create")},
                    {plan.update + plan.recertify, Text::tr("%1 update")},
                    {run.unchanged, Text::tr("%1 unchanged")},
                    {plan.notKnown, Text::tr("%1 not known yet")},
                    {plan.refused, Text::tr("%1 refused")},
                    {run.leftOut - plan.refused, Text::tr("%1 left out")}});
}

QString recertificationText(const ImportPlan &plan)
{
    QStringList sentences;
    for (auto network = plan.recertifies.cbegin(); network != plan.recertifies.cend(); ++network) {
        const QString count = number(network.value());
        sentences << (keyban::isMainNetwork(network.key())
                          ? Text::tr("Re-certifies on %1, which is LIVE: %2.").arg(network.key(), count)
                          : Text::tr("Re-certifies on %1: %2.").arg(network.key(), count));
    }
    return sentences.join(u' ');
}

QString mirrorAgeText(const MirrorState &mirror, const QDateTime &now)
{
    if (!mirror.completeFrom.isValid())
        return Text::tr("The service's passports have not been read completely yet.");
    const qint64 minutes = std::max<qint64>(0, mirror.completeFrom.secsTo(now) / 60);
    const QString age =
        minutes == 0 ? Text::tr("less than a minute ago") : Text::tr("%n minute(s) ago", {}, int(minutes));
    return Text::tr("Held against %1 passports, read %2.").arg(number(mirror.rows), age);
}

QStringList moveTexts(const PlanMoves &moves)
{
    QStringList texts;
    if (moves.file)
        texts << Text::tr("The file is another.");
    if (moves.mapping)
        texts << Text::tr("The columns go elsewhere, or other rows are left out.");
    if (moves.edits)
        texts << Text::tr("The corrections are others.");
    if (moves.target)
        texts << Text::tr("The connection is another: address, application, dialect, network or guard.");
    if (moves.serverRows > 0)
        texts << movedRowsText(moves);
    else if (moves.server)
        texts << Text::tr("Passports of the file's rows have changed, come or gone on the service.");
    return texts;
}

QString movedText(const PlanMoves &moves)
{
    const QString moved = Text::tr("The plan is no longer the one that was agreed to.");
    return (QStringList(moved) + moveTexts(moves)).join(u' ');
}

QString findingWord(RowFinding finding)
{
    switch (finding) {
    case RowFinding::Created:
        return Text::tr("created");
    case RowFinding::Updated:
        return Text::tr("updated");
    case RowFinding::Recertified:
        return Text::tr("updated, re-certified");
    case RowFinding::Unchanged:
        return Text::tr("unchanged");
    case RowFinding::Missing:
        return Text::tr("not there");
    case RowFinding::OtherContent:
        return Text::tr("other content");
    case RowFinding::Failed:
        return Text::tr("failed");
    case RowFinding::Unknown:
        return Text::tr("unknown");
    case RowFinding::NotSent:
        return Text::tr("not sent");
    }
    return {};
}

QString outcomeCounts(const PlanOutcome &outcome)
{
    return counted({{outcome.count(RowFinding::Created), Text::tr("%1 created")},
                    {outcome.count(RowFinding::Updated), Text::tr("%1 updated")},
                    {outcome.count(RowFinding::Recertified), Text::tr("%1 updated and re-certified")},
                    {outcome.count(RowFinding::Unchanged), Text::tr("%1 unchanged though sent")},
                    {outcome.count(RowFinding::Missing), Text::tr("%1 not there")},
                    {outcome.count(RowFinding::OtherContent), Text::tr("%1 with other content")},
                    {outcome.count(RowFinding::Failed), Text::tr("%1 failed")},
                    {outcome.count(RowFinding::Unknown), Text::tr("%1 unknown")},
                    {outcome.count(RowFinding::NotSent), Text::tr("%1 not sent")}});
}

QString differenceText(qint64 rows)
{
    return rows == 1 ? Text::tr("1 row ended otherwise than planned")
                     : Text::tr("%1 rows ended otherwise than planned").arg(number(rows));
}

QString outcomeSentence(const PlanOutcome &outcome)
{
    if (outcome.differing() == 0)
        return Text::tr("It came as planned: %1.").arg(outcomeCounts(outcome));
    return Text::tr("%1: %2.").arg(differenceText(outcome.differing()), outcomeCounts(outcome));
}

} // namespace chancery
