// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/httpclient.h"

#include "core/http/address.h"
#include "core/http/exchange.h"
#include "core/http/problem.h"
#include "core/http/wire.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

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
    return contentType.left(contentType.indexOf(';')).trimmed().toLower();
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

struct HttpClient::Job
{
    quint64 number;
    HttpRequest request;
    Promise<HttpAnswer> promise;
    QString requestId;
    int attempt = 0;
    milliseconds waited{0};
    std::optional<RetryWait> wait{};
    std::unique_ptr<Exchange> exchange{};

    bool isWrite() const { return request.call.effect != Effect::Read; }
    bool isRunning() const { return exchange != nullptr; }
};

HttpClient::HttpClient(HttpParts parts, HttpSettings settings, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_settings(std::move(settings))
    , m_redactor(parts.credential)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpClient::wake);
}

HttpClient::~HttpClient()
{
    for (const JobPointer &job : std::exchange(m_jobs, {})) {
        const bool running = job->isRunning();
        job->exchange.reset();
        job->promise.settle(cancelled(running ? Reach::Unknown : Reach::NotSent));
    }
}

Pending<HttpAnswer> HttpClient::send(HttpRequest request)
{
    if (const auto allowed = m_settings.guard.allows(request); !allowed)
        return Pending<HttpAnswer>::failed(m_redactor.error(allowed.error()));

    auto ends = Pending<HttpAnswer>::make();
    auto job = std::make_shared<Job>(Job{.number = ++m_lastNumber,
                                         .request = std::move(request),
                                         .promise = ends.promise,
                                         .requestId = QUuid::createUuid().toString(QUuid::WithoutBraces)});
    ends.promise.whenAbandoned([client = QPointer(this), number = job->number] {
        if (client)
            client->abandon(number);
    });
    m_jobs.push_back(std::move(job));
    QMetaObject::invokeMethod(this, &HttpClient::pump, Qt::QueuedConnection);
    return std::move(ends.pending);
}

// The queue

void HttpClient::pump()
{
    const QPointer<HttpClient> alive(this);
    const auto jobs = m_jobs; // a start may settle a job, and its consumer may change the queue
    for (const JobPointer &job : jobs) {
        if (!alive)
            return;
        if (std::find(m_jobs.begin(), m_jobs.end(), job) != m_jobs.end() && mayStart(*job))
            start(job);
    }
}

bool HttpClient::mayStart(const Job &job) const
{
    const bool paused = m_pausedUntil.isValid() && QDateTime::currentDateTimeUtc() < m_pausedUntil;
    if (paused || job.isRunning() || job.wait)
        return false;
    const auto running = std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto &j) { return j->isRunning(); });
    if (running >= m_settings.inFlight)
        return false;
    const auto firstWrite = std::find_if(m_jobs.begin(), m_jobs.end(), [](const auto &j) { return j->isWrite(); });
    return !job.isWrite() || firstWrite->get() == &job;
}

void HttpClient::abandon(quint64 number)
{
    remove(number);
    announceIfResumed();
    QMetaObject::invokeMethod(this, &HttpClient::pump, Qt::QueuedConnection);
}

void HttpClient::remove(quint64 number)
{
    std::erase_if(m_jobs, [number](const JobPointer &job) { return job->number == number; });
}

void HttpClient::settle(const JobPointer &job, Result<HttpAnswer> outcome)
{
    remove(job->number);
    QMetaObject::invokeMethod(this, &HttpClient::pump, Qt::QueuedConnection);
    const QPointer<HttpClient> alive(this);
    job->promise.settle(std::move(outcome));
    if (alive)
        announceIfResumed();
}

// The pipeline

/// Credential → route → time-out → sending.
void HttpClient::start(const JobPointer &job)
{
    Result<QNetworkRequest> prepared = prepare(*job);
    if (!prepared) {
        settle(job, m_redactor.error(prepared.error()));
        return;
    }
    ++job->attempt;
    const HttpRequest &request = job->request;
    job->exchange = std::make_unique<Exchange>(m_parts.network,
                                               ExchangeOrder{.request = *prepared,
                                                             .method = methodOf(request.call),
                                                             .body = request.body,
                                                             .silence = request.silence,
                                                             .timeout = request.timeout,
                                                             .maxAnswerBytes = request.maxAnswerBytes},
                                               nullptr);
    connect(job->exchange.get(), &Exchange::finished, this,
            [this, watched = std::weak_ptr(job)](const ExchangeEnd &end) {
                if (const auto finished = watched.lock())
                    finish(finished, end);
            });
    job->exchange->start();
}

Result<QNetworkRequest> HttpClient::prepare(const Job &job) const
{
    const HttpRequest &wanted = job.request;
    Result<QUrl> url = addressOf(m_settings.base, wanted);
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
    return request;
}

/// Redacted log → status → content type → JSON → problem details → kind, then the answer, a retry or the error.
void HttpClient::finish(const JobPointer &job, const ExchangeEnd &end)
{
    // The exchange is in the middle of emitting: it goes when control is back in the event loop.
    job->exchange.release()->deleteLater();

    Attempt attempt{.call = nameOf(job->request.call),
                    .method = QString::fromLatin1(methodOf(job->request.call)),
                    .url = end.url,
                    .status = end.status,
                    .cause = end.failure ? std::optional(end.failure->cause) : std::nullopt,
                    .took = end.took,
                    .requestId = job->requestId,
                    .number = job->attempt,
                    .bytesSent = job->request.body.size(),
                    .bytesReceived = end.body.size()};
    const QPointer<HttpClient> alive(this);
    m_parts.log.record(attempt, m_redactor);
    if (!alive)
        return;

    Result<HttpAnswer> outcome = judge(*job, end);
    noteOutcome(*job, outcome);
    if (!alive || !job->promise.isWanted())
        return;
    if (!outcome && waitForRetry(job, outcome.error()))
        return;
    settle(job, std::move(outcome));
}

