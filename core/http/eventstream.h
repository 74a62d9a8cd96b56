// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/eventparser.h"
#include "core/http/httpclient.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <deque>

class QNetworkReply;

namespace chancery {

struct EventStreamSettings
{
    QUrl base;
    HttpRequest request;
    std::chrono::milliseconds silence{15'000}; ///< without a byte, comments included
    RetryPolicy retry{}; ///< back-off between connections; `retries` in a row without an event end it
};

/// Follows an event stream to speed up polling; it is never the truth by itself. Reconnects with Last-Event-ID.
/// Destroying it closes the connection.
class EventStream : public QObject
{
    Q_OBJECT

public:
    EventStream(HttpParts parts, EventStreamSettings settings, QObject *parent = nullptr);
    ~EventStream() override;

    void open();
    void close();

Q_SIGNALS:
    void event(const chancery::ServerEvent &event);
    /// Nothing came for the agreed time, or the connection was lost: poll until active() comes. The stream goes on
    /// trying.
    void silent();
    /// Bytes come (again).
    void active();
    /// The stream ended for good: the server said so (204: no error), refused it, or could not be reached.
    void ended(const std::optional<chancery::Error> &error);

private:
    void connectNow();
    void connectReady();
    bool routeEnds(const RoutedAnswer &answer);
    void receive();
    void deliver();
    void replyFinished();
    void loseConnection(const Error &error);
    void becomeSilent();
    void finish(std::optional<Error> error);
    Error failure(ErrorKind kind, Cause cause) const;
    void dropReply();
    void record(std::optional<Cause> cause);

    HttpParts m_parts;
    EventStreamSettings m_settings;
    Redactor m_redactor;
    EventParser m_parser;
    std::deque<ServerEvent> m_events;
    QNetworkReply *m_reply = nullptr;
    QList<QSslError> m_tlsErrors;
    QTimer m_watchdog;
    QTimer m_reconnect;
    QElapsedTimer m_clock;
    QString m_requestId;
    QUrl m_upstream;                       ///< where the service says it is
    std::unique_ptr<QObject> m_readying{}; ///< while the route gets what it needs
    int m_ticket = 0;
    int m_detours = 0;
    int m_failures = 0;
    bool m_isSilent = false;
    bool m_accepted = false;
};

} // namespace chancery
