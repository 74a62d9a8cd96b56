// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>

namespace chancery::sandbox {

/// Accepts connections without Nagle's algorithm and without delayed acknowledgements: QtHttpServer 6.4 leaves both on,
/// which costs 40 ms an answer.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

protected:
    void incomingConnection(qintptr descriptor) override;
};

} // namespace chancery::sandbox
