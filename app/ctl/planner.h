// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/filecheck.h"

#include "core/ledger/ledger.h"
#include "core/runs/importplan.h"
#include "core/runs/mirrorsync.h"

#include <chrono>

namespace chancery::ctl {

/// How long ago the service's passports may have been read, unless a person says otherwise.
inline constexpr std::chrono::minutes recentMirror{10};

/// Plans a checked file against the connection's mirror. What stands in the way ends the program.
class Planner : public QObject
{
    Q_OBJECT

public:
    /// `age` is how long ago the service's passports may have been read. A mirror that is older than an import is never
    /// recent.
    Planner(CommonOptions common, Service &service, Ledger &ledger, std::chrono::minutes age);

    enum class WhenOld {
        Sync, ///< reads the service's passports first
        Skip, ///< makes no plan
    };
    /// Hands over the plan, or nothing.
    void plan(const CheckedFile &file, WhenOld whenOld, std::function<void(const SharedPlan &)> then);

private:
    void judgeAge(const QDateTime &lastImport);
    void sync();
    void showSync();
    void work();

    const CommonOptions m_common;
    Service &m_service;
    Ledger &m_ledger;
    const std::chrono::minutes m_age;
    CheckedFile m_file;
    WhenOld m_whenOld = WhenOld::Sync;
    std::function<void(const SharedPlan &)> m_then;
    ProgressLine m_progress;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
};

} // namespace chancery::ctl
