// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importrun.h"

#include "core/async/background.h"
#include "core/catalogue/mappingjson.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using Kind = ImportNote::Kind;

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

} // namespace

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
    , m_follower(client, pace.report)
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_step(std::make_unique<QObject>())
{
    m_progress.counts.rows = m_order.report.rows;
    m_progress.counts.leftOut = m_order.report.leftOut;
    connect(&m_follower, &ReportFollower::moved, this, &ImportRun::rowsMoved);
    connect(&m_follower, &ReportFollower::settled, this, &ImportRun::settleChunk);
    connect(&m_follower, &ReportFollower::failed, this, &ImportRun::reportFailed);
    connect(&m_follower, &ReportFollower::hindered, this,
            [this](const Error &error) { note(Kind::ReportLost, 0, m_follower.job(), error); });
}

ImportRun::~ImportRun() = default;

void ImportRun::start()
{
    if (m_progress.state != ImportState::Idle)
        return;
    m_clock.start();
    m_summary.started = QDateTime::currentDateTimeUtc();
    setState(ImportState::Running);
    note(Kind::Started, m_order.report.sendable());
    m_ledger.beginRun(record()).then(m_step.get(), [this](const Result<Nothing> &begun) {
        begun ? openReader() : end(ImportState::Broken, begun.error());
    });
}

void ImportRun::stop()
{
    if (isOver(m_progress.state) || m_progress.state == ImportState::Idle)
        return;
    const bool again = std::exchange(m_stopRequested, true);
    if (m_progress.state == ImportState::Waiting || again) {
        m_step = std::make_unique<QObject>(); // abandons the request under way
        const Reach reach = m_progress.state == ImportState::Waiting ? m_troubleReach : Reach::Unknown;
        Error error;
        error.kind = ErrorKind::Cancelled;
        error.cause = Cause::Cancelled;
        m_chunk.isEmpty() ? end(ImportState::Stopped) : giveUpChunk(m_trouble.value_or(error), reach);
        return;
    }
    setState(ImportState::Stopping);
    note(Kind::Stopping);
}

void ImportRun::carryOn()
{
    if (m_progress.state != ImportState::Waiting)
        return;
    m_trouble.reset();
    setState(m_stopRequested ? ImportState::Stopping : ImportState::Running);
    note(Kind::CarriedOn);
    std::exchange(m_again, nullptr)();
}

void ImportRun::openReader()
{
    using Reader = std::shared_ptr<catalogue::ChunkReader>;
    background([spec = m_order.spec, report = m_order.report](std::stop_token) -> Result<Reader> {
        auto opened = catalogue::ChunkReader::open(spec, report);
        if (!opened)
            return opened.error();
        return Reader(std::move(*opened));
    }).then(m_step.get(), [this](Result<Reader> opened) {
        if (!opened)
            return end(ImportState::Broken, opened.error());
        m_reader = std::move(*opened);
        readChunk();
    });
}

void ImportRun::readChunk()
{
    background([reader = m_reader, limit = m_pace.chunk](std::stop_token) {
        return reader->next(limit);
    }).then(m_step.get(), [this](Result<catalogue::DraftChunk> chunk) {
        if (!chunk)
            return end(ImportState::Broken, chunk.error());
        if (!chunk->isEmpty())
            return takeChunk(std::move(*chunk));
        end(m_refusal ? ImportState::Broken : ImportState::Finished, m_refusal);
    });
}

void ImportRun::takeChunk(catalogue::DraftChunk chunk)
{
    if (m_stopRequested || m_refusal) {
        m_summary.firstNotSent = chunk.rows.front().line;
        return end(m_refusal ? ImportState::Broken : ImportState::Stopped, m_refusal);
    }
    m_chunk = std::move(chunk);
    m_chunkRecords.clear();
    m_chunkSent = false;
    ++m_chunkNumber;
    const ChunkIntent intent{.runId = m_id,
                             .number = m_chunkNumber,
                             .firstLine = m_chunk.rows.front().line,
                             .lastLine = m_chunk.rows.back().line,
                             .rows = int(m_chunk.rows.size()),
                             .bodySha256 = QCryptographicHash::hash(m_chunk.json, QCryptographicHash::Sha256)};
    m_ledger.intend(intent).then(m_step.get(), [this](const Result<Nothing> &intended) {
        if (intended)
            return submit();
        m_summary.firstNotSent = m_chunk.rows.front().line;
        end(ImportState::Broken, intended.error()); // what is not on disk is not sent
    });
}

