// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/undorun.h"

#include "core/async/errorof.h"
#include <QCryptographicHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString hashOf(const QString &runId, const UndoBasis &basis)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(runId.toUtf8());
    for (const qint64 number : {basis.created, basis.drafts, basis.published, basis.notKnown, basis.withoutPreimage,
                                basis.counts.rows, basis.counts.reverted})
        hash.addData(QByteArray(' ' + QByteArray::number(number)));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

bool UndoPlan::canUndo() const
{
    return run.state != runstate::running && !basis.isPruned && basis.created + basis.drafts > 0 &&
           basis.counts.reverted < basis.created + basis.drafts;
}

UndoRun::UndoRun(const UndoPlace &place, QString runId, UndoPace pace, QObject *parent)
    : QObject(parent)
    , m_client(place.client)
    , m_ledger(place.ledger)
    , m_host(place.host)
    , m_runId(std::move(runId))
    , m_pace(pace)
    , m_parts{.client = place.client,
              .mirror = place.mirror,
              .dialect = place.client.settings().dialect,
              .plan = {},
              .report = pace.report}
    , m_step(std::make_unique<QObject>())
{}

UndoRun::~UndoRun() = default;

void UndoRun::prepare()
{
    if (m_state != UndoState::Idle)
        return;
    m_state = UndoState::Planning;
    m_ledger.run(m_runId)
        .andThen([this](const ImportRunRecord &run) {
            if (run.host != m_host || run.application != m_client.settings().applicationId)
                return Pending<UndoBasis>::failed(errorOf(ErrorKind::Conflict, Cause::RunElsewhere, run.id));
            m_plan.run = run;
            m_parts.dialect = keyban::dialectFromWire(run.dialect).value_or(m_client.settings().dialect);
            return m_ledger.undoBasis(m_runId);
        })
        .then(m_step.get(), [this](const Result<UndoBasis> &basis) {
            m_state = basis ? UndoState::Planned : UndoState::Idle;
            if (!basis) {
                Q_EMIT planFailed(basis.error());
                return;
            }
            m_plan.basis = *basis;
            m_plan.hash = hashOf(m_runId, *basis);
            m_counts = basis->counts;
            Q_EMIT planned();
        });
}

void UndoRun::apply(const QString &hash, const QString &user)
{
    if (m_state != UndoState::Planned || hash != m_plan.hash)
        return;
    m_state = UndoState::Running;
    m_parts.plan = hash;
    m_sinceStart.start();
    m_ledger.beginUndo(m_runId, user).then(m_step.get(), [this](const Result<Nothing> &begun) {
        if (begun)
            return nextPage();
        m_error = begun.error(); // it is another's: the ledger is not ours to write
        tellEnd();
    });
}

void UndoRun::stop()
{
    if (m_state != UndoState::Running)
        return;
    m_isStopping = true;
    m_state = UndoState::Stopping;
    Q_EMIT progressed(m_counts);
}

std::optional<std::chrono::seconds> UndoRun::timeLeft() const
{
    const UndoBasis &basis = m_plan.basis;
    const qint64 left = basis.counts.rows - basis.counts.reverted - basis.withoutPreimage - m_tried;
    if (m_tried < 20 || !m_sinceStart.isValid() || left <= 0)
        return std::nullopt;
    return std::chrono::seconds(m_sinceStart.elapsed() * left / m_tried / 1000 + 1);
}

void UndoRun::nextPage()
{
    if (m_isStopping || m_error)
        return finish();
    m_ledger.openUndoRows(m_runId, {m_lastLine, m_pace.page})
        .then(m_step.get(), [this](const Result<QList<UndoRow>> &rows) {
            if (!rows) {
                breakOff(rows.error());
                return finish();
            }
            rows->isEmpty() ? finish() : takePage(*rows);
        });
}

/// Unknown until it is settled: that is what a crash leaves behind.
void UndoRun::takePage(QList<UndoRow> rows)
{
    m_lastLine = rows.last().preimage.line;
    QList<UndoEnd> intents;
    for (const UndoRow &row : rows)
        intents.append({row.preimage.line, UndoOutcome::Unknown, UndoReason::None, {}});
    m_waiting.assign(rows.begin(), rows.end());
    m_ledger.settleUndo(m_runId, intents).then(m_step.get(), [this](const Result<Nothing> &intended) {
        if (intended)
            return work();
        m_waiting.clear(); // what is not on disk is not sent
        breakOff(intended.error());
        finish();
    });
}

void UndoRun::work()
{
    while (!m_waiting.empty() && !m_isStopping && !m_error && int(m_steps.size()) < m_pace.rowsAtOnce) {
        const UndoRow row = std::move(m_waiting.front());
        m_waiting.pop_front();
        launch(row);
    }
    if (m_steps.empty())
        settlePage();
}

void UndoRun::launch(const UndoRow &row)
{
    auto step = std::make_unique<UndoStep>(m_parts, row.preimage);
    UndoStep *const it = step.get();
    connect(it, &UndoStep::ended, this, [this, it, row](const UndoEnd &end) { rowEnded(it, row, end); });
    connect(it, &UndoStep::broken, this, [this, it, row](const Error &error) { rowBroken(it, row, error); });
    m_steps.push_back(std::move(step));
    // From the event loop: rows that end at once would otherwise nest as deep as there are many.
    QMetaObject::invokeMethod(
        it, [it] { it->start(); }, Qt::QueuedConnection);
}

void UndoRun::rowEnded(UndoStep *step, const UndoRow &row, const UndoEnd &end)
{
    drop(step);
    m_ends << end;
    ++m_tried;
    count(row.end.outcome, end.outcome);
    if (end.outcome != UndoOutcome::Reverted)
        Q_EMIT rowStayed({row.preimage, end});
    Q_EMIT progressed(m_counts);
    work();
}

void UndoRun::rowBroken(UndoStep *step, const UndoRow &row, const Error &error)
{
    drop(step);
    m_ends << row.end; // as it was
    breakOff(error);
    work();
}

void UndoRun::drop(UndoStep *step)
{
    std::erase_if(m_steps, [step](auto &each) {
        const bool isIt = each.get() == step;
        if (isIt)
            each.release()->deleteLater(); // it is in the middle of telling us
        return isIt;
    });
}

void UndoRun::count(UndoOutcome before, UndoOutcome now)
{
    if (qint64 *slot = m_counts.of(before))
        --*slot;
    if (qint64 *slot = m_counts.of(now))
        ++*slot;
}

void UndoRun::settlePage()
{
    for (const UndoRow &row : std::exchange(m_waiting, {}))
        m_ends << row.end;
    m_ledger.settleUndo(m_runId, std::exchange(m_ends, {})).then(m_step.get(), [this](const Result<Nothing> &settled) {
        if (!settled)
            breakOff(settled.error());
        nextPage();
    });
}

void UndoRun::breakOff(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void UndoRun::finish()
{
    const QString state = m_error ? runstate::interrupted : m_isStopping ? runstate::stopped : runstate::finished;
    m_ledger.finishUndo(m_runId, state).then(m_step.get(), [this](const Result<Nothing> &kept) {
        if (!kept)
            breakOff(kept.error());
        tellEnd();
    });
}

void UndoRun::tellEnd()
{
    m_state = m_error ? UndoState::Broken : m_isStopping ? UndoState::Stopped : UndoState::Finished;
    Q_EMIT finished({m_state, m_counts, m_error});
}

} // namespace chancery
