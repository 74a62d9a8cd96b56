// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/outcomecheck.h"

#include "core/async/background.h"

#include <limits>

namespace chancery {

OutcomeCheck::OutcomeCheck(const Parts &parts, ImportRun &run, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_runId(run.id())
    , m_catchUp(parts.mirror, parts.sync)
{
    m_request.plan = run.order().plan;
    connect(&run, &ImportRun::finished, this, &OutcomeCheck::runEnded);
    connectCatchUp();
}

OutcomeCheck::OutcomeCheck(const Parts &parts, const QString &runId, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_runId(runId)
    , m_catchUp(parts.mirror, parts.sync)
{
    connectCatchUp();
}

void OutcomeCheck::connectCatchUp()
{
    connect(&m_catchUp, &MirrorCatchUp::progressed, this, &OutcomeCheck::progressed);
    connect(&m_catchUp, &MirrorCatchUp::reached, this, &OutcomeCheck::gather);
}

OutcomeCheck::~OutcomeCheck() = default;

void OutcomeCheck::giveUp()
{
    m_catchUp.giveUp();
    m_step.reset();
    enter(Stage::Over);
}

void OutcomeCheck::compareLate(const ResumeRequest &request, const QDateTime &ended)
{
    enter(Stage::Reading);
    m_step = std::make_unique<QObject>();
    orderToCompare(m_parts.ledger, request).then(m_step.get(), [this, ended](const Result<ImportOrder> &order) {
        if (!order)
            return fail(order.error());
        if (!order->plan) // of a version that kept none
            return enter(Stage::Over);
        m_request.plan = order->plan;
        m_catchUp.wait(ended);
    });
}

void OutcomeCheck::runEnded(const ImportSummary &summary)
{
    if (summary.counts.sent == 0)
        return enter(Stage::Over);
    enter(Stage::Reading);
    if (m_stage == Stage::Reading)
        m_catchUp.wait(QDateTime::currentDateTimeUtc());
}

/// What was sent, and how its rows ended, the ledger knows, also of a part before an interruption.
void OutcomeCheck::gather()
{
    enter(Stage::Comparing);
    m_step = std::make_unique<QObject>();
    m_parts.ledger.rows(m_runId, {.limit = std::numeric_limits<qint64>::max()})
        .andThen([this](const QList<RowRecord> &rows) {
            takeRows(rows);
            return m_parts.ledger.chunks(m_runId);
        })
        .then(m_step.get(), [this](const Result<QList<ChunkRecord>> &chunks) {
            if (!chunks)
                return fail(chunks.error());
            m_request.chunks = *chunks;
            compare();
        });
}

void OutcomeCheck::takeRows(const QList<RowRecord> &rows)
{
    for (const RowRecord &row : rows) {
        if (row.outcome == RowOutcome::Failed)
            m_request.failed << RowFailure{row.line, row.key, row.reason};
        else if (row.outcome == RowOutcome::Unknown)
            m_request.unknown << RowFailure{row.line, row.key, {}};
    }
}

void OutcomeCheck::compare()
{
    m_request.mirrorPath = m_parts.mirror.place().path;
    m_request.mirror = m_parts.mirror.state();
    background([request = m_request](const std::stop_token &stop) {
        return outcomeOf(request, stop);
    }).then(m_step.get(), [this](const Result<PlanOutcome> &outcome) {
        outcome ? keep(*outcome) : fail(outcome.error());
    });
}

void OutcomeCheck::keep(const PlanOutcome &outcome)
{
    m_parts.ledger.keepOutcome(m_runId, outcome.toRecord(QDateTime::currentDateTimeUtc()))
        .then(m_step.get(), [this, outcome](const Result<Nothing> &kept) {
            enter(Stage::Over);
            Q_EMIT compared(outcome);
            if (!kept)
                Q_EMIT notKept(kept.error());
        });
}

void OutcomeCheck::fail(const Error &error)
{
    enter(Stage::Over);
    Q_EMIT failed(error);
}

void OutcomeCheck::enter(Stage stage)
{
    m_stage = stage;
    Q_EMIT progressed();
}

} // namespace chancery