void ImportRun::submit()
{
    m_client.submitImport(m_chunk.json, m_order.confirmation)
        .then(m_step.get(), [this](const Result<keyban::SubmittedImport> &submitted) {
            submitted ? accepted(*submitted) : submissionFailed(submitted.error());
        });
}

void ImportRun::accepted(const keyban::SubmittedImport &submitted)
{
    m_refusals = 0;
    const QString job = submitted.job.id;
    m_summary.jobs << job;
    countAsSent();
    note(Kind::ChunkAccepted, qint64(m_chunk.rows.size()), job);
    if (submitted.attempts > 1) {
        ++m_summary.resentChunks;
        note(Kind::ChunkResent, submitted.attempts, job);
    }
    announce();
    // The report is followed whether or not the ledger could note the job: the rows are on their way.
    m_ledger.accepted(m_id, m_chunkNumber, job).then(m_step.get(), [](const Result<Nothing> &) {});
    m_follower.follow(job, ChunkTally(m_chunk.rows));
}

void ImportRun::submissionFailed(const Error &error)
{
    if (isMendable(error))
        return meetTrouble(error, reachOf(error), [this] { submit(); });
    refuseChunk(error);
}

/// The server refused the upload as a whole: its rows failed, each with the server's words. One bad chunk does not hold
/// up the others; two in a row mean that none will do.
void ImportRun::refuseChunk(const Error &error)
{
    const QString words = error.detail.isEmpty() ? error.title : error.detail;
    QList<RowFailure> failures = ChunkTally(m_chunk.rows).openRows();
    for (RowFailure &row : failures)
        row.reason = words;
    countAsSent();
    note(Kind::ChunkRefused, failures.size(), {}, error);
    rowsMoved(0, failures);
    const ChunkOutcome outcome{.failed = failures.size(), .rows = std::exchange(m_chunkRecords, {})};
    m_chunk = {};
    m_ledger.settle(m_id, m_chunkNumber, outcome).then(m_step.get(), [this, error](const Result<Nothing> &settled) {
        if (!settled)
            return end(ImportState::Broken, settled.error());
        if (++m_refusals >= 2)
            m_refusal = error; // the next rows are not sent
        readChunk();
    });
}

void ImportRun::rowsMoved(qint64 completed, const QList<RowFailure> &failed)
{
    m_progress.counts.completed += completed;
    m_progress.counts.failed += failed.size();
    for (const RowFailure &row : failed)
        m_chunkRecords.append({row.line, row.key, RowOutcome::Failed, row.reason});
    if (!failed.isEmpty())
        Q_EMIT rowsFailed(failed);
    announce();
}

void ImportRun::reportFailed(const Error &error)
{
    if (error.kind != ErrorKind::NotFound)
        return meetTrouble(error, Reach::Unknown, [this] { m_follower.carryOn(); });
    note(Kind::JobExpired, 0, m_follower.job(), error);
    giveUpChunk(error, Reach::Unknown);
}

void ImportRun::settleChunk()
{
    const ChunkTally &tally = m_follower.tally();
    const ChunkOutcome outcome{
        .completed = tally.completed(), .failed = tally.failed(), .rows = std::exchange(m_chunkRecords, {})};
    m_chunk = {};
    m_ledger.settle(m_id, m_chunkNumber, outcome).then(m_step.get(), [this](const Result<Nothing> &settled) {
        settled ? readChunk() : end(ImportState::Broken, settled.error());
    });
}

/// The rows of the chunk in flight that have no end yet become unknown or, where none can have arrived, not sent.
void ImportRun::giveUpChunk(const Error &error, Reach reach)
{
    m_follower.stop();
    const ChunkTally tally = m_chunkSent ? m_follower.tally() : ChunkTally(m_chunk.rows);
    const bool left = m_chunkSent || reach != Reach::NotSent;
    ChunkOutcome outcome{.completed = tally.completed(), .failed = tally.failed()};
    if (left) {
        const QList<RowFailure> open = tally.openRows();
        countAsSent();
        m_progress.counts.unknown += open.size();
        outcome.unknown = open.size();
        for (const RowFailure &row : open)
            m_chunkRecords.append({row.line, row.key, RowOutcome::Unknown, {}});
        Q_EMIT rowsUnknown(open);
    } else {
        outcome.notSent = tally.rows();
        m_summary.firstNotSent = m_chunk.rows.front().line;
    }
    outcome.rows = std::exchange(m_chunkRecords, {});
    m_chunk = {};
    announce();
    m_ledger.settle(m_id, m_chunkNumber, outcome).then(m_step.get(), [this, error](const Result<Nothing> &) {
        // One job that the server forgot does not concern the rows that follow.
        if (error.kind == ErrorKind::NotFound && !m_stopRequested)
            return readChunk();
        end(m_stopRequested ? ImportState::Stopped : ImportState::Broken,
            error.kind == ErrorKind::Cancelled ? std::nullopt : std::optional(error));
    });
}

