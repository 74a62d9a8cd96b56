// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importrun.h"

#include "core/gate/gate.h"
#include "core/runs/gatedplans.h"
#include "core/runs/importrecords.h"
#include "core/runs/mirrorsync.h"

#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

bool isOver(ImportState state)
{
    return state == ImportState::Finished || state == ImportState::Stopped || state == ImportState::Broken;
}

ImportRun::ImportRun(keyban::Client &client, Ledger &ledger, ImportOrder order, ImportPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_ledger(ledger)
    , m_order(std::move(order))
    , m_pace(pace)
    , m_id(m_order.resumes.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : m_order.resumes)
    , m_rows(std::make_shared<RowSource>(RowSource{m_order.spec, m_order.report}))
    , m_pacer(pace.chunk)
    , m_step(std::make_unique<QObject>())
{
    m_progress.counts.rows = m_order.report.rows;
    m_progress.counts.leftOut = m_order.report.leftOut;
    m_progress.counts.unchanged = m_order.unchanged.count();
    connect(&m_client, &keyban::Client::waiting, this, [this](const RetryWait &wait) {
        const bool isPressed = wait.wholeQueue || wait.reason.kind == ErrorKind::Timeout;
        if (isPressed && !m_flights.empty())
            m_pacer.tooMuch();
    });
}

ImportRun::~ImportRun() = default;

void ImportRun::start()
{
    if (m_progress.state != ImportState::Idle)
        return;
    m_meter.start();
    m_sinceEnded.start();
    m_summary.started = QDateTime::currentDateTimeUtc();
    m_progress.state = ImportState::Running;
    m_isReading = true; // until the source is open
    m_order.resumes.isEmpty() ? passGate() : resume();
}

/// What is carried on has passed it before.
void ImportRun::passGate()
{
    const GatedPlan plan = planOf(m_order.gate, m_order);
    if (m_order.approvalId.isEmpty() && isUngated(m_order.gate, plan))
        return begin();
    chancery::passGate(m_ledger, m_order.gate, plan,
                       {.approvalId = m_order.approvalId,
                        .author = {m_order.user, m_order.profileId, m_order.profileName},
                        .subject = m_id})
        .then(m_step.get(), [this](const Result<Nothing> &passed) { passed ? begin() : endEarly(passed.error()); });
}

void ImportRun::begin()
{
    announce();
    note(Kind::Started, m_progress.counts.sendable());
    ImportRunRecord record = recordOf(m_order, m_progress.counts);
    record.id = m_id;
    record.started = m_summary.started;
    record.application = m_client.settings().applicationId;
    m_ledger.beginRunWith(std::move(record), [order = m_order] { return basisOf(order); })
        .then(m_step.get(),
              [this](const Result<Nothing> &begun) { begun ? keepPreimages() : endEarly(begun.error()); });
}

/// Nothing is written over before the run is ours.
void ImportRun::resume()
{
    m_ledger.resumeRun(m_id)
        .andThen([this](Nothing) { return m_ledger.chunks(m_id); })
        .then(m_step.get(), [this](const Result<QList<ChunkRecord>> &chunks) {
            if (chunks)
                return adoptPast(*chunks);
            m_isEnding = true; // it is another's, or nothing is left: the ledger is not ours to write
            m_summary.state = ImportState::Broken;
            m_summary.error = chunks.error();
            tellEnd(Nothing{});
        });
}

void ImportRun::adoptPast(const QList<ChunkRecord> &chunks)
{
    ImportCounts &counts = m_progress.counts;
    for (const ChunkRecord &chunk : chunks) {
        m_summary.jobs << chunk.jobs;
        if (!isSettledForGood(chunk))
            continue;
        counts.sent += chunk.intent.rows;
        counts.completed += chunk.completed;
        counts.failed += chunk.failed;
    }
    announce();
    note(Kind::Resumed, counts.notSent());
    // No chunk is intended before all of them are kept, so that one tells that they are.
    m_order.plan &&chunks.isEmpty() ? keepPreimagesAnew() : openSource(chunks);
}

void ImportRun::openSource(const QList<ChunkRecord> &past)
{
    m_source.open(m_order, past).then(m_step.get(), [this](const Result<Nothing> &opened) {
        m_isReading = false;
        opened ? goOn() : endEarly(opened.error());
    });
}

void ImportRun::pause()
{
    if (m_progress.state != ImportState::Running)
        return;
    m_isPaused = true;
    note(Kind::Paused);
    updateState();
}

void ImportRun::stop()
{
    if (isOver(m_progress.state) || m_progress.state == ImportState::Idle)
        return;
    const bool again = std::exchange(m_isStopping, true);
    m_isPaused = false;
    if (!again)
        note(Kind::Stopping);
    updateState();
    giveUpPreimages();
    giveUpFlights(!again);
    goOn();
}

void ImportRun::carryOn()
{
    if (m_progress.state == ImportState::Paused) {
        m_isPaused = false;
    } else if (m_progress.state == ImportState::Waiting) {
        m_trouble.reset();
        for (const auto &flight : m_flights)
            flight->carryOn();
        if (m_preimages && m_sync)
            m_sync->refresh();
    } else {
        return;
    }
    note(Kind::CarriedOn);
    updateState();
    goOn();
}

/// The next step, whenever something has changed.
void ImportRun::goOn()
{
    if (m_isEnding || m_isReading)
        return;
    if (!m_flights.empty())
        m_flights.front()->listen();
    if (maySend())
        return readNext();
    const bool isDone = m_isAtEnd || m_isStopping || m_ended;
    if (!m_flights.empty() || !isDone)
        return;
    const bool knowsTheRest = m_isAtEnd || m_summary.firstNotSent;
    knowsTheRest ? end() : readNext(); // for the line from which on nothing was sent
}

bool ImportRun::maySend() const
{
    const bool isBusy =
        std::any_of(m_flights.begin(), m_flights.end(), [](const auto &f) { return f->isSubmitting(); });
    return !m_isAtEnd && !m_isPaused && !m_isStopping && !m_ended && !m_trouble && !isBusy &&
           int(m_flights.size()) < m_pace.chunk.openJobs;
}

void ImportRun::readNext()
{
    m_isReading = true;
    m_source.next(m_pacer.next()).then(m_step.get(), [this](Result<std::optional<PlannedChunk>> chunk) {
        m_isReading = false;
        if (chunk)
            return take(std::move(*chunk));
        m_isAtEnd = true; // nothing more can be read
        endEarly(chunk.error());
    });
}

void ImportRun::take(std::optional<PlannedChunk> chunk)
{
    m_isAtEnd = !chunk;
    if (!chunk)
        return goOn();
    if (!m_isStopping && !m_ended)
        return launch(std::move(*chunk));
    m_isAtEnd = true;
    noteNotSent(chunk->draft.rows.front().line);
    goOn();
}

void ImportRun::noteNotSent(qint64 line)
{
    m_summary.firstNotSent = std::min(line, m_summary.firstNotSent.value_or(line));
}

void ImportRun::endEarly(const Error &error)
{
    m_ended = error;
    m_isReading = false;
    m_isAtEnd = true; // nothing can be read, or nothing may be
    goOn();
}

void ImportRun::end()
{
    m_isEnding = true;
    m_summary.error = m_ended;
    m_summary.state = m_ended ? ImportState::Broken : m_isStopping ? ImportState::Stopped : ImportState::Finished;
    m_summary.counts = m_progress.counts;
    m_ledger.finish(m_id, endOf(m_summary)).then(m_step.get(), [this](const Result<Nothing> &kept) { tellEnd(kept); });
}

/// The counts are true whether or not the ledger could take them; a ledger that could not says so.
void ImportRun::tellEnd(const Result<Nothing> &kept)
{
    m_summary.finished = QDateTime::currentDateTimeUtc();
    m_summary.counts = m_progress.counts;
    if (!kept && !m_summary.error) {
        m_summary.error = kept.error();
        m_summary.state = ImportState::Broken;
    }
    note(Kind::Ended, 0, {}, m_summary.error);
    updateState();
    Q_EMIT finished(m_summary);
}

ImportState ImportRun::stateNow() const
{
    if (m_summary.finished.isValid())
        return m_summary.state;
    if (m_trouble)
        return ImportState::Waiting;
    if (m_isStopping)
        return ImportState::Stopping;
    return m_isPaused ? ImportState::Paused : ImportState::Running;
}

void ImportRun::updateState()
{
    m_progress.state = stateNow();
    announce();
}

void ImportRun::announce()
{
    m_meter.measure(m_progress);
    Q_EMIT progressed(m_progress);
}

void ImportRun::note(Kind kind, qint64 number, const QString &subject, std::optional<Error> error)
{
    Q_EMIT noted({QDateTime::currentDateTimeUtc(), kind, number, subject, std::move(error)});
}

} // namespace chancery
