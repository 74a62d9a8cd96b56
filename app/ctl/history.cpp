// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/runconsole.h"

#include "core/runs/failedexport.h"
#include "core/runs/importresume.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <limits>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

json::Value toJson(const ImportRunRecord &run)
{
    json::Value object = json::Value::object();
    const auto set = [&object](const QString &name, const QString &text) {
        if (!text.isEmpty())
            object.set(name, text);
    };
    const auto time = [](const QDateTime &when) { return when.toUTC().toString(Qt::ISODateWithMs); };
    set(u"run"_s, run.id);
    set(u"state"_s, run.state);
    set(u"file"_s, run.file);
    set(u"sha256"_s, QString::fromLatin1(run.fileSha256.toHex()));
    set(u"started"_s, time(run.started));
    set(u"finished"_s, time(run.finished));
    set(u"user"_s, run.user);
    set(u"profile"_s, run.profileName);
    set(u"host"_s, run.host);
    set(u"network"_s, run.network);
    set(u"template"_s, run.templateName);
    set(u"plan"_s, run.planHash);
    for (const auto &[name, count] : {std::pair(u"rows"_s, run.rows), std::pair(u"leftOut"_s, run.leftOut),
                                      std::pair(u"unchanged"_s, run.unchanged),
                                      std::pair(u"completed"_s, run.completed), std::pair(u"failed"_s, run.failed),
                                      std::pair(u"unknown"_s, run.unknown), std::pair(u"notSent"_s, run.notSent)})
        object.set(name, json::Value::integer(count));
    json::Value::Array jobs;
    for (const QString &job : run.jobs)
        jobs.emplace_back(job);
    object.set(u"jobs"_s, std::move(jobs));
    object.set(u"resumable"_s, json::Value(isResumable(run)));
    return object;
}

QString lineOf(const ImportRunRecord &run)
{
    QStringList parts{run.started.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), run.id, run.state,
                      QFileInfo(run.file).fileName(),
                      tr("%1 of %2 rows in").arg(numberText(run.completed), numberText(run.rows))};
    const std::pair<qint64, QString> others[] = {{run.failed, tr("%1 failed")},
                                                 {run.unknown, tr("%1 unknown")},
                                                 {run.notSent, tr("%1 not sent")},
                                                 {run.leftOut, tr("%1 left out")},
                                                 {run.unchanged, tr("%1 unchanged")}};
    for (const auto &[count, text] : others) {
        if (count > 0)
            parts << text.arg(numberText(count));
    }
    if (!run.profileName.isEmpty())
        parts << run.profileName;
    return parts.join(u"  "_s);
}

/// Imports of the past as the ledger has them; no service is asked.
class HistoryCommand : public QObject
{
    Q_OBJECT

public:
    HistoryCommand(QString run, QString failedFile, const CommonOptions &common)
        : m_wanted(std::move(run))
        , m_failedFile(std::move(failedFile))
        , m_common(common)
        , m_ledger(ledgerPath(common))
    {}

    void start()
    {
        readRuns(m_ledger, this, [this](const QList<ImportRunRecord> &runs) {
            if (m_wanted.isEmpty())
                return list(runs);
            const ImportRunRecord run = runNamed(runs, m_wanted);
            m_failedFile.isEmpty() ? show(run) : exportFailed(run);
        });
    }

private:
    void list(const QList<ImportRunRecord> &runs)
    {
        if (m_common.json) {
            json::Value::Array items;
            for (const ImportRunRecord &run : runs)
                items.push_back(toJson(run));
            json::Value object = json::Value::object();
            object.set(u"runs"_s, std::move(items));
            printJson(object);
        }
        for (const ImportRunRecord &run : runs) {
            if (!m_common.json)
                print(lineOf(run));
        }
        if (runs.isEmpty() && !m_common.json)
            remark(tr("Nothing has been imported yet."));
        QCoreApplication::exit(AllDone);
    }

    void show(const ImportRunRecord &run)
    {
        m_ledger.rows(run.id, {.limit = std::numeric_limits<qint64>::max()})
            .then(this, [this, run](const Result<QList<RowRecord>> &rows) {
                if (!rows)
                    fail(sentence(rows.error()), exitFor(rows.error()));
                m_common.json ? printJson(withRows(run, *rows)) : printRun(run, *rows);
                QCoreApplication::exit(AllDone);
            });
    }

    static json::Value withRows(const ImportRunRecord &run, const QList<RowRecord> &rows)
    {
        json::Value object = toJson(run);
        json::Value::Array items;
        for (const RowRecord &row : rows) {
            json::Value item = json::Value::object();
            item.set(u"line"_s, json::Value::integer(row.line));
            item.set(u"key"_s, keyText(row.key));
            item.set(u"outcome"_s, QString(rowOutcomeWord(row.outcome)));
            item.set(u"reason"_s, row.reason);
            items.push_back(std::move(item));
        }
        object.set(u"report"_s, std::move(items));
        return object;
    }

    static void printRun(const ImportRunRecord &run, const QList<RowRecord> &rows)
    {
        print(lineOf(run));
        print(tr("file %1, SHA-256 %2").arg(run.file, QString::fromLatin1(run.fileSha256.toHex())));
        for (const RowRecord &row : rows)
            print(
                tr("line %1, %2: %3 %4")
                    .arg(QString::number(row.line), keyText(row.key), QString(rowOutcomeWord(row.outcome)), row.reason)
                    .trimmed());
        if (isResumable(run))
            remark(tr("chanceryctl resume %1 carries it on.").arg(run.id));
    }

    void exportFailed(const ImportRunRecord &run)
    {
        exportFailedRows(m_ledger, run.id, m_failedFile).then(this, [this](const Result<qint64> &rows) {
            if (!rows)
                fail(sentence(rows.error()), exitFor(rows.error()));
            remark(tr("%1 rows with their reasons are in %2.").arg(numberText(*rows), m_failedFile));
            QCoreApplication::exit(AllDone);
        });
    }

    const QString m_wanted;
    const QString m_failedFile;
    const CommonOptions m_common;
    Ledger m_ledger;
};

} // namespace

int history(const QStringList &arguments)
{
    Arguments options(tr("Lists the imports of the past, or tells all of one; asks no service."));
    options.addOptional(u"RUN"_s, tr("The run, or how its name begins; without it all are listed."));
    options.addOption({u"failed"_s,
                       tr("Write the run's failed rows, with their original columns and reasons, to this file."),
                       u"FILE"_s});
    options.parse(arguments);
    if (!options.value(u"failed"_s).isEmpty() && options.positional().isEmpty())
        fail(tr("--failed needs the RUN whose failed rows are meant."));
    HistoryCommand command(options.positional(), options.value(u"failed"_s), options.common());
    QMetaObject::invokeMethod(
        &command, [&command] { command.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace chancery::ctl

#include "history.moc"
