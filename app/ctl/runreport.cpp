// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/runreport.h"

#include "app/ctl/output.h"

#include "core/runs/importresume.h"
#include "ui/words/plantext.h"
#include "ui/words/undotext.h"

#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownDifferences = 100;

QString stamp(const QDateTime &when)
{
    return when.toUTC().toString(Qt::ISODateWithMs);
}

QString localTime(const QDateTime &when)
{
    return when.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
}

using Counts = std::initializer_list<std::pair<QString, qint64>>;

void setCounts(json::Value &object, const Counts &counts)
{
    for (const auto &[name, count] : counts)
        object.set(name, json::Value::integer(count));
}

json::Value planJson(const PlanCounts &plan)
{
    json::Value object = json::Value::object();
    setCounts(object, {{u"create"_s, plan.create},
                       {u"update"_s, plan.update},
                       {u"recertify"_s, plan.recertify},
                       {u"notKnown"_s, plan.notKnown},
                       {u"refused"_s, plan.refused}});
    if (plan.asOf.isValid())
        object.set(u"asOf"_s, stamp(plan.asOf));
    return object;
}

json::Value undoJson(const UndoRecord &undo)
{
    json::Value object = json::Value::object();
    object.set(u"state"_s, undo.state);
    object.set(u"user"_s, undo.user);
    object.set(u"started"_s, stamp(undo.started));
    if (undo.finished.isValid())
        object.set(u"finished"_s, stamp(undo.finished));
    setCounts(object, {{u"rows"_s, undo.counts.rows},
                       {u"reverted"_s, undo.counts.reverted},
                       {u"kept"_s, undo.counts.kept},
                       {u"couldNot"_s, undo.counts.couldNot},
                       {u"unknown"_s, undo.counts.unknown},
                       {u"notTried"_s, undo.counts.open()}});
    return object;
}

void addOutcome(json::Value &object, const RunOutcome &outcome)
{
    setCounts(object,
              {{u"created"_s, outcome.created}, {u"updated"_s, outcome.updated}, {u"differing"_s, outcome.differing}});
    object.set(u"compared"_s, stamp(outcome.compared));
}

json::Value rowJson(const RowRecord &row)
{
    json::Value item = json::Value::object();
    item.set(u"line"_s, json::Value::integer(row.line));
    item.set(u"key"_s, keyText(row.key));
    item.set(u"outcome"_s, QString(rowOutcomeWord(row.outcome)));
    item.set(u"reason"_s, row.reason);
    return item;
}

json::Value pastJson(const PastRun &past)
{
    json::Value object = runJson(past.record);
    if (past.outcome)
        object.set(u"outcome"_s, outcomeJson(*past.outcome));
    json::Value::Array items;
    for (const RowRecord &row : past.rows)
        items.push_back(rowJson(row));
    object.set(u"report"_s, std::move(items));
    return object;
}

void printFacts(const ImportRunRecord &run)
{
    print(tr("file %1, SHA-256 %2").arg(run.file, QString::fromLatin1(run.fileSha256.toHex())));
    QStringList facts{tr("into %1 (%2), %3").arg(run.profileName, run.host, run.network)};
    if (!run.user.isEmpty())
        facts << tr("by %1").arg(run.user);
    if (run.finished.isValid())
        facts << tr("ended %1").arg(localTime(run.finished));
    if (!run.templateName.isEmpty())
        facts << tr("template %1").arg(run.templateName);
    print(facts.join(u", "_s));
    if (run.plan)
        print(tr("plan %1: %2").arg(run.planHash, planCounts(run)));
    else if (!run.planHash.isEmpty())
        print(tr("plan %1").arg(run.planHash));
}

void printUndo(const UndoRecord &undo)
{
    const QString begun = undo.user.isEmpty() ? tr("undo begun %1").arg(localTime(undo.started))
                                              : tr("undo begun %1 by %2").arg(localTime(undo.started), undo.user);
    print(tr("%1, %2: %3").arg(begun, undo.state, undoCountsText(undo.counts)));
}

} // namespace

