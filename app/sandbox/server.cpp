// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/server.h"

#include "app/sandbox/wire.h"

#include <QHttpServerRequest>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace chancery::sandbox {

namespace {

QByteArray methodWord(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "?";
    }
}

Request requestFrom(const QHttpServerRequest &source)
{
    Request request;
    request.method = methodWord(source.method());
    request.path = source.url().path(QUrl::FullyEncoded).toUtf8();
    request.rawQuery = source.url().query(QUrl::FullyEncoded).toUtf8();
    request.query = parseQuery(request.rawQuery);
    request.headers = source.headers();
    request.body = source.body();
    for (const QByteArray &segment : request.path.split('/')) {
        if (!segment.isEmpty())
            request.segments.append(QByteArray::fromPercentEncoding(segment));
    }
    return request;
}

Answer faultyAnswer(const Fault &fault, const QByteArray &path)
{
    Answer answer =
        Answer::refused({fault.status, "SANDBOX_FAULT", "A fault rule of the sandbox asked for this", {}}, path);
    if (!fault.retryAfter.isEmpty())
        answer.headers.append({"Retry-After", fault.retryAfter});
    return answer;
}

} // namespace

struct Server::Exchange
{
    QPointer<QTcpSocket> socket;
    Request request;
    Service *service = nullptr;
    quint64 logNumber = 0; ///< 0: not logged
    QByteArray fault;
};

quint16 Server::start(quint16 port)
{
    auto *listener = new Listener(this);
    if (!listener->listen(QHostAddress::LocalHost, port)) {
        m_errorText = listener->errorString();
        return 0;
    }
    bind(listener);
    return listener->serverPort();
}

bool Server::handleRequest(const QHttpServerRequest &source, QTcpSocket *socket)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->socket = socket;
    exchange->request = requestFrom(source);
    QList<QByteArray> &segments = exchange->request.segments;
    const QByteArray prefix = segments.isEmpty() ? QByteArray() : segments.first();
    if (m_control && prefix == m_control->prefix()) {
        exchange->service = m_control;
    } else {
        for (Service *service : m_services) {
            if (prefix == service->prefix())
                exchange->service = service;
        }
        exchange->logNumber = m_log.add(exchange->request);
    }
    if (exchange->service)
        segments.removeFirst();
    begin(exchange);
    return true;
}

void Server::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    send(*socket, Answer::refused({404, {}, "Nothing is here", {}}, "/"), Delivery::KeepOpen);
}

void Server::begin(const std::shared_ptr<Exchange> &exchange)
{
    const auto fault = exchange->logNumber ? m_faults.take(exchange->request) : std::nullopt;
    if (!fault)
        return finish(*exchange, {});
    exchange->fault = effectWord(fault->effect);
    if (fault->effect == Effect::ResetBefore) {
        m_log.answered(exchange->logNumber, 0, exchange->fault);
        reset(*exchange->socket);
    } else if (fault->effect == Effect::Delay) {
        // The work is done even when the client has given up by then, as it would be at the service.
        QTimer::singleShot(fault->milliseconds, this, [this, exchange] { finish(*exchange, {}); });
    } else {
        finish(*exchange, fault);
    }
}

Answer Server::answerTo(Exchange &exchange)
{
    const Request &request = exchange.request;
    if (exchange.service)
        return exchange.service->handle(request);
    return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
}

void Server::finish(Exchange &exchange, const std::optional<Fault> &fault)
{
    const bool refuses = fault && fault->effect == Effect::Status;
    Answer answer = refuses ? faultyAnswer(*fault, exchange.request.path) : answerTo(exchange);
    const bool silent = fault && (fault->effect == Effect::ResetAfter || fault->effect == Effect::Mute);
    answer.headers.append({"Date", httpDate(m_clock.now())});
    answer.headers.append({"X-Request-Id", "sandbox-" + QByteArray::number(exchange.logNumber)});
    if (exchange.logNumber)
        m_log.answered(exchange.logNumber, silent ? 0 : answer.status, exchange.fault);
    if (!exchange.socket || exchange.socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (fault && fault->effect == Effect::ResetAfter)
        return reset(*exchange.socket);
    if (silent)
        return;
    if (fault && fault->effect == Effect::Garbage)
        answer.body = "\x01<<<not the answer>>>\xff{\"data\":[";
    Delivery delivery =
        exchange.request.header("Connection").toLower() == "close" ? Delivery::Close : Delivery::KeepOpen;
    if (fault && fault->effect == Effect::Truncate)
        delivery = Delivery::CutShort;
    send(*exchange.socket, std::move(answer), delivery);
}

} // namespace chancery::sandbox