Result<HttpAnswer> HttpClient::judge(const Job &job, const ExchangeEnd &end) const
{
    const QByteArray serverId = end.header("X-Request-Id");
    const QString requestId = serverId.isEmpty() ? job.requestId : QString::fromUtf8(serverId);
    const auto failed = [&](Error error) {
        error.requestId = requestId;
        error.retryAfter = parseRetryAfter(end.header("Retry-After"), QDateTime::currentDateTimeUtc());
        return m_redactor.error(error);
    };

    if (end.failure)
        return failed(*end.failure);
    const QByteArray contentType = end.header("Content-Type");
    if (end.status < 200 || end.status > 299)
        return failed(problemOf(
            {.status = end.status, .contentType = contentType, .body = end.body, .reasonPhrase = end.reasonPhrase}));

    HttpAnswer answer{.status = end.status,
                      .raw = end.body,
                      .contentType = contentType,
                      .etag = end.header("ETag"),
                      .requestId = requestId,
                      .attempts = job.attempt};
    if (const QByteArray location = end.header("Location"); !location.isEmpty())
        answer.location = end.url.resolved(QUrl::fromEncoded(location));
    if (job.request.expect == Expect::Anything || end.body.trimmed().isEmpty())
        return answer;
    if (!isJsonType(contentType))
        return failed(damaged(Cause::WrongContentType, end));
    Result<json::Value> parsed = json::parse(end.body);
    if (!parsed)
        return failed(damaged(Cause::NotJson, end));
    answer.body = std::move(*parsed);
    return answer;
}

void HttpClient::noteOutcome(const Job &job, const Result<HttpAnswer> &outcome)
{
    Q_UNUSED(job);
    if (outcome) {
        m_announcedRejection = false;
    } else if (outcome.error().kind == ErrorKind::Unauthorized && !m_announcedRejection) {
        m_announcedRejection = true;
        m_parts.credential.rejected();
    }
}

// Waiting and trying again

/// True when the job waits for another attempt. A 429 holds up everything else as well, whatever becomes of the job.
bool HttpClient::waitForRetry(const JobPointer &job, const Error &error)
{
    const RetryPolicy &policy = m_settings.retry;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool rateLimited = error.httpStatus == 429;
    milliseconds pause = rateLimited ? policy.rateLimitDefault : backOff(policy, job->attempt - 1);
    if (error.retryAfter)
        pause = std::min(*error.retryAfter, policy.retryAfterCeiling);
    if (rateLimited)
        m_pausedUntil = std::max(m_pausedUntil, now.addMSecs(pause.count()));

    const int retries = job->request.retries.value_or(policy.retries);
    const bool again = mayRepeat(job->request.call) && isTransient(error) && job->attempt <= retries &&
                       job->waited + pause <= policy.budget;
    if (!again) {
        armTimer();
        return false;
    }
    job->waited += pause;
    job->wait = RetryWait{.call = nameOf(job->request.call),
                          .until = now.addMSecs(pause.count()),
                          .attempt = job->attempt,
                          .retriesLeft = retries - job->attempt + 1,
                          .wholeQueue = rateLimited,
                          .reason = error};
    armTimer();
    m_announcedWait = true;
    QMetaObject::invokeMethod(this, &HttpClient::pump, Qt::QueuedConnection);
    Q_EMIT waiting(*job->wait);
    return true;
}

QList<RetryWait> HttpClient::waits() const
{
    QList<RetryWait> waits;
    for (const JobPointer &job : m_jobs)
        if (job->wait)
            waits << *job->wait;
    return waits;
}

void HttpClient::retryNow()
{
    m_pausedUntil = {};
    for (const JobPointer &job : m_jobs)
        job->wait.reset();
    wake();
}

void HttpClient::cancelWait()
{
    m_pausedUntil = {};
    const QPointer<HttpClient> alive(this);
    const auto jobs = m_jobs;
    for (const JobPointer &job : jobs) {
        if (!alive)
            return;
        if (job->wait && job->promise.isWanted())
            settle(job, job->wait->reason);
    }
    if (alive)
        wake();
}

void HttpClient::wake()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const JobPointer &job : m_jobs)
        if (job->wait && job->wait->until <= now)
            job->wait.reset();
    if (m_pausedUntil.isValid() && m_pausedUntil <= now)
        m_pausedUntil = {};
    armTimer();
    QMetaObject::invokeMethod(this, &HttpClient::pump, Qt::QueuedConnection);
    announceIfResumed();
}

/// For the next wait or pause that ends.
void HttpClient::armTimer()
{
    QDateTime next = m_pausedUntil;
    for (const JobPointer &job : m_jobs)
        if (job->wait && (!next.isValid() || job->wait->until < next))
            next = job->wait->until;
    if (!next.isValid()) {
        m_timer.stop();
        return;
    }
    m_timer.start(milliseconds(std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(next))));
}

void HttpClient::announceIfResumed()
{
    const bool waits = std::any_of(m_jobs.begin(), m_jobs.end(), [](const auto &job) { return job->wait.has_value(); });
    if (!waits && std::exchange(m_announcedWait, false))
        Q_EMIT resumed();
}

} // namespace chancery
