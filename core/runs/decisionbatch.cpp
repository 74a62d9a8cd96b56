// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decisionbatch.h"

#include "core/gate/gate.h"
#include "core/runs/gatedplans.h"

namespace chancery {

namespace {

/// What is not about this settlement, and would meet the next one as well.
bool concernsAll(const DecisionReport &report)
{
    if (report.why == DecisionWhy::NotRecorded || report.why == DecisionWhy::ApprovalNeeded ||
        report.why == DecisionWhy::NotApproved)
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

void DecisionBatch::start(QList<DecisionRequest> requests, Act act, const QString &approvalId)
{
    m_act = act;
    m_requests = std::move(requests);
    m_records.clear();
    m_counts = {.all = m_requests.size()};
    m_isStopping = false;
    if (act == Act::Prepare || m_requests.isEmpty())
        return next();
    const Officer &officer = m_parts.officer;
    const GatedPlan plan = planOf(officer.service, m_requests);
    if (approvalId.isEmpty() && isUngated(officer.gate, plan))
        return next();
    m_gate = std::make_unique<QObject>();
    passGate(m_parts.ledger, officer.gate, plan,
             {.approvalId = approvalId, .author = officer.author, .subject = m_requests.first().seen.id})
        .then(m_gate.get(), [this](const Result<Nothing> &passed) {
            m_gate.release()->deleteLater(); // it is being told
            passed ? next() : refuse(passed.error());
        });
}

/// Nothing of it is sent.
void DecisionBatch::refuse(const Error &error)
{
    const DecisionRequest request = m_requests.takeFirst();
    took({.outcome = RowOutcome::NotSent,
          .why = decisionWhyOf(error),
          .intent = {.service = m_parts.officer.service,
                     .settlementId = request.seen.id,
                     .decision = wireName(request.decision),
                     .reason = request.reason,
                     .author = m_parts.officer.author,
                     .before = sightingOf(request.seen)},
          .now = {},
          .error = error});
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
    DecisionParts parts = m_parts;
    parts.officer.gate = {}; // passed by all of them together
    m_run = std::make_unique<DecisionRun>(parts);
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
