// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunkflight.h"

#include <QCryptographicHash>

namespace chancery {

namespace {

/// A stop leaves nothing to mend, and a refusal by a person's own hand is no trouble either.
bool isMendable(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::ApprovalNeeded:
    case ErrorKind::RateLimited:
    case ErrorKind::Server:
    case ErrorKind::Protocol:
    case ErrorKind::SecretStore:
    case ErrorKind::Refused:
    case ErrorKind::Cancelled:
        return true;
    default:
        return false;
    }
}

/// Whether a chunk whose submission failed may have been acted upon.
Reach reachOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::RateLimited:
        return Reach::NotSent;
    case ErrorKind::Server:
        return error.httpStatus == 503 ? Reach::NotSent : Reach::Unknown;
    default:
        return error.reach == Reach::NotSent ? Reach::NotSent : Reach::Unknown;
    }
}

constexpr int payloadTooLarge = 413;
constexpr int mostLookups = 3;

} // namespace

ChunkFlight::ChunkFlight(const FlightParts &parts, ReportPace pace, PlannedChunk chunk, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_chunk(std::move(chunk))
    , m_rows(qint64(m_chunk.draft.rows.size()))
    , m_firstLine(m_chunk.draft.rows.front().line)
    , m_bytes(m_chunk.draft.json.size())
    , m_follower(parts.client, pace)
    , m_step(std::make_unique<QObject>())
{
    connect(&m_follower, &ReportFollower::moved, this, &ChunkFlight::rowsMoved);
    connect(&m_follower, &ReportFollower::failed, this, &ChunkFlight::reportFailed);
    connect(&m_follower, &ReportFollower::lacking, this, &ChunkFlight::lookUp);
    connect(&m_follower, &ReportFollower::settled, this,
            [this] { settle({.completed = m_follower.tally().completed(), .failed = m_follower.tally().failed()}); });
    connect(&m_follower, &ReportFollower::hindered, this,
            [this](const Error &error) { Q_EMIT hindered(m_follower.job(), error); });
}

ChunkFlight::~ChunkFlight() = default;

void ChunkFlight::start()
{
    if (m_chunk.job.isEmpty())
        return intend();
    countAsSent();
    follow(m_chunk.job);
}

void ChunkFlight::carryOn()
{
    if (!m_trouble) {
        m_isOvertaken = true;
        return;
    }
    m_trouble.reset();
    (this->*std::exchange(m_again, nullptr))();
}

ChunkIntent ChunkFlight::intent() const
{
    const catalogue::DraftChunk &draft = m_chunk.draft;
    return {.runId = m_parts.runId,
            .number = m_chunk.number,
            .firstLine = draft.rows.front().line,
            .lastLine = draft.rows.back().line,
            .rows = int(draft.rows.size()),
            .bodySha256 = QCryptographicHash::hash(draft.json, QCryptographicHash::Sha256)};
}

void ChunkFlight::intend()
{
    m_stage = Stage::Intending;
    auto written = m_chunk.isKnown ? m_parts.ledger.intendAgain(intent()) : m_parts.ledger.intend(intent());
    std::move(written).then(m_step.get(), [this](const Result<Nothing> &intended) {
        if (!intended) {
            m_stage = Stage::Over; // what is not on disk is not sent
            Q_EMIT ledgerFailed(intended.error());
            return;
        }
        if (m_chunk.mayHaveArrived)
            Q_EMIT resent();
        m_chunk.isKnown = true;
        submit();
    });
}

void ChunkFlight::submit()
{
    m_stage = Stage::Submitting;
    m_parts.client.submitImport(m_chunk.draft.json, m_parts.confirmation)
        .then(m_step.get(), [this](const Result<keyban::SubmittedImport> &submitted) {
            submitted ? take(*submitted) : submissionFailed(submitted.error());
        });
}

void ChunkFlight::take(const keyban::SubmittedImport &submitted)
{
    const QString job = submitted.job.id;
    m_chunk.mayHaveArrived = true;
    countAsSent();
    // The report is followed whether or not the ledger could note the job: the rows are on their way.
    m_parts.ledger.accepted(m_parts.runId, m_chunk.number, job).then(m_step.get(), [](const Result<Nothing> &) {});
    follow(job);
    Q_EMIT accepted(job, submitted.attempts, m_bytes);
}

void ChunkFlight::follow(const QString &job)
{
    m_stage = Stage::Following;
    m_sinceAccepted.start();
    if (!m_chunk.job.isEmpty()) { // the service may have forgotten it, and then the rows are needed once more
        m_follower.follow(job, ChunkTally(m_chunk.draft.rows));
        return;
    }
    m_chunk.draft.json.clear();
    m_chunk.draft.ends = {};
    m_follower.follow(job, ChunkTally(std::exchange(m_chunk.draft.rows, {})));
}

void ChunkFlight::submissionFailed(const Error &error)
{
    const bool isTooLarge = error.httpStatus == payloadTooLarge || error.cause == Cause::ProxyBodyTooLarge;
    if (isTooLarge && m_rows > 1)
        return cutInHalf();
    if (isTooLarge)
        return refuse(error);
    if (isMendable(error))
        return meet(error, reachOf(error), &ChunkFlight::submit);
    refuse(error);
}

void ChunkFlight::cutInHalf()
{
    const qint64 rows = m_rows;
    const qint64 bytes = m_bytes;
    catalogue::DraftChunk rest = m_chunk.draft.splitOff(std::size_t(m_rows / 2));
    m_rows = qint64(m_chunk.draft.rows.size());
    m_bytes = m_chunk.draft.json.size();
    Q_EMIT cutDown(rest, rows, bytes);
    intend();
}

/// The server refused the upload as a whole: its rows failed, each with the server's words.
void ChunkFlight::refuse(const Error &error)
{
    const QString words = error.detail.isEmpty() ? error.title : error.detail;
    QList<RowFailure> failures = ChunkTally(m_chunk.draft.rows).openRows();
    for (RowFailure &row : failures)
        row.reason = words;
    countAsSent();
    rowsMoved(0, failures);
    Q_EMIT refused(failures.size(), error);
    settle({.failed = failures.size()});
}

void ChunkFlight::rowsMoved(qint64 completed, const QList<RowFailure> &failed)
{
    for (const RowFailure &row : failed)
        m_records.append({row.line, row.key, RowOutcome::Failed, row.reason});
    Q_EMIT moved(completed, failed);
}

void ChunkFlight::reportFailed(const Error &error)
{
    if (error.kind != ErrorKind::NotFound)
        return meet(error, Reach::Unknown, &ChunkFlight::followAgain);
    Q_EMIT forgotten(m_follower.job(), error);
    const bool canSendAgain = !m_chunk.draft.json.isEmpty() && m_follower.tally().open() == m_rows;
    if (canSendAgain) {
        m_chunk.job.clear();
        return intend();
    }
    m_reach = Reach::Unknown;
    giveUp();
}

/// A capped report names some rows and never the others. What their passports do not show after a while, nobody can.
void ChunkFlight::lookUp()
{
    if (m_lookup || !m_parts.source)
        return;
    if (++m_lookups > mostLookups) {
        m_reach = Reach::Unknown;
        return giveUp();
    }
    m_lookup = std::make_unique<RowLookup>(m_parts.client, m_parts.source);
    connect(m_lookup.get(), &RowLookup::ended, this, &ChunkFlight::takeLookup);
    m_lookup->start(m_follower.tally().openRows());
}

void ChunkFlight::takeLookup(const QList<qint64> &lines)
{
    m_lookup.release()->deleteLater(); // it is in the middle of telling us
    if (m_stage != Stage::Following || lines.isEmpty())
        return;
    Q_EMIT lookedUp(lines.size());
    m_follower.complete(lines);
}

void ChunkFlight::giveUp()
{
    if (m_stage == Stage::Settling || m_stage == Stage::Over)
        return;
    m_lookup.reset();
    m_step = std::make_unique<QObject>(); // abandons the request under way
    m_follower.stop();
    const bool isFollowing = m_stage == Stage::Following;
    const ChunkTally tally = isFollowing ? m_follower.tally() : ChunkTally(m_chunk.draft.rows);
    ChunkOutcome outcome{.completed = tally.completed(), .failed = tally.failed()};
    const bool mayHaveLeft = m_trouble ? m_reach != Reach::NotSent : m_stage == Stage::Submitting;
    if (isFollowing || m_isSent || m_chunk.mayHaveArrived || mayHaveLeft) {
        const QList<RowFailure> open = tally.openRows();
        countAsSent();
        outcome.unknown = open.size();
        for (const RowFailure &row : open)
            m_records.append({row.line, row.key, RowOutcome::Unknown, {}});
        Q_EMIT leftUnknown(open);
    } else {
        outcome.notSent = tally.rows();
    }
    m_trouble.reset();
    settle(std::move(outcome));
}

void ChunkFlight::settle(ChunkOutcome outcome)
{
    m_stage = Stage::Settling;
    m_chunk.draft = {};
    outcome.rows = std::exchange(m_records, {});
    m_parts.ledger.settle(m_parts.runId, m_chunk.number, std::move(outcome))
        .then(m_step.get(), [this](const Result<Nothing> &settled) {
            m_stage = Stage::Over;
            if (settled)
                Q_EMIT ended();
            else
                Q_EMIT ledgerFailed(settled.error());
        });
}

void ChunkFlight::meet(const Error &error, Reach reach, void (ChunkFlight::*again)())
{
    if (std::exchange(m_isOvertaken, false))
        return (this->*again)();
    m_trouble = error;
    m_reach = reach;
    m_again = again;
    Q_EMIT troubled();
}

void ChunkFlight::countAsSent()
{
    if (!std::exchange(m_isSent, true))
        Q_EMIT sent();
}

} // namespace chancery
