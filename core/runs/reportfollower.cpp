// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/reportfollower.h"

#include "core/async/background.h"

#include <algorithm>

namespace chancery {

namespace {

/// Worth asking again without a person: the pipeline has tried before, but the report may come back.
bool isPassing(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Server:
    case ErrorKind::Protocol:
    case ErrorKind::RateLimited:
        return true;
    default:
        return false;
    }
}

/// A request takes no longer than this, unless the computer slept meanwhile.
constexpr std::chrono::milliseconds longestAsking{60'000};

} // namespace

ReportFollower::ReportFollower(keyban::Client &client, ReportPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_pace(pace)
    , m_pageSize(pace.pageSize)
    , m_silence(pace.silence)
    , m_step(std::make_unique<QObject>())
{}

ReportFollower::~ReportFollower() = default;

void ReportFollower::follow(const QString &job, ChunkTally tally)
{
    m_step = std::make_unique<QObject>();
    m_job = job;
    m_tally = std::move(tally);
    m_delay = {};
    m_readAll = false;
    m_silence = m_pace.silence;
    carryOn();
}

void ReportFollower::carryOn()
{
    m_idle = {};
    m_cycleMoved = false;
    askFromOpen();
}

void ReportFollower::nudge()
{
    if (!m_isPausing)
        return;
    m_step = std::make_unique<QObject>();
    m_delay = {};
    const auto since = std::chrono::milliseconds(m_sinceAsked.elapsed());
    since < m_pace.first ? wait(m_pace.first - since) : askFromOpen();
}

void ReportFollower::listen()
{
    if (m_events || m_job.isEmpty())
        return;
    m_events = m_client.importEvents(m_job);
    if (!m_events)
        return;
    connect(m_events.get(), &EventStream::event, this, &ReportFollower::nudge);
    m_events->open();
}

void ReportFollower::stop()
{
    m_step = std::make_unique<QObject>();
    m_isPausing = false;
    if (m_events)
        m_events->close();
}

void ReportFollower::ask(int page)
{
    m_isPausing = false;
    m_sinceAsked.start();
    m_client.importReport(m_job, page, m_pageSize)
        .then(m_step.get(), [this](const Result<keyban::Page<keyban::ImportChild>> &answer) {
            answer ? takePage(*answer) : askFailed(answer.error());
        });
}

void ReportFollower::askFromOpen()
{
    m_cycleRuns = false;
    ask(m_readAll ? 1 : m_tally.firstOpenPage(m_pageSize));
}

/// A service that gives fewer rows at once than it was asked for says by that what its pages are. False when this page
/// is then another than the one that was meant.
bool ReportFollower::adopt(const keyban::Page<keyban::ImportChild> &page)
{
    const qsizetype given = page.rows.size();
    const bool isCutShort = given > 0 && given < m_pageSize && m_pageSize > keyban::maxPageSize &&
                            qint64(page.number - 1) * m_pageSize + given < page.total;
    if (!isCutShort)
        return true;
    m_pageSize = int(given);
    return page.number == 1;
}

void ReportFollower::takePage(const keyban::Page<keyban::ImportChild> &page)
{
    if (!adopt(page))
        return askFromOpen();
    const qint64 openBefore = m_tally.open();
    const qint64 completedBefore = m_tally.completed();
    const QList<RowFailure> failures = m_tally.apply(page.rows, qint64(page.number - 1) * m_pageSize);
    if (m_tally.open() < openBefore) {
        m_cycleMoved = true;
        m_idle = {};
        Q_EMIT moved(m_tally.completed() - completedBefore, failures);
    }
    if (m_tally.open() == 0) {
        stop();
        Q_EMIT settled();
        return;
    }
    const bool running = std::any_of(page.rows.begin(), page.rows.end(), [](const keyban::ImportChild &child) {
        return child.state == keyban::ChildState::Running;
    });
    m_cycleRuns = m_cycleRuns || running;
    const bool more = !page.rows.isEmpty() && qint64(page.number) * m_pageSize < page.total;
    if (more && (!running || m_readAll))
        return ask(page.number + 1);
    // Nothing ended and nothing on these pages runs: what is still open stands where an ordered report would not have
    // it.
    const bool isWhole = m_readAll && !m_cycleMoved && !m_cycleRuns && m_tally.open() < m_tally.rows();
    m_readAll = m_readAll || (!m_cycleMoved && !running);
    pause();
    if (isWhole)
        noteSilence();
}

/// Only a report that has told the end of some rows can be known to lack others.
void ReportFollower::noteSilence()
{
    if (!m_isPausing || m_idle < m_silence)
        return;
    m_silence *= 2;
    Q_EMIT lacking();
}

void ReportFollower::complete(const QList<qint64> &lines)
{
    const qint64 completed = m_tally.complete(lines);
    if (completed == 0)
        return;
    m_idle = {};
    Q_EMIT moved(completed, {});
    if (m_tally.open() > 0)
        return;
    stop();
    Q_EMIT settled();
}

void ReportFollower::askFailed(const Error &error)
{
    const bool maybeTooMany = error.httpStatus == 400 || error.httpStatus == 413 || error.httpStatus == 422;
    if (maybeTooMany && m_pageSize > keyban::maxPageSize) {
        m_pageSize = keyban::maxPageSize;
        return askFromOpen();
    }
    m_idle += std::min(std::chrono::milliseconds(m_sinceAsked.elapsed()), longestAsking);
    if (!isPassing(error) || isStalled()) {
        Q_EMIT failed(error);
        return;
    }
    Q_EMIT hindered(error);
    m_cycleMoved = false;
    pause();
}

void ReportFollower::pause()
{
    if (isStalled()) {
        Error error;
        error.kind = ErrorKind::Timeout;
        error.cause = Cause::TimedOut;
        error.subject = m_job;
        error.reach = Reach::Answered;
        Q_EMIT failed(error);
        return;
    }
    const bool fresh = m_cycleMoved || m_delay.count() == 0;
    m_delay = fresh ? m_pace.first : std::min(m_delay * 3 / 2, m_pace.longest);
    wait(m_delay);
}

void ReportFollower::wait(std::chrono::milliseconds delay)
{
    m_isPausing = true;
    after(delay).then(m_step.get(), [this, delay](const Result<Nothing> &) {
        m_idle += delay;
        m_cycleMoved = false;
        askFromOpen();
    });
}

} // namespace chancery
