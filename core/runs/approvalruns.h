// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/approvalrun.h"

#include <QHash>

namespace chancery {

/// The approvals on phones that this program is waiting for, on one connection. Whoever asks may go on: how it ends is
/// told here, and in the ledger.
class ApprovalRuns : public QObject
{
    Q_OBJECT

public:
    /// All of the parts outlive it.
    explicit ApprovalRuns(ApprovalRunParts parts, QObject *parent = nullptr);
    /// What is awaited is withdrawn.
    ~ApprovalRuns() override;

    void start(const ApprovalWish &wish);
    /// Goes on listening for all that this author asked phones for in processes that have ended since.
    void resumeThoseOf(const Author &author);
    /// Also of one that another process asked for: what is answered then counts for nothing.
    void withdraw(const QString &id);
    bool isAwaited(const QString &id) const { return m_runs.contains(id); }
    /// Until its time is over; nothing for one that is not awaited here.
    std::optional<std::chrono::milliseconds> left(const QString &id) const;

Q_SIGNALS:
    /// The phone rings.
    void waiting(const QString &id);
    /// A status that this program does not know, as the service wrote it.
    void heard(const QString &id, const QString &status);
    void ended(const QString &id, const chancery::ApprovalRunReport &report);

private:
    ApprovalRun &add(const QString &id);

    ApprovalRunParts m_parts;
    QHash<QString, ApprovalRun *> m_runs; ///< children
};

} // namespace chancery
