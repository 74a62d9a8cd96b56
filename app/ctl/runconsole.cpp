// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/runconsole.h"

#include "app/ctl/planner.h"
#include "app/ctl/runreport.h"

#include <QCoreApplication>

#include <limits>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

RunConsole::RunConsole(keyban::Client &client, Ledger &ledger, const CommonOptions &common)
    : m_client(client)
    , m_ledger(ledger)
    , m_common(common)
    , m_pruning(ledger)
{}

void RunConsole::run(ImportOrder order, const RunReader &reader)
{
    m_order = std::move(order);
    m_run = std::make_unique<ImportRun>(m_client, m_ledger, m_order, ImportPace{.trouble = OnTrouble::GiveUp});
    if (m_order.plan && reader.mirror) {
        m_run->readBy(*reader.mirror, *reader.sync);
        if (reader.isCompared)
            m_check =
                std::make_unique<OutcomeCheck>(OutcomeCheck::Parts{*reader.mirror, *reader.sync, m_ledger}, *m_run);
    }
    connectRun();
    m_run->start();
}

void RunConsole::skip(const ImportOrder &order)
{
    m_order = order;
    m_summary.counts.rows = order.report.rows;
    m_summary.counts.leftOut = order.report.leftOut;
    m_summary.counts.unchanged = order.unchanged.count();
    conclude();
}

void RunConsole::connectRun()
{
    connect(m_run.get(), &ImportRun::progressed, this, &RunConsole::showProgress);
    connect(m_run.get(), &ImportRun::rowsFailed, this, [this](const QList<RowFailure> &rows) { m_failures << rows; });
    connect(m_run.get(), &ImportRun::rowsUnknown, this, [this](const QList<RowFailure> &rows) { m_unknown << rows; });
    connect(m_run.get(), &ImportRun::finished, this, &RunConsole::finish);
    connect(&m_client, &keyban::Client::waiting, this, [this](const RetryWait &wait) {
        m_progress.clear();
        remark(
            tr("%1 Trying again at %2.").arg(sentence(wait.reason), wait.until.toLocalTime().toString(u"HH:mm:ss"_s)));
    });
    m_interrupt = std::make_unique<Interrupt>();
    connect(m_interrupt.get(), &Interrupt::raised, this, &RunConsole::interrupt);
}

void RunConsole::interrupt()
{
    m_progress.clear();
    if (isOver(m_run->progress().state)) {
        remark(tr("The outcome is not compared with the plan."));
        return m_check ? m_check->giveUp() : void();
    }
    remark(tr("Stopping after the chunks in flight; press Ctrl+C again to leave their rows unknown."));
    m_client.cancelWait();
    m_run->stop();
}

/// Once the run is over. It is done, whatever comes of the comparison.
void RunConsole::connectCheck()
{
    const auto conclude = [this] {
        m_check->disconnect(this);
        m_progress.clear();
        gather();
    };
    connect(m_check.get(), &OutcomeCheck::compared, this, [this](const PlanOutcome &outcome) { m_outcome = outcome; });
    connect(m_check.get(), &OutcomeCheck::notKept, this, [](const Error &error) { remark(sentence(error)); });
    connect(m_check.get(), &OutcomeCheck::failed, this, [](const Error &error) { remark(sentence(error)); });
    connect(m_check.get(), &OutcomeCheck::progressed, this, [this, conclude] {
        if (m_check->stage() == OutcomeCheck::Stage::Over)
            return QMetaObject::invokeMethod(this, conclude, Qt::QueuedConnection), void();
        showCheck();
    });
}

void RunConsole::showCheck()
{
    const SyncProgress &sync = m_check->syncProgress();
    if (m_check->stage() != OutcomeCheck::Stage::Reading)
        return;
    if (!sync.trouble)
        return showSync(m_progress, sync);
    m_progress.clear();
    remark(sentence(*sync.trouble));
    m_check->giveUp();
}

void RunConsole::showProgress(const ImportProgress &progress)
{
    const ImportCounts &counts = progress.counts;
    const qint64 sendable = counts.sendable();
    QString text = tr("%1 of %2 settled, %3 failed")
                       .arg(numberText(counts.settled()), numberText(sendable), numberText(counts.failed));
    if (progress.rowsPerSecond > 0)
        text += tr(", %1 rows/s").arg(numberText(qint64(progress.rowsPerSecond)));
    if (progress.timeLeft)
        text += tr(", about %1 s left").arg(numberText(progress.timeLeft->count()));
    m_progress.show(text, sendable ? double(counts.settled()) / double(sendable) : 1);
}

void RunConsole::finish(const ImportSummary &summary)
{
    m_progress.clear();
    m_summary = summary;
    if (!m_check || m_check->stage() == OutcomeCheck::Stage::Over)
        return gather();
    connectCheck();
}

