// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/eventstream.h"

#include "core/http/address.h"
#include "core/http/failure.h"
#include "core/http/problem.h"
#include "core/http/serviceclock.h"
#include "core/http/wire.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUuid>

namespace chancery {

EventStream::EventStream(HttpParts parts, EventStreamSettings settings, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_settings(std::move(settings))
    , m_redactor(parts.credential, parts.route)
    , m_parser([this](const ServerEvent &event) { m_events.push_back(event); })
{
    m_watchdog.setSingleShot(true);
    m_reconnect.setSingleShot(true);
    connect(&m_watchdog, &QTimer::timeout, this, &EventStream::becomeSilent);
    connect(&m_reconnect, &QTimer::timeout, this, &EventStream::connectNow);
}

EventStream::~EventStream()
{
    dropReply();
}

void EventStream::open()
{
    m_failures = 0;
    m_isSilent = false;
    m_reconnect.start(0);
}

void EventStream::close()
{
    m_watchdog.stop();
    m_reconnect.stop();
    m_readying.reset();
    dropReply();
}

void EventStream::connectNow()
{
    dropReply();
    if (!m_parts.route || m_parts.route->isReady())
        return connectReady();
    m_readying = std::make_unique<QObject>();
    m_parts.route->makeReady().then(m_readying.get(), [this](const Result<Nothing> &ready) {
        m_readying.release()->deleteLater();
        ready ? connectReady() : finish(ready.error());
    });
}

void EventStream::connectReady()
{
    const Result<QUrl> url = addressOf(m_settings.base, m_settings.request);
    if (!url) {
        finish(url.error());
        return;
    }
    if (const auto allowed = mayTalkTo(*url); !allowed) {
        finish(allowed.error());
        return;
    }
    QNetworkRequest request = plainRequest(*url);
    m_requestId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    request.setRawHeader("Accept", "text/event-stream");
    request.setRawHeader("Cache-Control", "no-store");
    request.setRawHeader("X-Request-Id", m_requestId.toLatin1());
    if (!m_parser.lastId().isEmpty())
        request.setRawHeader("Last-Event-ID", m_parser.lastId().toUtf8());
    if (const auto authorized = m_parts.credential.authorize(request); !authorized) {
        finish(authorized.error());
        return;
    }
    m_upstream = *url;
    if (m_parts.route) {
        const Result<RoutedRequest> led = m_parts.route->lead(request, m_settings.request);
        if (!led)
            return finish(led.error());
        request = led->request;
        m_ticket = led->ticket;
    }
    m_parser.reconnect();
    m_accepted = false;
    m_clock.start();
    m_watchdog.start(m_settings.silence);
    m_reply = m_parts.network.get(request);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStream::receive);
    connect(m_reply, &QNetworkReply::finished, this, &EventStream::replyFinished, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
}

void EventStream::receive()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200)
        return; // replyFinished() reads what was refused
    const QByteArray type = m_reply->rawHeader("Content-Type").toLower();
    if (!type.startsWith("text/event-stream")) {
        finish(failure(ErrorKind::Protocol, Cause::WrongContentType));
        return;
    }
    m_accepted = true;
    m_detours = 0;
    m_watchdog.start(m_settings.silence);
    if (!m_parser.feed(m_reply->readAll())) {
        finish(failure(ErrorKind::Protocol, Cause::AnswerTooLarge));
        return;
    }
    deliver();
}

/// Events are handed out after parsing, so that a listener may close or destroy the stream.
void EventStream::deliver()
{
    const QPointer<EventStream> alive(this);
    if (std::exchange(m_isSilent, false))
        Q_EMIT active();
    while (alive && !m_events.empty()) {
        m_failures = 0;
        const ServerEvent next = m_events.front();
        m_events.pop_front();
        Q_EMIT event(next);
    }
}

