// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace chancery {

class OneShotBody;

/// What becomes of an answer that leads elsewhere.
enum class Redirects {
    SameHost, ///< followed there, for GET and HEAD
    Never,
};

/// What goes on the wire once, with its bounds.
struct ExchangeOrder
{
    QNetworkRequest request;
    QByteArray method;
    QByteArray body;
    std::chrono::milliseconds silence;
    std::chrono::milliseconds timeout;
    qint64 maxAnswerBytes;
    Redirects redirects = Redirects::SameHost;
};

/// How it ended: with a status (then the answer may still be cut short, see `failure`) or without.
struct ExchangeEnd
{
    std::optional<Error> failure{};
    int status = 0;
    QString reasonPhrase{};
    QList<QNetworkReply::RawHeaderPair> headers{};
    QByteArray body{};
    QUrl url{};
    std::chrono::milliseconds took{0};

    /// The value of a header by its case-insensitive name; empty when absent.
    QByteArray header(QByteArrayView name) const;
};

/// One attempt: sends, watches both clocks and the size, follows same-host redirects of GET and HEAD. Destroying it
/// aborts the reply. Qt sends nothing a second time behind its back (see OneShotBody), reads excepted.
class Exchange : public QObject
{
    Q_OBJECT

public:
    Exchange(QNetworkAccessManager &network, ExchangeOrder order, QObject *parent);
    ~Exchange() override;

    void start();

Q_SIGNALS:
    /// Once, never from start(). The exchange may be destroyed by who listens.
    void finished(const chancery::ExchangeEnd &end);

private:
    void send();
    void takeData();
    void replyFinished();
    bool followRedirect(int status);
    void fail(ErrorKind kind, Cause cause);
    bool hasLeft() const;
    Reach reach() const;
    Error networkError(QNetworkReply::NetworkError code) const;
    void end(std::optional<Error> failure);

    QNetworkAccessManager &m_network;
    ExchangeOrder m_order;
    OneShotBody *m_body = nullptr; ///< child of the reply
    QNetworkReply *m_reply = nullptr;
    QByteArray m_received;
    QList<QSslError> m_tlsErrors;
    QTimer m_silence;
    QTimer m_overall;
    QElapsedTimer m_clock;
    int m_redirects = 0;
    bool m_requestSent = false;
};

} // namespace chancery
