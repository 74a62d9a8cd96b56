// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/runreport.h"

#include "core/runs/failedexport.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

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
                items.push_back(runJson(run));
            json::Value object = json::Value::object();
            object.set(u"runs"_s, std::move(items));
            printJson(object);
        }
        for (const ImportRunRecord &run : runs) {
            if (!m_common.json)
                print(runLine(run));
        }
        if (runs.isEmpty() && !m_common.json)
            remark(tr("Nothing has been imported yet."));
        QCoreApplication::exit(AllDone);
    }

    void show(const ImportRunRecord &run)
    {
        pastRun(m_ledger, run.id).then(this, [this](const Result<PastRun> &past) {
            if (!past)
                fail(sentence(past.error()), exitFor(past.error()));
            printPastRun(*past, m_common);
            QCoreApplication::exit(AllDone);
        });
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
