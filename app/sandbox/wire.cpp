// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/wire.h"

#include <QTcpSocket>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace chancery::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr qint64 enoughAhead = 1 << 20;
constexpr auto askAgain = 100ms;

/// Feeds a stream into its socket in HTTP chunks, no faster than the client reads.
class Pump : public QObject
{
public:
    Pump(QTcpSocket &socket, std::unique_ptr<BodySource> source, Delivery delivery)
        : QObject(&socket)
        , m_socket(socket)
        , m_source(std::move(source))
        , m_delivery(delivery)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Pump::feed);
        connect(&socket, &QTcpSocket::bytesWritten, this, &Pump::feed);
        m_timer.start(0ms);
    }

private:
    void feed()
    {
        while (m_source && m_socket.bytesToWrite() < enoughAhead) {
            const auto piece = m_source->next();
            if (!piece)
                return finish();
            if (piece->isEmpty()) {
                m_timer.start(askAgain);
                return;
            }
            m_socket.write(QByteArray::number(piece->size(), 16) + "\r\n" + *piece + "\r\n");
        }
    }

    void finish()
    {
        m_source.reset();
        m_socket.write("0\r\n\r\n");
        if (m_delivery == Delivery::Close)
            m_socket.disconnectFromHost();
        deleteLater();
    }

    QTcpSocket &m_socket;
    std::unique_ptr<BodySource> m_source;
    Delivery m_delivery;
    QTimer m_timer;
};

QByteArray headOf(const Answer &answer, Delivery delivery)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) +
                      "\r\nContent-Type: " + answer.type + "\r\n";
    head += answer.stream ? QByteArray("Transfer-Encoding: chunked\r\nCache-Control: no-store\r\n")
                          : "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    if (delivery == Delivery::Close)
        head += "Connection: close\r\n";
    for (const auto &[key, value] : answer.headers)
        head += key + ": " + value + "\r\n";
    return head + "\r\n";
}

} // namespace

void send(QTcpSocket &socket, Answer answer, Delivery delivery)
{
    const QByteArray head = headOf(answer, delivery);
    if (answer.stream && delivery != Delivery::CutShort) {
        socket.write(head);
        new Pump(socket, std::move(answer.stream), delivery);
        return;
    }
    socket.write(head + (delivery == Delivery::CutShort ? answer.body.left(answer.body.size() / 2) : answer.body));
    if (delivery != Delivery::KeepOpen)
        socket.disconnectFromHost();
}

void reset(QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    const linger atOnce{1, 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
    socket.abort();
}

} // namespace chancery::sandbox
