// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/awards.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"

#include "ui/words/awardtext.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

AwardCounts countsOf(const AwardBatchRecord &batch)
{
    return {.total = batch.lines,
            .done = batch.done,
            .failed = batch.failed,
            .unknown = batch.unknown,
            .notSent = batch.notSent,
            .pointsDone = batch.pointsDone};
}

json::Value toJson(const AwardBatchRecord &batch)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, batch.id);
    object.set(u"batch"_s, batch.name);
    object.set(u"state"_s, batch.state);
    object.set(u"service"_s, batch.service);
    object.set(u"file"_s, batch.file);
    object.set(u"sha256"_s, QString::fromLatin1(batch.fileSha256.toHex()));
    object.set(u"user"_s, batch.author.user);
    object.set(u"started"_s, batch.started.toString(Qt::ISODateWithMs));
    object.set(u"finished"_s,
               batch.finished.isValid() ? json::Value(batch.finished.toString(Qt::ISODateWithMs)) : json::Value());
    const std::pair<QString, qint64> counts[] = {
        {u"lines"_s, batch.lines},          {u"points"_s, batch.points},   {u"done"_s, batch.done},
        {u"failed"_s, batch.failed},        {u"unknown"_s, batch.unknown}, {u"notSent"_s, batch.notSent},
        {u"pointsDone"_s, batch.pointsDone}};
    for (const auto &[name, count] : counts)
        object.set(name, json::Value::integer(count));
    return object;
}

QString lineOf(const AwardBatchRecord &batch)
{
    constexpr qsizetype shownOfId = 8;
    return QStringList{batch.id.left(shownOfId), batch.started.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s),
                       batch.state, batch.name, countsText(countsOf(batch))}
        .join(u"  "_s);
}

QList<AwardOutcome> outcomesOf(const KnownBatch &batch)
{
    QList<AwardOutcome> outcomes;
    outcomes.reserve(batch.lines.size());
    for (const AwardLineRecord &line : batch.lines)
        outcomes << outcomeOf(line);
    return outcomes;
}

