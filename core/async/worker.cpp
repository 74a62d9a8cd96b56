// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/worker.h"

namespace chancery {

Worker::Worker(const QString &name)
{
    m_thread.setObjectName(name);
    m_home.moveToThread(&m_thread);
    m_thread.start();
}

Worker::~Worker()
{
    run([this] {
        if (m_last)
            m_last();
        m_thread.quit();
    });
    m_thread.wait();
}

void Worker::run(std::function<void()> work)
{
    QMetaObject::invokeMethod(&m_home, std::move(work), Qt::QueuedConnection);
}

} // namespace chancery
