// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/loopbackserver.h"

#include <QPointer>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace chancery::test {

QByteArray LoopbackRequest::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

LoopbackAnswer LoopbackAnswer::json(const QByteArray &body, const QByteArray &statusLine, const QByteArray &moreHeaders)
{
    return {.bytes = "HTTP/1.1 " + statusLine + "\r\nContent-Type: application/json\r\n" + moreHeaders +
                     "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

LoopbackServer::LoopbackServer(std::optional<ServerIdentity> identity)
    : m_identity(std::move(identity))
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("LoopbackServer cannot listen: %s", qPrintable(errorString()));
}

LoopbackServer::~LoopbackServer()
{
    closeAll();
}

QUrl LoopbackServer::url() const
{
    QUrl url;
    url.setScheme(m_identity ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(serverPort());
    return url;
}

void LoopbackServer::push(const QByteArray &bytes)
{
    for (auto it = m_buffers.keyBegin(); it != m_buffers.keyEnd(); ++it) {
        (*it)->write(bytes);
        (*it)->flush();
    }
}

void LoopbackServer::closeAll()
{
    const QList<QTcpSocket *> sockets = m_buffers.keys();
    m_buffers.clear();
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void LoopbackServer::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    auto *socket = m_identity ? new QSslSocket(this) : new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    if (m_closesOnConnect) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    m_buffers.insert(socket, {});
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { receive(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        socket->deleteLater();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) {
        tls->setLocalCertificate(m_identity->certificate);
        tls->setPrivateKey(m_identity->key);
        tls->startServerEncryption();
    }
}

void LoopbackServer::receive(QTcpSocket *socket)
{
    m_buffers[socket] += socket->readAll();
    while (m_buffers.contains(socket)) {
        const std::optional<LoopbackRequest> request = takeRequest(m_buffers[socket]);
        if (!request)
            return;
        m_requests << *request;
        LoopbackAnswer answer;
        if (!m_answers.empty()) {
            answer = m_answers.front();
            m_answers.pop_front();
        } else if (m_script) {
            answer = m_script(*request);
        }
        QTimer::singleShot(answer.after, socket, [this, socket, answer] { play(socket, answer); });
    }
}

std::optional<LoopbackRequest> LoopbackServer::takeRequest(QByteArray &buffer) const
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    LoopbackRequest request{.head = buffer.first(headEnd)};
    const QList<QByteArray> words = request.head.left(request.head.indexOf('\r')).split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    const qsizetype length = m_reading == Reading::HeadOnly ? 0 : request.header("Content-Length").toLongLong();
    if (buffer.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    return request;
}

void LoopbackServer::play(QTcpSocket *socket, const LoopbackAnswer &answer)
{
    const qsizetype size = answer.pieceSize > 0 ? answer.pieceSize : answer.bytes.size();
    socket->write(answer.bytes.left(size));
    socket->flush();
    if (size < answer.bytes.size()) {
        LoopbackAnswer rest = answer;
        rest.bytes.remove(0, size);
        QTimer::singleShot(answer.pace, socket, [this, socket, rest] { play(socket, rest); });
        return;
    }
    if (answer.then == Then::Close) {
        socket->disconnectFromHost();
    } else if (answer.then == Then::Reset) {
        const linger atOnce{.l_onoff = 1, .l_linger = 0};
        setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        socket->abort();
    }
}

} // namespace chancery::test
