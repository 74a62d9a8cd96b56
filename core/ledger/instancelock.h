// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace chancery {

/// Shows other processes that this user of a ledger is alive: a lock file beside the ledger, named by a fresh UUID,
/// which the operating system lets go of when the process dies.
class InstanceLock
{
public:
    explicit InstanceLock(QString ledgerPath);

    /// Error: Storage with NotWritable or DiskFull.
    Result<Nothing> take();
    /// What runs are signed with.
    QString owner() const { return m_owner; }

    static bool isAlive(const QString &ledgerPath, const QString &owner);
    /// Removes what dead processes left behind.
    static void sweep(const QString &ledgerPath);

private:
    const QString m_ledgerPath;
    const QString m_owner;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace chancery
