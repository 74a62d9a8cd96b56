// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/http/exchange.h"
#include "core/http/httpclient.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace chancery {

/// A request on its way through the pipeline.
struct HttpJob
{
    quint64 number;
    HttpRequest request;
    Promise<HttpAnswer> promise;
    QString requestId;
    int attempt = 0;
    int renewals = 0;         ///< of these attempts, how many only asked with a new credential; at most one
    int detours = 0;          ///< the same on the word of the route
    int ticket = 0;           ///< of this attempt, from the route
    int rejectionsBefore = 0; ///< how often a credential had been rejected when this attempt got its own
    std::chrono::milliseconds waited{0};
    std::optional<Error> lastError{};
    std::unique_ptr<QObject> readying{}; ///< while the credential is being fetched
    std::unique_ptr<Exchange> exchange{};

    bool isWrite() const { return request.call.effect != Effect::Read; }
    bool isRunning() const { return exchange || readying; }
};

using HttpJobPointer = std::shared_ptr<HttpJob>;

/// Which request goes next and which waits: so many at once, one write at a time in order, back-off for each, and a
/// pause for all after a 429.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    JobQueue(RetryPolicy policy, int inFlight, QObject *parent);
    ~JobQueue() override;

    void add(HttpJobPointer job);
    void remove(quint64 number);
    std::vector<HttpJobPointer> takeAll() { return std::exchange(m_jobs, {}); }
    bool contains(const HttpJobPointer &job) const;

    /// Lets a failed job wait for another attempt; false when it has none left. Either way a 429 pauses the queue.
    bool retryLater(const HttpJobPointer &job, const Error &error);
    /// A job that has stopped running goes again as soon as its turn comes.
    void sendAgain() { schedulePump(); }

    QList<RetryWait> waits() const;
    void retryNow();
    /// Emits givenUp() for every job of these calls that waits or is held up by the pause; others wait on. Without
    /// calls it means them all, and ends the pause.
    void cancelWait(const QList<Call> &calls);

Q_SIGNALS:
    void startable(const chancery::HttpJobPointer &job);
    void givenUp(const chancery::HttpJobPointer &job, const chancery::Error &error);
    void waiting(const chancery::RetryWait &wait);
    void resumed();

private:
    struct Wait;

    void schedulePump();
    void pump();
    bool mayStart(const HttpJob &job) const;
    void endWaits();
    void armTimer();
    void announceIfResumed();

    RetryPolicy m_policy;
    int m_inFlight;
    std::vector<HttpJobPointer> m_jobs; ///< in the order they were sent
    std::vector<Wait> m_waits;          ///< one of a job that backs off, or the pause
    QTimer m_timer;
    bool m_announced = false;
};

} // namespace chancery
