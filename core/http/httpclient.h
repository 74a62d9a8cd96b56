// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/http/credential.h"
#include "core/http/guard.h"
#include "core/http/requestlog.h"
#include "core/http/retry.h"
#include "core/http/route.h"
#include "core/http/serviceclock.h"

class QNetworkAccessManager;

namespace chancery {

struct ExchangeEnd;
struct HttpJob;
class EventStream;
class JobQueue;

/// A successful answer (2xx); with Expect::AnyStatus, any.
struct HttpAnswer
{
    int status = 0;
    json::Value body{}; ///< null for an empty body
    QByteArray raw{};
    QByteArray contentType{};
    QByteArray etag{};
    QUrl location{};     ///< where a 201 or 202 says the thing is; absolute
    QString requestId{}; ///< the server's own, else ours
    int attempts = 1;    ///< above 1 when it was sent again
    std::optional<std::chrono::milliseconds> retryAfter{};
};

/// The objects that the pipeline works with; they outlive it.
struct HttpParts
{
    QNetworkAccessManager &network;
    CredentialSource &credential;
    RequestLog &log;
    Route *route = nullptr; ///< nothing: straight to the service
};

struct HttpSettings
{
    QUrl base; ///< of the service; https, or http to loopback
    Guard guard;
    RetryPolicy retry{};
    int inFlight = 4; ///< at once; of these, one write
};

/// The one way to a service. In this order: guard, credential, route, time-out, sending, redacted log, status, content
/// type, JSON, problem details, kind.
///
/// Errors, with a truthful Error::reach: Refused (guard, plain http, redirects; nothing was sent), SecretStore,
/// Network, Timeout, Tls, Protocol, Cancelled and what kindOf() makes of a status. A 2xx whose body is lost, damaged or
/// not JSON is Protocol or Network with Reach::Answered and that status: the service took the request, so after a write
/// it was most likely acted upon and the caller must find out. Where the credential had to be fetched and was refused,
/// that refusal is the error, with its own status and Reach::NotSent. A route may refuse as well; see its own errors.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    HttpClient(HttpParts parts, HttpSettings settings, QObject *parent = nullptr);
    ~HttpClient() override;

    /// Queues the request; writes keep their order. Dropping the Pending takes it from the queue or aborts it.
    Pending<HttpAnswer> send(HttpRequest request);

    /// Follows an event stream with this client's credential and log; it starts with EventStream::open(). Its
    /// connection counts as none of those in flight.
    std::unique_ptr<EventStream> events(HttpRequest request);

    QUrl base() const { return m_settings.base; }
    const Guard &guard() const { return m_settings.guard; }
    /// What time it is at the service, in UTC.
    QDateTime now() const { return m_clock.now(); }

    /// The waits that are under way: of single requests, and of the whole queue after a 429.
    QList<RetryWait> waits() const;
    /// Ends every wait now and tries again.
    void retryNow();
    /// Ends every wait; what waited fails with the error that made it wait, what was never tried with Reach::NotSent.
    void cancelWait() { cancelWait({}); }
    /// The same for these calls only: what else waits, waits on, and a pause that the service asked for stays.
    void cancelWait(const QList<Call> &calls);

Q_SIGNALS:
    void waiting(const chancery::RetryWait &wait);
    /// Nothing waits any more.
    void resumed();

private:
    using JobPointer = std::shared_ptr<HttpJob>;

    void start(const JobPointer &job);
    void startRoute(const JobPointer &job);
    void await(const JobPointer &job, Pending<Nothing> readying, void (HttpClient::*next)(const JobPointer &));
    void dispatch(const JobPointer &job);
    bool renews(HttpJob &job, const Result<HttpAnswer> &outcome) const;
    Result<RoutedRequest> prepare(const HttpJob &job) const;
    /// Where the service says it is: along a route that is not where the request was sent.
    QUrl upstreamOf(const HttpJob &job, const ExchangeEnd &end) const;
    bool routeEnds(const JobPointer &job, const ExchangeEnd &end);
    void finish(const JobPointer &job, const ExchangeEnd &end);
    void record(const HttpJob &job, const ExchangeEnd &end);
    Result<HttpAnswer> judge(const HttpJob &job, const ExchangeEnd &end) const;
    void tellCredential(const HttpJob &job, const Result<HttpAnswer> &outcome);
    void settle(const JobPointer &job, Result<HttpAnswer> outcome);

    HttpParts m_parts;
    HttpSettings m_settings;
    Redactor m_redactor;
    ServiceClock m_clock;
    JobQueue *m_queue;
    quint64 m_lastNumber = 0;
    int m_rejections = 0;
};

} // namespace chancery
