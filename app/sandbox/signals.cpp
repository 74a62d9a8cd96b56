// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/signals.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace chancery::sandbox {

#ifdef Q_OS_UNIX

namespace {

int signalEnds[2] = {-1, -1};

/// A handler may do next to nothing, so it wakes the event loop.
void wake(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(signalEnds[0], &byte, 1);
}

} // namespace

void quitOnSignals(QCoreApplication &application)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, signalEnds) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalEnds[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    struct sigaction action = {};
    action.sa_handler = wake;
    // A full disk quota is an error of the write, to be told in a sentence, and no reason to vanish.
    signal(SIGXFSZ, SIG_IGN);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

#else

void quitOnSignals(QCoreApplication &) {}

#endif

} // namespace chancery::sandbox