/// Runs the event loop until `begin` has ended the program; the ledger goes after it.
int withLedger(const CommonOptions &common, const std::function<void(Ledger &, QObject *)> &begin)
{
    QObject context;
    Ledger ledger(ledgerPath(common));
    QMetaObject::invokeMethod(
        &context, [&] { begin(ledger, &context); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

json::Value outcomeJson(const AwardOutcome &outcome)
{
    json::Value item = json::Value::object();
    item.set(u"line"_s, json::Value::integer(outcome.line.line));
    item.set(u"account"_s, outcome.line.accountId);
    item.set(u"points"_s, json::Value::integer(outcome.line.points));
    item.set(u"outcome"_s, QString(rowOutcomeWord(outcome.outcome)));
    item.set(u"why"_s, outcome.why);
    item.set(u"detail"_s, outcome.detail);
    item.set(u"before"_s, json::Value(outcome.isBefore));
    item.set(u"id"_s, outcome.mintId.isEmpty() ? json::Value() : json::Value(outcome.mintId));
    return item;
}

void remarkOutcomes(const QList<AwardOutcome> &outcomes)
{
    for (const AwardOutcome &outcome : outcomes)
        if (outcome.outcome != RowOutcome::Done && !outcome.why.isEmpty())
            remark(tr("line %1: %2: %3")
                       .arg(QString::number(outcome.line.line), QString(rowOutcomeWord(outcome.outcome)),
                            reasonText(outcome)));
}

bool writeRest(const AwardFile &file, const QList<AwardOutcome> &outcomes, const QString &outFile)
{
    QList<AwardRemainder> rest;
    for (const AwardOutcome &outcome : outcomes)
        if (outcome.outcome == RowOutcome::Failed || outcome.outcome == RowOutcome::Unknown)
            rest << AwardRemainder{outcome.line, rowOutcomeWord(outcome.outcome), reasonText(outcome)};
    if (rest.isEmpty())
        return true;
    const auto rows = exportAwards(file, rest, outFile);
    remark(rows ? tr("Wrote %1 to %2.").arg(rowsText(*rows), outFile) : sentence(rows.error()));
    return rows.ok();
}

void readBatches(Ledger &ledger, QObject *context, const std::function<void(const QList<AwardBatchRecord> &)> &then)
{
    if (!QFileInfo::exists(ledger.path()))
        return then({}); // asking leaves nothing behind
    ledger.open()
        .andThen([&ledger](Nothing) { return ledger.awardBatches({.limit = std::numeric_limits<qint64>::max()}); })
        .then(context, [then](const Result<QList<AwardBatchRecord>> &batches) {
            if (!batches)
                fail(sentence(batches.error()), exitFor(batches.error()));
            then(*batches);
        });
}

void readBatch(Ledger &ledger, QObject *context, const QString &wanted,
               const std::function<void(const KnownBatch &)> &then)
{
    readBatches(ledger, context, [&ledger, context, wanted, then](const QList<AwardBatchRecord> &batches) {
        QList<AwardBatchRecord> fitting;
        for (const AwardBatchRecord &batch : batches)
            if (batch.id.startsWith(wanted) || batch.name == wanted)
                fitting << batch;
        if (fitting.isEmpty())
            fail(tr("The ledger holds no batch named %1. chanceryctl awards list lists them.").arg(wanted));
        if (fitting.size() > 1)
            fail(tr("%1 batches are named %2 or begin so. Give more of the id.").arg(fitting.size()).arg(wanted));
        ledger.awardLines(fitting.first().id)
            .then(context, [then, batch = fitting.first()](const Result<QList<AwardLineRecord>> &lines) {
                if (!lines)
                    fail(sentence(lines.error()), exitFor(lines.error()));
                then({batch, *lines});
            });
    });
}

int listBatches(const CommonOptions &common)
{
    return withLedger(common, [&common](Ledger &ledger, QObject *context) {
        readBatches(ledger, context, [&common](const QList<AwardBatchRecord> &batches) {
            json::Value::Array items;
            for (const AwardBatchRecord &batch : batches)
                common.json ? items.push_back(toJson(batch)) : print(lineOf(batch));
            if (common.json) {
                json::Value object = json::Value::object();
                object.set(u"batches"_s, std::move(items));
                printJson(object);
            } else if (batches.isEmpty()) {
                remark(tr("The ledger holds no batches of awards."));
            }
            QCoreApplication::exit(AllDone);
        });
    });
}

int showBatch(const CommonOptions &common, const QString &wanted)
{
    return withLedger(common, [&](Ledger &ledger, QObject *context) {
        readBatch(ledger, context, wanted, [&common](const KnownBatch &batch) {
            const QList<AwardOutcome> outcomes = outcomesOf(batch);
            if (common.json) {
                json::Value object = toJson(batch.record);
                json::Value::Array items;
                for (const AwardOutcome &outcome : outcomes)
                    items.push_back(outcomeJson(outcome));
                object.set(u"outcomes"_s, std::move(items));
                printJson(object);
            } else {
                print(lineOf(batch.record));
                for (const AwardOutcome &outcome : outcomes)
                    print(tr("  line %1: %2 to %3: %4")
                              .arg(QString::number(outcome.line.line), pointsText(outcome.line.points),
                                   outcome.line.accountId, QString(rowOutcomeWord(outcome.outcome))));
                remarkOutcomes(outcomes);
            }
            QCoreApplication::exit(AllDone);
        });
    });
}

int exportBatch(const CommonOptions &common, const QString &wanted, const QString &outFile)
{
    return withLedger(common, [&](Ledger &ledger, QObject *context) {
        readBatch(ledger, context, wanted, [&outFile](const KnownBatch &batch) {
            if (batch.record.failed + batch.record.unknown == 0)
                remark(tr("Nothing of this batch is failed or unknown, so nothing was written."));
            const AwardFile file = orderOf(batch.record, batch.lines).file;
            QCoreApplication::exit(writeRest(file, outcomesOf(batch), outFile) ? AllDone : BadUsage);
        });
    });
}

} // namespace chancery::ctl
