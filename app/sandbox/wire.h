// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"

class QTcpSocket;

namespace chancery::sandbox {

enum class Delivery {
    KeepOpen,
    Close,    ///< after the answer
    CutShort, ///< half of the body, then close
};

/// Writes the whole answer, or starts to stream it, the socket keeping what is left of the stream.
void send(QTcpSocket &socket, Answer answer, Delivery delivery);

/// Ends the connection with a TCP reset, so that the client sees an error and no orderly end.
void reset(QTcpSocket &socket);

} // namespace chancery::sandbox
