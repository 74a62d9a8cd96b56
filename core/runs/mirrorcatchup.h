// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mirrorsync.h"

namespace chancery {

/// Sees to it that the mirror holds what the service held at a moment or later: waits for the pass under way, begins
/// one where none is, and goes on with one that a person has paused.
class MirrorCatchUp : public QObject
{
    Q_OBJECT

public:
    MirrorCatchUp(Mirror &mirror, MirrorSync &sync, QObject *parent = nullptr);

    /// Ends in reached(), at once when the mirror is that fresh. Errors are the sync's to tell (SyncProgress::trouble):
    /// it goes on by itself, or once a person has mended it.
    void wait(const QDateTime &since);
    void giveUp();
    bool isWaiting() const { return m_isWaiting; }
    const SyncProgress &progress() const { return m_sync.progress(); }

Q_SIGNALS:
    void reached();
    /// The sync has moved meanwhile.
    void progressed();

private:
    bool isThere() const;
    void look();
    void read();

    Mirror &m_mirror;
    MirrorSync &m_sync;
    QDateTime m_since;
    bool m_isWaiting = false;
    int m_passes = 0; ///< completed while it waited
};

} // namespace chancery
