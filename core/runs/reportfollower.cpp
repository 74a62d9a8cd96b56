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

} // namespace

ReportFollower::ReportFollower(keyban::Client &client, ReportPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_pace(pace)
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
    carryOn();
}

void ReportFollower::carryOn()
{
    m_sinceProgress.start();
    m_cycleMoved = false;
    ask(m_readAll ? 1 : m_tally.firstOpenPage(m_pace.pageSize));
}

void ReportFollower::stop()
{
    m_step = std::make_unique<QObject>();
}

void ReportFollower::ask(int page)
{
    m_client.importReport(m_job, page, m_pace.pageSize)
        .then(m_step.get(), [this](const Result<keyban::Page<keyban::ImportChild>> &answer) {
            answer ? takePage(*answer) : askFailed(answer.error());
        });
}

void ReportFollower::takePage(const keyban::Page<keyban::ImportChild> &page)
{
    const qint64 openBefore = m_tally.open();
    const qint64 completedBefore = m_tally.completed();
    const QList<RowFailure> failures = m_tally.apply(page.rows, qint64(page.number - 1) * m_pace.pageSize);
    if (m_tally.open() < openBefore) {
        m_cycleMoved = true;
        m_sinceProgress.restart();
        Q_EMIT moved(m_tally.completed() - completedBefore, failures);
    }
    if (m_tally.open() == 0) {
        Q_EMIT settled();
        return;
    }
    const bool running = std::any_of(page.rows.begin(), page.rows.end(), [](const keyban::ImportChild &child) {
        return child.state == keyban::ChildState::Running;
    });
    const bool more = !page.rows.isEmpty() && qint64(page.number) * m_pace.pageSize < page.total;
    if (more && (!running || m_readAll))
        return ask(page.number + 1);
    // Nothing ended and nothing on these pages runs: what is still open stands where an ordered report would not have
    // it.
    m_readAll = m_readAll || (!m_cycleMoved && !running);
    pause();
}

void ReportFollower::askFailed(const Error &error)
{
    if (!isPassing(error) || isStalled()) {
        Q_EMIT failed(error);
        return;
    }
    Q_EMIT hindered(error);
    m_cycleMoved = false;
    pause();
}

bool ReportFollower::isStalled() const
{
    return m_sinceProgress.hasExpired(m_pace.stall.count());
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
    after(m_delay).then(m_step.get(), [this](const Result<Nothing> &) {
        m_cycleMoved = false;
        ask(m_readAll ? 1 : m_tally.firstOpenPage(m_pace.pageSize));
    });
}

} // namespace chancery