void ImportRun::countAsSent()
{
    if (!std::exchange(m_chunkSent, true))
        m_progress.counts.sent += qint64(m_chunk.rows.size());
}

void ImportRun::meetTrouble(const Error &error, Reach reach, std::function<void()> again)
{
    if (m_pace.trouble == OnTrouble::GiveUp || (m_stopRequested && reach == Reach::NotSent))
        return giveUpChunk(error, reach);
    m_trouble = error;
    m_troubleReach = reach;
    m_again = std::move(again);
    note(Kind::Waiting, 0, {}, error);
    setState(ImportState::Waiting);
}

void ImportRun::end(ImportState state, std::optional<Error> error)
{
    m_summary.state = state;
    m_summary.error = std::move(error);
    m_summary.counts = m_progress.counts;
    m_summary.finished = QDateTime::currentDateTimeUtc();
    m_reader.reset();
    note(Kind::Ended, 0, {}, m_summary.error);
    // The counts are true whether or not the ledger could take them; a ledger that could not says so.
    m_ledger.finish(m_id, runEnd()).then(m_step.get(), [this](const Result<Nothing> &kept) {
        if (!kept && !m_summary.error) {
            m_summary.error = kept.error();
            m_summary.state = ImportState::Broken;
        }
        setState(m_summary.state);
        Q_EMIT finished(m_summary);
    });
}

RunEnd ImportRun::runEnd() const
{
    const ImportCounts &counts = m_summary.counts;
    RunEnd end{
        .completed = counts.completed, .failed = counts.failed, .unknown = counts.unknown, .notSent = counts.notSent()};
    if (m_summary.state == ImportState::Stopped)
        end.state = runstate::stopped;
    else if (m_summary.state == ImportState::Broken)
        end.state = runstate::interrupted;
    return end;
}

ImportRunRecord ImportRun::record() const
{
    ImportRunRecord record;
    record.id = m_id;
    record.started = m_summary.started;
    record.profileId = m_order.profileId;
    record.profileName = m_order.profileName;
    record.host = m_order.host;
    record.network = catalogue::effectiveNetwork(m_order.spec.mapping);
    record.application = m_client.settings().applicationId;
    record.dialect = keyban::wireName(m_order.spec.mapping.dialect);
    record.file = m_order.report.file;
    record.fileSha256 = QByteArray::fromHex(m_order.report.sha256);
    record.rows = m_progress.counts.rows;
    record.leftOut = m_progress.counts.leftOut;
    record.mapping = json::write(catalogue::toJson(m_order.spec.mapping));
    record.user = m_order.user;
    return record;
}

void ImportRun::setState(ImportState state)
{
    m_progress.state = state;
    announce();
}

void ImportRun::announce()
{
    measureRate();
    Q_EMIT progressed(m_progress);
}

void ImportRun::measureRate()
{
    constexpr qint64 windowMs = 10'000;
    const qint64 now = m_clock.isValid() ? m_clock.elapsed() : 0;
    m_history.emplace_back(now, m_progress.counts.settled());
    while (m_history.size() > 2 && now - m_history.front().first > windowMs)
        m_history.pop_front();
    const auto &[since, then] = m_history.front();
    const double seconds = double(now - since) / 1000.0;
    if (seconds < 0.2)
        return;
    m_progress.rowsPerSecond = double(m_progress.counts.settled() - then) / seconds;
    const qint64 left = m_progress.counts.waiting() + m_progress.counts.notSent();
    m_progress.timeLeft.reset();
    if (m_progress.rowsPerSecond > 0.01)
        m_progress.timeLeft = std::chrono::seconds(qint64(double(left) / m_progress.rowsPerSecond) + 1);
}

void ImportRun::note(Kind kind, qint64 number, const QString &subject, std::optional<Error> error)
{
    Q_EMIT noted({QDateTime::currentDateTimeUtc(), kind, number, subject, std::move(error)});
}

} // namespace chancery
