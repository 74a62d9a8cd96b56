// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/runconsole.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

int exitCode(const ImportSummary &summary)
{
    if (summary.error)
        return exitFor(*summary.error);
    if (summary.state == ImportState::Stopped)
        return Interrupted;
    const ImportCounts &counts = summary.counts;
    return counts.leftOut + counts.failed + counts.unknown + counts.notSent() > 0 ? SomeFailed : AllDone;
}

} // namespace

QString numberText(qint64 value)
{
    return QLocale().toString(value);
}

RunConsole::RunConsole(keyban::Client &client, Ledger &ledger, const CommonOptions &common)
    : m_client(client)
    , m_ledger(ledger)
    , m_common(common)
{}

void RunConsole::run(ImportOrder order)
{
    m_order = std::move(order);
    m_run = std::make_unique<ImportRun>(m_client, m_ledger, m_order, ImportPace{.trouble = OnTrouble::GiveUp});
    connectRun();
    m_run->start();
}

void RunConsole::skip(const ImportOrder &order)
{
    m_order = order;
    ImportSummary nothing;
    nothing.counts.rows = order.report.rows;
    nothing.counts.leftOut = order.report.leftOut;
    nothing.counts.unchanged = order.unchanged.count();
    conclude(nothing);
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
    connect(&m_interrupt, &Interrupt::raised, this, [this] {
        m_progress.clear();
        remark(tr("Stopping after the chunks in flight; press Ctrl+C again to leave their rows unknown."));
        m_client.cancelWait();
        m_run->stop();
    });
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
    m_order.resumes.isEmpty() ? conclude(summary) : readRows(summary);
}

/// Rows that failed before the run was interrupted are in the ledger only.
void RunConsole::readRows(const ImportSummary &summary)
{
    const RowQuery all{.limit = std::numeric_limits<qint64>::max()};
    m_ledger.rows(m_run->id(), all).then(this, [this, summary](const Result<QList<RowRecord>> &rows) {
        if (rows) {
            m_failures.clear();
            m_unknown.clear();
            for (const RowRecord &row : *rows)
                (row.outcome == RowOutcome::Failed ? m_failures : m_unknown).append({row.line, row.key, row.reason});
        }
        conclude(summary);
    });
}

void RunConsole::conclude(const ImportSummary &summary)
{
    m_common.json ? printSummaryJson(summary) : printSummary(summary);
    if (summary.error)
        remark(sentence(*summary.error));
    const bool isOpen = m_run && summary.counts.unknown + summary.counts.notSent() > 0;
    if (isOpen)
        remark(tr("chanceryctl resume %1 carries it on.").arg(m_run->id()));
    QCoreApplication::exit(exitCode(summary));
}

void RunConsole::printSummaryJson(const ImportSummary &summary)
{
    const ImportCounts &counts = summary.counts;
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
    for (const QString &job : summary.jobs)
        jobs.emplace_back(job);
    object.set(u"jobs"_s, std::move(jobs));
    object.set(u"findings"_s, findingsJson(m_order.report.findings));
    object.set(u"failures"_s, rowsJson(m_failures));
    if (!m_unknown.isEmpty())
        object.set(u"unknownRows"_s, rowsJson(m_unknown));
    if (summary.firstNotSent)
        object.set(u"notSentFromLine"_s, json::Value::integer(*summary.firstNotSent));
    if (summary.resentChunks > 0)
        object.set(u"resentChunks"_s, json::Value::integer(summary.resentChunks));
    printJson(object);
}

void RunConsole::printSummary(const ImportSummary &summary)
{
    for (const RowFailure &row : m_failures)
        remark(tr("line %1, %2: %3").arg(QString::number(row.line), keyText(row.key), row.reason));
    for (const RowFailure &row : m_unknown)
        remark(tr("line %1, %2: unknown whether the service took it").arg(QString::number(row.line), keyText(row.key)));
    if (summary.firstNotSent)
        remark(tr("Not sent from line %1 on.").arg(*summary.firstNotSent));
    if (summary.resentChunks > 0)
        remark(tr("Sent more than once, because an answer was lost: %1 chunks.").arg(summary.resentChunks));
    const ImportCounts &counts = summary.counts;
    print(tr("%1 rows: %2 completed, %3 failed, %4 unknown, %5 not sent, %6 left out, %7 unchanged.")
              .arg(numberText(counts.rows), numberText(counts.completed), numberText(counts.failed),
                   numberText(counts.unknown), numberText(counts.notSent()), numberText(counts.leftOut),
                   numberText(counts.unchanged)));
}

} // namespace chancery::ctl
