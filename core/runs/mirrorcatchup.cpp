// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/mirrorcatchup.h"

namespace chancery {

namespace {

/// The pass under way may have begun too early; the one after it has not, whatever the clock says.
constexpr int mostPasses = 2;

} // namespace

MirrorCatchUp::MirrorCatchUp(Mirror &mirror, MirrorSync &sync, QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_sync(sync)
{
    connect(&m_sync, &MirrorSync::completed, this, &MirrorCatchUp::look);
    connect(&m_sync, &MirrorSync::changed, this, [this] {
        if (m_isWaiting)
            Q_EMIT progressed();
    });
}

void MirrorCatchUp::wait(const QDateTime &since)
{
    m_since = since;
    m_passes = 0;
    if (isThere()) {
        m_isWaiting = false;
        Q_EMIT reached();
        return;
    }
    m_isWaiting = true;
    read();
}

void MirrorCatchUp::giveUp()
{
    m_isWaiting = false;
}

bool MirrorCatchUp::isThere() const
{
    const QDateTime from = m_mirror.state().completeFrom;
    return from.isValid() && from >= m_since;
}

void MirrorCatchUp::read()
{
    const bool isPaused = m_sync.progress().state == SyncProgress::Paused;
    m_sync.refresh();
    if (isPaused)
        m_sync.resume();
}

void MirrorCatchUp::look()
{
    if (!m_isWaiting)
        return;
    if (++m_passes < mostPasses && !isThere())
        return read();
    m_isWaiting = false;
    Q_EMIT reached();
}

} // namespace chancery
