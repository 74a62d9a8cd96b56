// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/listener.h"

#include <QTcpSocket>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace chancery::sandbox {

namespace {

void acknowledgeAtOnce([[maybe_unused]] const QTcpSocket &socket)
{
#ifdef Q_OS_LINUX
    const int on = 1;
    setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
}

} // namespace

void Listener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    acknowledgeAtOnce(*socket);
    // Linux falls back to delaying by itself, so it is asked again after every read.
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { acknowledgeAtOnce(*socket); });
    addPendingConnection(socket);
}

} // namespace chancery::sandbox