void EventStream::replyFinished()
{
    if (!m_reply)
        return;
    const QPointer<EventStream> alive(this);
    if (m_accepted && m_reply->bytesAvailable() > 0)
        receive();
    if (!alive || !m_reply)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 204) {
        finish(std::nullopt);
    } else if (status != 0 && status != 200) {
        const QByteArray type = m_reply->rawHeader("Content-Type");
        const QByteArray body = m_reply->readAll();
        if (routeEnds({.upstream = m_upstream,
                       .ticket = m_ticket,
                       .detours = m_detours,
                       .status = status,
                       .contentType = type,
                       .body = body}))
            return;
        Error refusal = problemOf({.status = status, .contentType = type, .body = body, .reasonPhrase = {}});
        if (status == 401)
            m_parts.credential.rejected();
        ServiceClock clock;
        clock.learn(m_reply->rawHeader("Date"), {});
        refusal.retryAfter = parseRetryAfter(m_reply->rawHeader("Retry-After"), clock.now());
        if (!alive)
            return;
        isTransient(refusal) ? loseConnection(refusal) : finish(refusal);
    } else if (m_reply->error() == QNetworkReply::SslHandshakeFailedError && !m_tlsErrors.isEmpty()) {
        finish(certificateErrorOf(m_tlsErrors, m_reply->url()));
    } else if (m_reply->error() == QNetworkReply::NoError) {
        loseConnection(failure(ErrorKind::Network, Cause::ConnectionClosed));
    } else {
        loseConnection(networkErrorOf(m_reply->error(), m_reply->url()));
    }
}

/// Whether the route has the last word on a refusal; see HttpClient.
bool EventStream::routeEnds(const RoutedAnswer &answer)
{
    if (!m_parts.route)
        return false;
    constexpr int mostDetours = 2;
    const QPointer<EventStream> alive(this);
    const RouteWord word = m_parts.route->read(answer);
    if (!alive || !m_reply)
        return true;
    if (word.mayGoAgain && m_detours < mostDetours) {
        ++m_detours;
        record(std::nullopt);
        dropReply();
        m_reconnect.start(0);
        return true;
    }
    if (word.refusal)
        finish(word.refusal);
    return word.refusal.has_value();
}

void EventStream::loseConnection(const Error &error)
{
    record(error.cause);
    dropReply();
    if (++m_failures > m_settings.retry.retries) {
        finish(error);
        return;
    }
    auto pause = backOff(m_settings.retry, m_failures - 1);
    if (error.retryAfter)
        pause = std::min(*error.retryAfter, m_settings.retry.retryAfterCeiling);
    else if (m_parser.retry())
        pause = std::max(pause, std::min(*m_parser.retry(), m_settings.retry.retryAfterCeiling));
    m_reconnect.start(pause);
    becomeSilent();
}

void EventStream::becomeSilent()
{
    m_watchdog.stop();
    const bool connected = m_reply != nullptr;
    if (connected) { // mute: perhaps a dead connection that nobody closed
        record(Cause::StreamSilent);
        dropReply();
        if (++m_failures > m_settings.retry.retries) {
            finish(failure(ErrorKind::Timeout, Cause::StreamSilent));
            return;
        }
        m_reconnect.start(backOff(m_settings.retry, m_failures - 1));
    }
    if (!std::exchange(m_isSilent, true))
        Q_EMIT silent();
}

void EventStream::finish(std::optional<Error> error)
{
    if (m_reply)
        record(error ? std::optional(error->cause) : std::nullopt);
    close();
    if (error) {
        error->requestId = m_requestId;
        error = m_redactor.error(*error);
    }
    Q_EMIT ended(error);
}

Error EventStream::failure(ErrorKind kind, Cause cause) const
{
    Error error;
    error.kind = kind;
    error.cause = cause;
    error.subject = originOf(m_settings.base);
    error.reach = Reach::Unknown;
    return error;
}

void EventStream::dropReply()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    m_tlsErrors.clear();
    if (!reply)
        return;
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void EventStream::record(std::optional<Cause> cause)
{
    if (!m_reply)
        return;
    const Call &call = m_settings.request.call;
    m_parts.log.record({.call = QString::fromLatin1(call.name.data(), qsizetype(call.name.size())),
                        .method = QStringLiteral("GET"),
                        .url = m_upstream,
                        .status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                        .cause = cause,
                        .took = std::chrono::milliseconds(m_clock.elapsed()),
                        .requestId = m_requestId,
                        .number = m_failures + 1},
                       m_redactor);
}

} // namespace chancery
