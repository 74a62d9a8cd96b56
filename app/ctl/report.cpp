// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/runreport.h"
#include "app/ctl/service.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(keyban::ChildState state)
{
    switch (state) {
    case keyban::ChildState::Completed:
        return u"completed"_s;
    case keyban::ChildState::Failed:
        return u"failed"_s;
    case keyban::ChildState::Running:
        break;
    }
    return u"running"_s;
}

constexpr int notInTheLedger = -1;

bool isAllWell(const PastRun &past)
{
    const ImportRunRecord &run = past.record;
    const qint64 open = run.leftOut + run.failed + run.unknown + run.notSent;
    return open == 0 && run.state == runstate::finished && !(past.outcome && past.outcome->differing() > 0);
}

/// Prints what the ledger holds of a run; asks no service.
class RunReportCommand : public QObject
{
    Q_OBJECT

public:
    RunReportCommand(QString wanted, const CommonOptions &common)
        : m_wanted(std::move(wanted))
        , m_common(common)
        , m_ledger(ledgerPath(common))
    {}

    void start()
    {
        readRuns(m_ledger, this, [this](const QList<ImportRunRecord> &runs) { choose(runs); });
    }

private:
    void choose(const QList<ImportRunRecord> &runs)
    {
        const bool isThere = std::any_of(runs.begin(), runs.end(),
                                         [this](const ImportRunRecord &run) { return run.id.startsWith(m_wanted); });
        if (!m_wanted.isEmpty() && !isThere)
            return QCoreApplication::exit(notInTheLedger);
        if (runs.isEmpty())
            fail(tr("Nothing has been imported yet. Name a JOB to ask the service."));
        tell(m_wanted.isEmpty() ? runs.first() : runNamed(runs, m_wanted));
    }

    void tell(const ImportRunRecord &run)
    {
        pastRun(m_ledger, run.id).then(this, [this](const Result<PastRun> &past) {
            if (!past)
                fail(sentence(past.error()), exitFor(past.error()));
            printPastRun(*past, m_common);
            QCoreApplication::exit(isAllWell(*past) ? AllDone : SomeFailed);
        });
    }

    const QString m_wanted;
    const CommonOptions m_common;
    Ledger m_ledger;
};

/// Reads the report of one job page by page and prints it.
class ReportCommand : public QObject
{
    Q_OBJECT

public:
    ReportCommand(QString job, CommonOptions common, Service &service)
        : m_job(std::move(job))
        , m_common(std::move(common))
        , m_service(service)
    {}

    void read(int page)
    {
        m_service.keyban()
            .importReport(m_job, page)
            .then(this, [this, page](const Result<keyban::Page<keyban::ImportChild>> &answer) {
                if (!answer)
                    return fail(sentence(answer.error()), exitFor(answer.error()));
                take(answer->rows);
                m_total = answer->total;
                const bool last = answer->rows.isEmpty() || qint64(page) * keyban::maxPageSize >= answer->total;
                last ? finish() : read(page + 1);
            });
    }

private:
    void take(const QList<keyban::ImportChild> &children)
    {
        for (const keyban::ImportChild &child : children) {
            ++m_counts[size_t(child.state)];
            if (child.state == keyban::ChildState::Failed)
                m_failures.append({0, child.key, child.reason});
        }
    }

    qint64 count(keyban::ChildState state) const { return m_counts[size_t(state)]; }

    void finish()
    {
        using keyban::ChildState;
        if (m_common.json) {
            json::Value object = json::Value::object();
            object.set(u"job"_s, m_job);
            object.set(u"rows"_s, json::Value::integer(m_total));
            for (const ChildState state : {ChildState::Completed, ChildState::Failed, ChildState::Running})
                object.set(stateWord(state), json::Value::integer(count(state)));
            json::Value::Array failures;
            for (const RowFailure &row : m_failures) {
                json::Value item = json::Value::object();
                item.set(u"key"_s, keyText(row.key));
                item.set(u"reason"_s, row.reason);
                failures.push_back(std::move(item));
            }
            object.set(u"failures"_s, std::move(failures));
            printJson(object);
        } else {
            for (const RowFailure &row : m_failures)
                print(u"%1: %2"_s.arg(keyText(row.key), row.reason));
            print(tr("%1 rows: %2 completed, %3 failed, %4 still running.")
                      .arg(m_total)
                      .arg(count(ChildState::Completed))
                      .arg(count(ChildState::Failed))
                      .arg(count(ChildState::Running)));
        }
        const bool done = count(ChildState::Failed) == 0 && count(ChildState::Running) == 0;
        QCoreApplication::exit(done ? AllDone : SomeFailed);
    }

    QString m_job;
    CommonOptions m_common;
    Service &m_service;
    qint64 m_total = 0;
    std::array<qint64, 3> m_counts{};
    QList<RowFailure> m_failures;
};

} // namespace

int report(const QStringList &arguments)
{
    Arguments options(
        tr("Prints what became of an import: of a run what the ledger holds, its plan beside its outcome, "
           "of a job what the service reports."));
    options.addOptional(u"RUN|JOB"_s, tr("The run, or how its name begins, or a job's id, as import printed them; "
                                         "without it the latest run."));
    options.parse(arguments);
    const CommonOptions common = options.common();
    {
        RunReportCommand run(options.positional(), common);
        QMetaObject::invokeMethod(
            &run, [&run] { run.start(); }, Qt::QueuedConnection);
        if (const int code = QCoreApplication::exec(); code != notInTheLedger)
            return code;
    }
    std::unique_ptr<ReportCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<ReportCommand>(options.positional(), common, service);
        command->read(1);
    });
}

} // namespace chancery::ctl

#include "report.moc"
