// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/clock.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/listener.h"
#include "app/sandbox/requestlog.h"
#include "app/sandbox/service.h"

#include <QAbstractHttpServer>

#include <memory>
#include <vector>

namespace chancery::sandbox {

/// Hands each request to the service under whose prefix it is, past the log and the fault rules. It derives from
/// QAbstractHttpServer and not from QHttpServer, because the faults need the socket itself.
class Server : public QAbstractHttpServer
{
    Q_OBJECT

public:
    Server(const Clock &clock, RequestLog &log, Faults &faults)
        : m_clock(clock)
        , m_log(log)
        , m_faults(faults)
    {}

    void mount(Service &service) { m_services.push_back(&service); }
    /// The control surface: neither logged nor subject to faults.
    void mountControl(Service &control) { m_control = &control; }
    /// Listens on the loopback address. Returns the port, or 0 with `errorText` telling why not.
    quint16 start(quint16 port);
    QString errorText() const { return m_errorText; }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    struct Exchange;

    void begin(const std::shared_ptr<Exchange> &exchange);
    void finish(Exchange &exchange, const std::optional<Fault> &fault);
    Answer answerTo(Exchange &exchange);

    const Clock &m_clock;
    RequestLog &m_log;
    Faults &m_faults;
    std::vector<Service *> m_services;
    Service *m_control = nullptr;
    QString m_errorText;
};

} // namespace chancery::sandbox
