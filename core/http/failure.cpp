// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/failure.h"

#include "core/http/address.h"

#include <QSslCertificate>

namespace chancery {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Meaning
{
    ErrorKind kind;
    Cause cause;
    Reach reach;
};

Meaning meaningOf(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Network, Cause::ConnectionRefused, Reach::NotSent};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Network, Cause::HostNotFound, Reach::NotSent};
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return {ErrorKind::Network, Cause::NetworkUnreachable, Reach::Unknown};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {ErrorKind::Network, Cause::ProxyFailed, Reach::NotSent};
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return {ErrorKind::Network, Cause::ProxyFailed, Reach::Unknown};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {ErrorKind::Timeout, Cause::TimedOut, Reach::Unknown};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Tls, Cause::TlsFailed, Reach::NotSent};
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return {ErrorKind::Network, Cause::ConnectionClosed, Reach::Unknown};
    default: // the bytes that came are no HTTP, or end in the middle of it
        return {ErrorKind::Protocol, Cause::UnexpectedShape, Reach::Unknown};
    }
}

} // namespace

Error networkErrorOf(QNetworkReply::NetworkError code, const QUrl &url)
{
    const Meaning meaning = meaningOf(code);
    Error error;
    error.kind = meaning.kind;
    error.cause = meaning.cause;
    error.reach = meaning.reach;
    error.subject = originOf(url);
    return error;
}

Error certificateErrorOf(const QList<QSslError> &problems, const QUrl &url)
{
    Error error;
    error.kind = ErrorKind::Tls;
    error.cause = Cause::CertificateInvalid;
    error.reach = Reach::NotSent;
    error.subject = url.host();
    QStringList details;
    for (const QSslError &problem : problems)
        if (!details.contains(problem.errorString()))
            details << problem.errorString();
    const QSslCertificate certificate = problems.isEmpty() ? QSslCertificate() : problems.first().certificate();
    if (!certificate.isNull())
        details << certificate.subjectDisplayName() + u" ← "_s + certificate.issuerDisplayName() + u", "_s +
                       certificate.effectiveDate().toUTC().toString(Qt::ISODate) + u" – "_s +
                       certificate.expiryDate().toUTC().toString(Qt::ISODate);
    error.detail = details.join(u"; "_s);
    return error;
}

} // namespace chancery
