// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/httpclient.h"

#include "core/http/address.h"
#include "core/http/eventstream.h"
#include "core/http/exchange.h"
#include "core/http/jobqueue.h"
#include "core/http/problem.h"
#include "core/http/wire.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostDetours = 2; ///< one to another place, one with another token

QString nameOf(const Call &call)
{
    return QString::fromLatin1(call.name.data(), qsizetype(call.name.size()));
}

QByteArray methodOf(const Call &call)
{
    return QByteArray(call.method.data(), qsizetype(call.method.size()));
}

QByteArray mediaType(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

bool isJsonType(const QByteArray &contentType)
{
    const QByteArray type = mediaType(contentType);
    return type == "application/json" || type == "text/json" ||
           (type.startsWith("application/") && type.endsWith("+json"));
}

Error cancelled(Reach reach)
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.cause = Cause::Cancelled;
    error.reach = reach;
    return error;
}

/// What the service took but answered in a way that we cannot use.
Error damaged(Cause cause, const ExchangeEnd &end)
{
    Error error;
    error.kind = ErrorKind::Protocol;
    error.cause = cause;
    error.subject = originOf(end.url);
    error.httpStatus = end.status;
    error.reach = Reach::Answered;
    return error;
}

} // namespace

HttpClient::HttpClient(HttpParts parts, HttpSettings settings, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_settings(std::move(settings))
    , m_redactor(parts.credential, parts.route)
    , m_queue(new JobQueue(m_settings.retry, m_settings.inFlight, this))
{
    connect(m_queue, &JobQueue::startable, this, &HttpClient::start);
    connect(m_queue, &JobQueue::givenUp, this,
            [this](const JobPointer &job, const Error &error) { settle(job, error); });
    connect(m_queue, &JobQueue::waiting, this, &HttpClient::waiting);
    connect(m_queue, &JobQueue::resumed, this, &HttpClient::resumed);
}

HttpClient::~HttpClient()
{
    for (const JobPointer &job : m_queue->takeAll()) {
        const bool mayHaveLeft = job->exchange != nullptr;
        job->readying.reset();
        job->exchange.reset();
        job->promise.settle(cancelled(mayHaveLeft ? Reach::Unknown : Reach::NotSent));
    }
}

/// Guard, then the queue.
Pending<HttpAnswer> HttpClient::send(HttpRequest request)
{
    if (const auto allowed = m_settings.guard.allows(request); !allowed)
        return Pending<HttpAnswer>::failed(allowed.error());

    auto ends = Pending<HttpAnswer>::make();
    const quint64 number = ++m_lastNumber;
    ends.promise.whenAbandoned([queue = QPointer(m_queue), number] {
        if (queue)
            queue->remove(number);
    });
    m_queue->add(std::make_shared<HttpJob>(HttpJob{.number = number,
                                                   .request = std::move(request),
                                                   .promise = ends.promise,
                                                   .requestId = QUuid::createUuid().toString(QUuid::WithoutBraces)}));
    return std::move(ends.pending);
}

/// Waits for the credential where there is none yet, then for what the route needs; the job keeps its place meanwhile.
void HttpClient::start(const JobPointer &job)
{
    if (m_parts.credential.isReady())
        return startRoute(job);
    await(job, m_parts.credential.makeReady(), &HttpClient::startRoute);
}

void HttpClient::startRoute(const JobPointer &job)
{
    if (!m_parts.route || m_parts.route->isReady())
        return dispatch(job);
    await(job, m_parts.route->makeReady(), &HttpClient::dispatch);
}

void HttpClient::await(const JobPointer &job, Pending<Nothing> readying, void (HttpClient::*next)(const JobPointer &))
{
    job->readying = std::make_unique<QObject>();
    std::move(readying).then(job->readying.get(),
                             [this, next, watched = std::weak_ptr(job)](const Result<Nothing> &ready) {
                                 const auto waiting = watched.lock();
                                 if (!waiting)
                                     return;
                                 waiting->readying.release()->deleteLater();
                                 if (ready)
                                     return (this->*next)(waiting);
                                 Error error = m_redactor.error(ready.error());
                                 error.reach = Reach::NotSent;
                                 settle(waiting, std::move(error));
                             });
}

/// Credential → route → time-out → sending.
void HttpClient::dispatch(const JobPointer &job)
{
    const Result<RoutedRequest> prepared = prepare(*job);
    if (!prepared) {
        settle(job, m_redactor.error(prepared.error()));
        return;
    }
    ++job->attempt;
    job->rejectionsBefore = m_rejections;
    job->ticket = prepared->ticket;
    const HttpRequest &request = job->request;
    const Route *const route = m_parts.route;
    job->exchange = std::make_unique<Exchange>(
        m_parts.network,
        ExchangeOrder{.request = prepared->request,
                      .method = methodOf(request.call),
                      .body = request.body,
                      .silence = route ? std::min(request.silence, route->longestSilence()) : request.silence,
                      .timeout = route ? std::min(request.timeout, route->longestAttempt()) : request.timeout,
                      .maxAnswerBytes = request.maxAnswerBytes,
                      .redirects = route ? Redirects::Never : Redirects::SameHost},
        nullptr);
    connect(job->exchange.get(), &Exchange::finished, this,
            [this, watched = std::weak_ptr(job)](const ExchangeEnd &end) {
                if (const auto finished = watched.lock())
                    finish(finished, end);
            });
    job->exchange->start();
}

/// The request with its credential, and on its route: that changes the address here and nowhere else.
Result<RoutedRequest> HttpClient::prepare(const HttpJob &job) const
{
    const HttpRequest &wanted = job.request;
    const Result<QUrl> url = addressOf(m_settings.base, wanted);
    if (!url)
        return url.error();
    if (const auto allowed = mayTalkTo(*url); !allowed)
        return allowed.error();

    QNetworkRequest request = plainRequest(*url);
    request.setRawHeader("Accept", wanted.expect == Expect::Json ? "application/json, */*;q=0.1" : "*/*");
    request.setRawHeader("X-Request-Id", job.requestId.toLatin1());
    if (!wanted.body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, wanted.contentType);
    if (!wanted.idempotencyKey.isEmpty())
        request.setRawHeader("Idempotency-Key", wanted.idempotencyKey);
    if (const auto authorized = m_parts.credential.authorize(request); !authorized)
        return authorized.error();
    if (m_parts.route)
        return m_parts.route->lead(request, wanted);
    return RoutedRequest{.request = request};
}

QUrl HttpClient::upstreamOf(const HttpJob &job, const ExchangeEnd &end) const
{
    if (!m_parts.route)
        return end.url;
    const Result<QUrl> url = addressOf(m_settings.base, job.request);
    return url ? *url : m_settings.base;
}

/// Redacted log → status → content type → JSON → problem details → kind, then the answer, another attempt or the error.
void HttpClient::finish(const JobPointer &job, const ExchangeEnd &end)
{
    // The exchange is in the middle of emitting: it goes when control is back in the event loop.
    job->exchange.release()->deleteLater();

    m_clock.learn(end.header("Date"), end.took);
    const QPointer<HttpClient> alive(this); // whoever listens to the log or is told of a rejection may end us
    record(*job, end);
    if (!alive || routeEnds(job, end))
        return;
    Result<HttpAnswer> outcome = judge(*job, end);
    tellCredential(*job, outcome);
    if (!alive || !job->promise.isWanted())
        return;
    if (renews(*job, outcome))
        return m_queue->sendAgain();
    const bool waits = !outcome && m_queue->retryLater(job, outcome.error());
    if (alive && !waits)
        settle(job, std::move(outcome));
}

/// Whether the route has the last word on an answer; the service and its credential hear nothing of it then.
bool HttpClient::routeEnds(const JobPointer &job, const ExchangeEnd &end)
{
    if (!m_parts.route || end.failure)
        return false;
    const QPointer<HttpClient> alive(this);
    RouteWord word = m_parts.route->read({.upstream = upstreamOf(*job, end),
                                          .ticket = job->ticket,
                                          .detours = job->detours,
                                          .status = end.status,
                                          .contentType = end.header("Content-Type"),
                                          .body = end.body});
    if (!alive || !job->promise.isWanted())
        return true;
    if (word.mayGoAgain && job->detours < mostDetours) {
        ++job->detours;
        m_queue->sendAgain();
        return true;
    }
    if (!word.refusal)
        return false;
    const QByteArray serverId = end.header("X-Request-Id");
    word.refusal->requestId = serverId.isEmpty() ? job->requestId : QString::fromUtf8(serverId);
    settle(job, m_redactor.error(*word.refusal));
    return true;
}

void HttpClient::record(const HttpJob &job, const ExchangeEnd &end)
{
    const Attempt attempt{.call = nameOf(job.request.call),
                          .method = QString::fromLatin1(methodOf(job.request.call)),
                          .url = upstreamOf(job, end),
                          .status = end.status,
                          .cause = end.failure ? std::optional(end.failure->cause) : std::nullopt,
                          .took = end.took,
                          .requestId = job.requestId,
                          .number = job.attempt,
                          .bytesSent = job.request.body.size(),
                          .bytesReceived = end.body.size()};
    m_parts.log.record(attempt, m_redactor);
}

Result<HttpAnswer> HttpClient::judge(const HttpJob &job, const ExchangeEnd &end) const
{
    const QByteArray serverId = end.header("X-Request-Id");
    const QString requestId = serverId.isEmpty() ? job.requestId : QString::fromUtf8(serverId);
    const auto failed = [&](Error error) {
        error.requestId = requestId;
        error.retryAfter = parseRetryAfter(end.header("Retry-After"), m_clock.now());
        return m_redactor.error(error);
    };

    if (end.failure)
        return failed(*end.failure);
    const QByteArray contentType = end.header("Content-Type");
    const bool isRefused = end.status < 200 || end.status > 299;
    if (isRefused && job.request.expect != Expect::AnyStatus)
        return failed(problemOf(
            {.status = end.status, .contentType = contentType, .body = end.body, .reasonPhrase = end.reasonPhrase}));

    HttpAnswer answer{.status = end.status,
                      .raw = end.body,
                      .contentType = contentType,
                      .etag = end.header("ETag"),
                      .requestId = requestId,
                      .attempts = job.attempt,
                      .retryAfter = parseRetryAfter(end.header("Retry-After"), m_clock.now())};
    if (const QByteArray location = end.header("Location"); !location.isEmpty())
        answer.location = upstreamOf(job, end).resolved(QUrl::fromEncoded(location));
    if (job.request.expect != Expect::Json || end.body.trimmed().isEmpty())
        return answer;
    if (!isJsonType(contentType))
        return failed(damaged(Cause::WrongContentType, end));
    Result<json::Value> parsed = json::parse(end.body);
    if (!parsed)
        return failed(damaged(Cause::NotJson, end));
    answer.body = std::move(*parsed);
    return answer;
}

/// Requests that were under way with the rejected credential say nothing new: a fresh one may be in place by then.
void HttpClient::tellCredential(const HttpJob &job, const Result<HttpAnswer> &outcome)
{
    if (job.rejectionsBefore != m_rejections)
        return;
    const int status = outcome ? outcome->status : outcome.error().httpStatus;
    if (status == 401) {
        ++m_rejections;
        m_parts.credential.rejected();
    } else if (status != 0) {
        m_parts.credential.accepted();
    }
}

/// Once for each job, whatever it does: a 401 says that nothing was done.
bool HttpClient::renews(HttpJob &job, const Result<HttpAnswer> &outcome) const
{
    if (outcome || outcome.error().httpStatus != 401 || job.renewals > 0 || !m_parts.credential.renewsItself())
        return false;
    ++job.renewals;
    return true;
}

void HttpClient::settle(const JobPointer &job, Result<HttpAnswer> outcome)
{
    const QPointer<HttpClient> alive(this);
    m_queue->remove(job->number); // tells that waiting is over, perhaps
    if (alive)
        job->promise.settle(std::move(outcome)); // last: the consumer may destroy us
}

std::unique_ptr<EventStream> HttpClient::events(HttpRequest request)
{
    EventStreamSettings settings{.base = m_settings.base, .request = std::move(request), .retry = m_settings.retry};
    return std::make_unique<EventStream>(m_parts, std::move(settings));
}

QList<RetryWait> HttpClient::waits() const
{
    return m_queue->waits();
}

void HttpClient::retryNow()
{
    m_queue->retryNow();
}

void HttpClient::cancelWait(const QList<Call> &calls)
{
    m_queue->cancelWait(calls);
}

} // namespace chancery
