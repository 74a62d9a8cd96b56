// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an import run does with its chunks in flight.

#include "core/runs/importrun.h"

#include <algorithm>

namespace chancery {

using Kind = ImportNote::Kind;

void ImportRun::launch(PlannedChunk chunk)
{
    auto flight = std::make_unique<ChunkFlight>(FlightParts{m_client, m_ledger, m_id, m_order.confirmation, m_rows},
                                                m_pace.report, std::move(chunk));
    connectFlight(*flight);
    m_flights.push_back(std::move(flight));
    m_flights.back()->start();
    goOn(); // a chunk whose job is known needs no upload
}

void ImportRun::connectFlight(ChunkFlight &flight)
{
    connect(&flight, &ChunkFlight::sent, this, [this, &flight] {
        m_progress.counts.sent += flight.rows();
        announce();
    });
    connect(&flight, &ChunkFlight::accepted, this,
            [this, &flight](const QString &job, int attempts) { flightAccepted(job, attempts, flight.rows()); });
    connect(&flight, &ChunkFlight::resent, this, [this] { ++m_summary.resentChunks; });
    connect(&flight, &ChunkFlight::cutDown, this,
            [this, &flight](catalogue::DraftChunk &rest, qint64 rows, qint64 bytes) {
                flightCutDown(flight, rest, rows, bytes);
            });
    connect(&flight, &ChunkFlight::moved, this, &ImportRun::rowsMoved);
    connect(&flight, &ChunkFlight::refused, this, &ImportRun::flightRefused);
    connect(&flight, &ChunkFlight::hindered, this,
            [this](const QString &job, const Error &error) { note(Kind::ReportLost, 0, job, error); });
    connect(&flight, &ChunkFlight::forgotten, this,
            [this](const QString &job, const Error &error) { note(Kind::JobExpired, 0, job, error); });
    connect(&flight, &ChunkFlight::lookedUp, this, [this](qint64 rows) {
        m_summary.lookedUpRows += rows;
        note(Kind::LookedUp, rows);
    });
    connect(&flight, &ChunkFlight::leftUnknown, this, [this](const QList<RowFailure> &rows) {
        m_progress.counts.unknown += rows.size();
        Q_EMIT rowsUnknown(rows);
        announce();
    });
    connect(&flight, &ChunkFlight::troubled, this, &ImportRun::flightInTrouble);
    connect(&flight, &ChunkFlight::ended, this, [this, &flight] { flightEnded(flight); });
    connect(&flight, &ChunkFlight::ledgerFailed, this,
            [this, &flight](const Error &error) { flightLost(flight, error); });
}

void ImportRun::flightAccepted(const QString &job, int attempts, qint64 rows)
{
    m_refusals = 0;
    if (!m_summary.jobs.contains(job))
        m_summary.jobs << job;
    note(Kind::ChunkAccepted, rows, job);
    if (attempts > 1) {
        ++m_summary.resentChunks;
        note(Kind::ChunkResent, attempts, job);
    }
    announce();
    goOn();
}

/// One bad chunk does not hold up the others; two in a row mean that none will do.
void ImportRun::flightRefused(qint64 rows, const Error &error)
{
    note(Kind::ChunkRefused, rows, {}, error);
    if (rows > 1 && ++m_refusals >= 2)
        m_ended = error;
}

void ImportRun::flightCutDown(ChunkFlight &flight, catalogue::DraftChunk &rest, qint64 rows, qint64 bytes)
{
    if (flight.isSent())
        m_progress.counts.sent -= qint64(rest.rows.size());
    m_pacer.tooLarge(rows, bytes);
    m_source.putBack(std::move(rest));
    note(Kind::ChunkCutDown, flight.rows());
}

void ImportRun::flightInTrouble()
{
    const auto troubled =
        std::find_if(m_flights.begin(), m_flights.end(), [](const auto &flight) { return flight->trouble(); });
    if (troubled == m_flights.end())
        return;
    const Error error = *(*troubled)->trouble();
    if (m_pace.trouble == OnTrouble::GiveUp || m_isStopping) {
        if (!m_isStopping || error.kind != ErrorKind::Cancelled)
            m_ended = error.kind == ErrorKind::Cancelled ? std::nullopt : std::optional(error);
        m_isStopping = m_isStopping || !m_ended;
        return giveUpFlights(true);
    }
    if (!m_trouble)
        note(Kind::Waiting, 0, {}, error);
    m_trouble = error;
    updateState();
}

void ImportRun::giveUpFlights(bool troubledOnly)
{
    m_trouble.reset();
    for (const auto &flight : m_flights) {
        if (!troubledOnly || flight->trouble())
            flight->giveUp();
    }
    updateState();
}

void ImportRun::flightEnded(ChunkFlight &flight)
{
    if (!flight.isSent())
        noteNotSent(flight.firstLine());
    else if (flight.sinceAccepted().isValid())
        m_pacer.worked(flight.rows(),
                       std::chrono::milliseconds(std::min(flight.sinceAccepted().elapsed(), m_sinceEnded.elapsed())));
    m_sinceEnded.start();
    m_pace.report.pageSize = flight.reportPageSize();
    std::erase_if(m_flights, [&flight](auto &each) {
        const bool isIt = each.get() == &flight;
        if (isIt)
            each.release()->deleteLater(); // it is in the middle of telling us
        return isIt;
    });
    if (!m_flights.empty())
        m_flights.front()->nudge(); // the service has most likely turned to it
    goOn();
}

/// The ledger can't be written: what is under way is watched to its end, and nothing more is sent.
void ImportRun::flightLost(ChunkFlight &flight, const Error &error)
{
    m_ended = error;
    flightEnded(flight);
}

void ImportRun::rowsMoved(qint64 completed, const QList<RowFailure> &failed)
{
    m_progress.counts.completed += completed;
    m_progress.counts.failed += failed.size();
    if (!failed.isEmpty())
        Q_EMIT rowsFailed(failed);
    announce();
}

} // namespace chancery