json::Value runJson(const ImportRunRecord &run)
{
    json::Value object = json::Value::object();
    const auto set = [&object](const QString &name, const QString &text) {
        if (!text.isEmpty())
            object.set(name, text);
    };
    set(u"run"_s, run.id);
    set(u"state"_s, run.state);
    set(u"file"_s, run.file);
    set(u"sha256"_s, QString::fromLatin1(run.fileSha256.toHex()));
    set(u"started"_s, stamp(run.started));
    set(u"finished"_s, stamp(run.finished));
    set(u"user"_s, run.user);
    set(u"profile"_s, run.profileName);
    set(u"host"_s, run.host);
    set(u"network"_s, run.network);
    set(u"template"_s, run.templateName);
    set(u"plan"_s, run.planHash);
    setCounts(object, {{u"rows"_s, run.rows},
                       {u"leftOut"_s, run.leftOut},
                       {u"unchanged"_s, run.unchanged},
                       {u"completed"_s, run.completed},
                       {u"failed"_s, run.failed},
                       {u"unknown"_s, run.unknown},
                       {u"notSent"_s, run.notSent}});
    if (run.plan)
        object.set(u"planned"_s, planJson(*run.plan));
    if (run.outcome)
        addOutcome(object, *run.outcome);
    if (run.undo)
        object.set(u"undo"_s, undoJson(*run.undo));
    json::Value::Array jobs;
    for (const QString &job : run.jobs)
        jobs.emplace_back(job);
    object.set(u"jobs"_s, std::move(jobs));
    object.set(u"resumable"_s, json::Value(isResumable(run)));
    return object;
}

QString runLine(const ImportRunRecord &run)
{
    const RunOutcome outcome = run.outcome.value_or(RunOutcome());
    QStringList parts{localTime(run.started), run.id, run.state, QFileInfo(run.file).fileName(),
                      tr("%1 of %2 rows in").arg(numberText(run.completed), numberText(run.rows))};
    const std::pair<qint64, QString> others[] = {
        {outcome.created, tr("%1 created")}, {outcome.updated, tr("%1 updated")},
        {run.failed, tr("%1 failed")},       {run.unknown, tr("%1 unknown")},
        {run.notSent, tr("%1 not sent")},    {run.leftOut, tr("%1 left out")},
        {run.unchanged, tr("%1 unchanged")}, {outcome.differing, tr("%1 otherwise than planned")}};
    for (const auto &[count, text] : others) {
        if (count > 0)
            parts << text.arg(numberText(count));
    }
    if (run.undo)
        parts << undoMark(*run.undo);
    if (!run.profileName.isEmpty())
        parts << run.profileName;
    return parts.join(u"  "_s);
}

json::Value outcomeJson(const PlanOutcome &outcome)
{
    json::Value object = json::Value::object();
    for (int finding = 0; finding < rowFindingCount; ++finding)
        setCounts(object, {{wireName(RowFinding(finding)), outcome.count(RowFinding(finding))}});
    setCounts(object, {{u"differing"_s, outcome.differing()}});
    json::Value::Array differences;
    for (const PlanDifference &row : outcome.differences()) {
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(row.line));
        item.set(u"key"_s, keyText(row.key));
        item.set(u"planned"_s, catalogue::wireName(row.planned));
        item.set(u"found"_s, wireName(row.found));
        if (!row.reason.isEmpty())
            item.set(u"reason"_s, row.reason);
        differences.push_back(std::move(item));
    }
    object.set(u"differences"_s, std::move(differences));
    return object;
}

void printOutcome(const PlanOutcome &outcome)
{
    const QList<PlanDifference> &all = outcome.differences();
    for (const PlanDifference &row : all.first(qMin(all.size(), shownDifferences)))
        remark(tr("line %1, %2: planned %3, found %4")
                   .arg(QString::number(row.line), keyText(row.key), planWord(row.planned), findingWord(row.found)));
    print(outcomeSentence(outcome));
}

void printPastRun(const PastRun &past, const CommonOptions &options)
{
    if (options.json)
        return printJson(pastJson(past));
    const ImportRunRecord &run = past.record;
    print(runLine(run));
    printFacts(run);
    if (past.outcome)
        printOutcome(*past.outcome);
    if (run.undo)
        printUndo(*run.undo);
    for (const RowRecord &row : past.rows)
        print(tr("line %1, %2: %3 %4")
                  .arg(QString::number(row.line), keyText(row.key), QString(rowOutcomeWord(row.outcome)), row.reason)
                  .trimmed());
    if (isResumable(run))
        remark(tr("chanceryctl resume %1 carries it on.").arg(run.id));
}

} // namespace chancery::ctl
