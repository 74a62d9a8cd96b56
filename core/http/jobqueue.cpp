// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/jobqueue.h"

#include <QPointer>

#include <algorithm>

namespace chancery {

using std::chrono::milliseconds;

struct JobQueue::Wait
{
    RetryWait shown;
    QDeadlineTimer ends; ///< monotonic: setting the clock neither shortens nor prolongs it
    quint64 job = 0;     ///< 0 for the pause of the whole queue
};

JobQueue::JobQueue(RetryPolicy policy, int inFlight, QObject *parent)
    : QObject(parent)
    , m_policy(std::move(policy))
    , m_inFlight(inFlight)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JobQueue::endWaits);
}

JobQueue::~JobQueue() = default;

void JobQueue::add(HttpJobPointer job)
{
    m_jobs.push_back(std::move(job));
    schedulePump();
}

void JobQueue::remove(quint64 number)
{
    std::erase_if(m_jobs, [number](const HttpJobPointer &job) { return job->number == number; });
    std::erase_if(m_waits, [number](const Wait &wait) { return wait.job == number; });
    armTimer();
    schedulePump();
    announceIfResumed();
}

bool JobQueue::contains(const HttpJobPointer &job) const
{
    return std::find(m_jobs.begin(), m_jobs.end(), job) != m_jobs.end();
}

void JobQueue::schedulePump()
{
    QMetaObject::invokeMethod(this, &JobQueue::pump, Qt::QueuedConnection);
}

void JobQueue::pump()
{
    const QPointer<JobQueue> alive(this);
    const auto jobs = m_jobs; // a start may settle a job, and its consumer may change the queue
    for (const HttpJobPointer &job : jobs) {
        if (!alive)
            return;
        if (contains(job) && mayStart(*job))
            Q_EMIT startable(job);
    }
}

bool JobQueue::mayStart(const HttpJob &job) const
{
    const bool held = std::any_of(m_waits.begin(), m_waits.end(),
                                  [&](const Wait &wait) { return wait.job == 0 || wait.job == job.number; });
    if (held || job.isRunning())
        return false;
    const auto running =
        std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto &other) { return other->isRunning(); });
    if (running >= m_inFlight)
        return false;
    const auto firstWrite =
        std::find_if(m_jobs.begin(), m_jobs.end(), [](const auto &other) { return other->isWrite(); });
    return !job.isWrite() || firstWrite->get() == &job;
}

bool JobQueue::retryLater(const HttpJobPointer &job, const Error &error)
{
    const bool pauses = error.httpStatus == 429;
    const int failed = job->attempt - job->renewals - job->detours;
    milliseconds pause = pauses ? m_policy.rateLimitDefault : backOff(m_policy, failed - 1);
    if (error.retryAfter)
        pause = std::min(*error.retryAfter, m_policy.retryAfterCeiling);

    const int retries = job->request.retries.value_or(m_policy.retries);
    const bool again = mayRepeat(job->request.call) && isTransient(error) && failed <= retries &&
                       job->waited + pause <= m_policy.budget;
    if (again) {
        job->waited += pause;
        job->lastError = error;
    }
    if (!again && !pauses)
        return false;

    Wait wait{
        .shown = {.call = QString::fromLatin1(job->request.call.name.data(), qsizetype(job->request.call.name.size())),
                  .until = QDateTime::currentDateTimeUtc().addMSecs(pause.count()),
                  .attempt = job->attempt,
                  .retriesLeft = again ? retries - failed + 1 : 0,
                  .wholeQueue = pauses,
                  .reason = error},
        .ends = QDeadlineTimer(pause),
        .job = pauses ? 0 : job->number};
    if (pauses) { // the longest counts
        const auto longer = [&](const Wait &other) { return other.job == 0 && other.ends >= wait.ends; };
        if (std::any_of(m_waits.begin(), m_waits.end(), longer))
            return again;
        std::erase_if(m_waits, [](const Wait &other) { return other.job == 0; });
    }
    m_waits.push_back(wait);
    m_announced = true;
    armTimer();
    schedulePump();
    Q_EMIT waiting(wait.shown);
    return again;
}

QList<RetryWait> JobQueue::waits() const
{
    QList<RetryWait> shown;
    for (const Wait &wait : m_waits)
        shown << wait.shown;
    return shown;
}

void JobQueue::retryNow()
{
    m_waits.clear();
    endWaits();
}

void JobQueue::cancelWait(const QList<Call> &calls)
{
    const QPointer<JobQueue> alive(this);
    const auto isMeant = [&calls](const HttpJob &job) {
        return calls.isEmpty() || std::any_of(calls.begin(), calls.end(),
                                              [&job](const Call &call) { return call.name == job.request.call.name; });
    };
    const std::vector<Wait> waits = m_waits;
    if (calls.isEmpty())
        m_waits.clear();
    const auto jobs = m_jobs;
    for (const HttpJobPointer &job : jobs) {
        if (!isMeant(*job))
            continue;
        const auto wait =
            std::find_if(waits.begin(), waits.end(), [&](const Wait &w) { return w.job == 0 || w.job == job->number; });
        if (wait == waits.end() || job->isRunning() || !contains(job))
            continue;
        Error reason = job->lastError.value_or(wait->shown.reason);
        if (job->attempt == 0)
            reason.reach = Reach::NotSent;
        std::erase_if(m_waits, [&job](const Wait &w) { return w.job == job->number; });
        Q_EMIT givenUp(job, reason);
        if (!alive)
            return;
    }
    endWaits();
}

void JobQueue::endWaits()
{
    std::erase_if(m_waits, [](const Wait &wait) { return wait.ends.hasExpired(); });
    armTimer();
    schedulePump();
    announceIfResumed();
}

/// For the next wait that ends.
void JobQueue::armTimer()
{
    const auto next =
        std::min_element(m_waits.begin(), m_waits.end(), [](const Wait &a, const Wait &b) { return a.ends < b.ends; });
    if (next == m_waits.end())
        m_timer.stop();
    else
        m_timer.start(milliseconds(next->ends.remainingTime()));
}

void JobQueue::announceIfResumed()
{
    if (m_waits.empty() && std::exchange(m_announced, false))
        Q_EMIT resumed();
}

} // namespace chancery
