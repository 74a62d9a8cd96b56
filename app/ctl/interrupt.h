// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace chancery::ctl {

/// Turns SIGINT and SIGTERM into a signal of the event loop. One at a time in a process.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void raised();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace chancery::ctl
