// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decisionbatch.h"

namespace chancery {

namespace {

/// What is not about this settlement, and would meet the next one as well.
bool concernsAll(const DecisionReport &report)
{
    if (report.why == DecisionWhy::NotRecorded)
        return true;
    if (!report.error)
        return false;
    return report.error->kind == ErrorKind::Unauthorized || report.error->kind == ErrorKind::Forbidden ||
           report.error->kind == ErrorKind::SecretStore || report.error->kind == ErrorKind::Refused;
}

void count(DecisionCounts &counts, const DecisionReport &report)
{
    if (report.why == DecisionWhy::Prepared) {
        ++counts.prepared;
        return;
    }
    switch (report.outcome) {
    case RowOutcome::Done:
        ++counts.done;
        return;
    case RowOutcome::Failed:
        ++counts.failed;
        return;
    case RowOutcome::NotSent:
        ++counts.notSent;
        return;
    case RowOutcome::Unknown:
        ++counts.unknown;
    }
}

} // namespace

DecisionBatch::DecisionBatch(DecisionParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{}

DecisionBatch::~DecisionBatch() = default;

void DecisionBatch::start(QList<DecisionRequest> requests, Act act)
{
    m_act = act;
    m_requests = std::move(requests);
    m_records.clear();
    m_counts = {.all = m_requests.size()};
    m_isStopping = false;
    next();
}

void DecisionBatch::resolve(QList<DecisionRecord> records)
{
    m_requests.clear();
    m_records = std::move(records);
    m_counts = {.all = m_records.size()};
    m_isStopping = false;
    next();
}

void DecisionBatch::stop()
{
    m_isStopping = true;
}

void DecisionBatch::next()
{
    if (m_isStopping || (m_requests.isEmpty() && m_records.isEmpty())) {
        m_run.reset();
        Q_EMIT ended();
        return;
    }
    m_run = std::make_unique<DecisionRun>(m_parts);
    // Queued, as it is replaced by the next.
    connect(m_run.get(), &DecisionRun::ended, this, &DecisionBatch::took, Qt::QueuedConnection);
    if (!m_records.isEmpty())
        m_run->resolve(m_records.takeFirst());
    else if (m_act == Act::Decide)
        m_run->decide(m_requests.takeFirst());
    else
        m_run->prepare(m_requests.takeFirst());
}

void DecisionBatch::took(const DecisionReport &report)
{
    count(m_counts, report);
    m_isStopping = m_isStopping || concernsAll(report);
    Q_EMIT reported(report);
    next();
}

} // namespace chancery

#include "moc_decisionbatch.cpp"
