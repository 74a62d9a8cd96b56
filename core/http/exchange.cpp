// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/exchange.h"

#include "core/async/errorof.h"
#include "core/http/address.h"
#include "core/http/failure.h"
#include "core/http/oneshotbody.h"

#include <QNetworkAccessManager>
#include <QSslError>

namespace chancery {

namespace {

constexpr int mostRedirects = 5;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Codes with which Qt reports a status that we read ourselves.
bool saysMoreThanTheStatus(QNetworkReply::NetworkError code)
{
    const bool fromStatus = code == QNetworkReply::ProtocolInvalidOperationError || // so it calls 400 and 418
                            (code >= QNetworkReply::ContentAccessDenied && code <= QNetworkReply::UnknownContentError &&
                             code != QNetworkReply::ContentReSendError) ||
                            code == QNetworkReply::ProxyAuthenticationRequiredError ||
                            (code >= QNetworkReply::InternalServerError && code <= QNetworkReply::UnknownServerError);
    return code != QNetworkReply::NoError && !fromStatus;
}

} // namespace

QByteArray ExchangeEnd::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

Exchange::Exchange(QNetworkAccessManager &network, ExchangeOrder order, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_order(std::move(order))
{
    m_silence.setSingleShot(true);
    m_overall.setSingleShot(true);
    const auto timedOut = [this] { fail(ErrorKind::Timeout, Cause::TimedOut); };
    connect(&m_silence, &QTimer::timeout, this, timedOut);
    connect(&m_overall, &QTimer::timeout, this, timedOut);
}

Exchange::~Exchange()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void Exchange::start()
{
    m_clock.start();
    m_overall.start(m_order.timeout);
    send();
}

void Exchange::send()
{
    m_silence.start(m_order.silence);
    m_received.clear();
    m_tlsErrors.clear();
    m_requestSent = false;

    const bool fetches = m_order.method == "GET" || m_order.method == "HEAD";
    if (fetches) {
        m_reply = m_order.method == "GET" ? m_network.get(m_order.request) : m_network.head(m_order.request);
    } else {
        auto *body = new OneShotBody(m_order.body);
        m_body = body;
        m_reply = m_network.sendCustomRequest(m_order.request, m_order.method, body);
        body->setParent(m_reply);
    }
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_requestSent = true; });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_silence.start(m_order.silence); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { m_silence.start(m_order.silence); });
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::takeData);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::replyFinished, Qt::QueuedConnection);
}

void Exchange::takeData()
{
    m_silence.start(m_order.silence);
    m_received += m_reply->readAll();
    if (m_received.size() > m_order.maxAnswerBytes)
        fail(ErrorKind::Protocol, Cause::AnswerTooLarge);
}

void Exchange::replyFinished()
{
    if (!m_reply)
        return;
    m_received += m_reply->readAll();
    if (m_received.size() > m_order.maxAnswerBytes) {
        fail(ErrorKind::Protocol, Cause::AnswerTooLarge);
        return;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError code = m_reply->error();
    if (code == QNetworkReply::SslHandshakeFailedError && !m_tlsErrors.isEmpty()) {
        end(certificateErrorOf(m_tlsErrors, m_reply->url()));
    } else if (isRedirect(status) && (!saysMoreThanTheStatus(code) || code == QNetworkReply::ContentReSendError)) {
        if (!followRedirect(status))
            fail(ErrorKind::Protocol, Cause::UnexpectedShape);
    } else if (saysMoreThanTheStatus(code) || status == 0) {
        end(networkError(code));
    } else {
        end(std::nullopt);
    }
}

/// Follows, or ends with the reason why not. False when the answer names no target.
bool Exchange::followRedirect(int status)
{
    const QByteArray target = m_reply->rawHeader("Location").trimmed();
    if (target.isEmpty())
        return false;
    if (m_order.redirects == Redirects::Never) {
        Error error = errorOf(ErrorKind::Refused, Cause::RedirectOnRoute, QString::fromUtf8(target));
        error.reach = Reach::Answered;
        error.httpStatus = status;
        end(error);
        return true;
    }
    const QUrl from = m_reply->url();
    const QUrl to = from.resolved(QUrl::fromEncoded(target)).adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    const bool fetches = m_order.method == "GET" || m_order.method == "HEAD";
    Result<Nothing> allowed = mayRedirect(from, to);
    if (!allowed) {
        Error error = allowed.error();
        error.reach = Reach::Answered;
        error.httpStatus = status;
        end(error);
    } else if (!fetches) {
        fail(ErrorKind::Refused, Cause::RedirectOfWrite);
    } else if (++m_redirects > mostRedirects) {
        fail(ErrorKind::Refused, Cause::TooManyRedirects);
    } else {
        m_reply->disconnect(this);
        m_reply->deleteLater();
        m_reply = nullptr;
        m_order.request.setUrl(to);
        send();
    }
    return true;
}

void Exchange::fail(ErrorKind kind, Cause cause)
{
    Error error;
    error.kind = kind;
    error.cause = cause;
    error.subject = originOf(m_order.request.url());
    error.reach = reach();
    error.httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    end(error);
}

/// Whether a byte of the request may have left. The body counts from the moment Qt has taken any of it.
bool Exchange::hasLeft() const
{
    return m_requestSent || (m_body && m_body->taken() > 0);
}

/// How far the request got, as far as can be proven: a body that was not touched cannot have been acted upon.
Reach Exchange::reach() const
{
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() > 0)
        return Reach::Answered;
    return hasLeft() || m_order.body.isEmpty() ? Reach::Unknown : Reach::NotSent;
}

Error Exchange::networkError(QNetworkReply::NetworkError code) const
{
    Error error = networkErrorOf(code, m_order.request.url());
    error.httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool nothingLeft = error.reach == Reach::NotSent && !hasLeft() && error.httpStatus == 0;
    if (!nothingLeft)
        error.reach = reach();
    if (error.cause == Cause::NetworkUnreachable && error.reach != Reach::NotSent)
        error.cause = Cause::ConnectionClosed; // what Qt makes of a pipe that breaks while it writes
    return error;
}

void Exchange::end(std::optional<Error> failure)
{
    m_silence.stop();
    m_overall.stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    ExchangeEnd result{.failure = std::move(failure),
                       .status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                       .reasonPhrase = reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString(),
                       .headers = reply->rawHeaderPairs(),
                       .body = std::move(m_received),
                       .url = reply->url(),
                       .took = std::chrono::milliseconds(m_clock.elapsed())};
    reply->abort();
    reply->deleteLater();
    Q_EMIT finished(result);
}

} // namespace chancery