/// Rows that failed before the run was interrupted are in the ledger only.
void RunConsole::gather()
{
    if (m_order.resumes.isEmpty())
        return conclude();
    const RowQuery all{.limit = std::numeric_limits<qint64>::max()};
    m_ledger.rows(m_run->id(), all).then(this, [this](const Result<QList<RowRecord>> &rows) {
        if (rows) {
            m_failures.clear();
            m_unknown.clear();
            for (const RowRecord &row : *rows)
                (row.outcome == RowOutcome::Failed ? m_failures : m_unknown).append({row.line, row.key, row.reason});
        }
        conclude();
    });
}

void RunConsole::conclude()
{
    m_common.json ? printSummaryJson() : printSummary();
    if (m_summary.error)
        remark(sentence(*m_summary.error));
    const bool isOpen = m_run && m_summary.counts.unknown + m_summary.counts.notSent() > 0;
    if (isOpen)
        remark(tr("chanceryctl resume %1 carries it on.").arg(m_run->id()));
    m_run ? tidyUp() : QCoreApplication::exit(exitCode());
}

/// All is told; nobody waits long for this, and the next run goes on with it.
void RunConsole::tidyUp()
{
    using namespace std::chrono_literals;
    m_interrupt.reset();
    connect(&m_pruning, &PreimagePruning::ended, this, [this] { QCoreApplication::exit(exitCode()); });
    m_pruning.start(1s);
}

int RunConsole::exitCode() const
{
    if (m_summary.error)
        return exitFor(*m_summary.error);
    if (m_summary.state == ImportState::Stopped)
        return Interrupted;
    const ImportCounts &counts = m_summary.counts;
    const qint64 open = counts.leftOut + counts.failed + counts.unknown + counts.notSent();
    return open > 0 || (m_outcome && m_outcome->differing() > 0) ? SomeFailed : AllDone;
}

void RunConsole::printSummaryJson()
{
    const ImportCounts &counts = m_summary.counts;
    json::Value object = reportJson(m_order.report);
    if (m_run)
        object.set(u"run"_s, m_run->id());
    object.set(u"unchanged"_s, json::Value::integer(counts.unchanged));
    object.set(u"sent"_s, json::Value::integer(counts.sent));
    object.set(u"completed"_s, json::Value::integer(counts.completed));
    object.set(u"failed"_s, json::Value::integer(counts.failed));
    object.set(u"unknown"_s, json::Value::integer(counts.unknown));
    object.set(u"notSent"_s, json::Value::integer(counts.notSent()));
    json::Value::Array jobs;
    for (const QString &job : m_summary.jobs)
        jobs.emplace_back(job);
    object.set(u"jobs"_s, std::move(jobs));
    object.set(u"findings"_s, findingsJson(m_order.report.findings));
    object.set(u"failures"_s, rowsJson(m_failures));
    if (!m_unknown.isEmpty())
        object.set(u"unknownRows"_s, rowsJson(m_unknown));
    if (m_summary.firstNotSent)
        object.set(u"notSentFromLine"_s, json::Value::integer(*m_summary.firstNotSent));
    if (m_summary.lookedUpRows > 0)
        object.set(u"lookedUp"_s, json::Value::integer(m_summary.lookedUpRows));
    if (m_summary.resentChunks > 0)
        object.set(u"resentChunks"_s, json::Value::integer(m_summary.resentChunks));
    if (!m_order.planHash.isEmpty())
        object.set(u"plan"_s, m_order.planHash);
    if (m_outcome) {
        object.set(u"created"_s, json::Value::integer(m_outcome->created()));
        object.set(u"updated"_s, json::Value::integer(m_outcome->updated()));
        object.set(u"outcome"_s, outcomeJson(*m_outcome));
    }
    printJson(object);
}

void RunConsole::printSummary()
{
    for (const RowFailure &row : m_failures)
        remark(tr("line %1, %2: %3").arg(QString::number(row.line), keyText(row.key), row.reason));
    for (const RowFailure &row : m_unknown)
        remark(tr("line %1, %2: unknown whether the service took it").arg(QString::number(row.line), keyText(row.key)));
    if (m_summary.firstNotSent)
        remark(tr("Not sent from line %1 on.").arg(*m_summary.firstNotSent));
    if (m_summary.lookedUpRows > 0)
        remark(tr("In by their passports, as the service's report lacks them: %1 rows.")
                   .arg(numberText(m_summary.lookedUpRows)));
    if (m_summary.resentChunks > 0)
        remark(tr("Sent more than once, because an answer was lost: %1 chunks.").arg(m_summary.resentChunks));
    const ImportCounts &counts = m_summary.counts;
    print(tr("%1 rows: %2 completed, %3 failed, %4 unknown, %5 not sent, %6 left out, %7 unchanged.")
              .arg(numberText(counts.rows), numberText(counts.completed), numberText(counts.failed),
                   numberText(counts.unknown), numberText(counts.notSent()), numberText(counts.leftOut),
                   numberText(counts.unchanged)));
    if (m_outcome)
        printOutcome(*m_outcome);
}

} // namespace chancery::ctl
