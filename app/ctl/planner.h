// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/filecheck.h"

#include "core/runs/importplanner.h"
#include "core/runs/planapply.h"

#include <memory>

namespace chancery::ctl {

/// Plans a checked file against the connection's mirror. What stands in the way ends the program.
class Planner : public QObject
{
    Q_OBJECT

public:
    Planner(CommonOptions common, Service &service, Ledger &ledger)
        : m_common(std::move(common))
        , m_service(service)
        , m_ledger(ledger)
    {}

    struct Wish
    {
        CheckedFile file;
        Freshness freshness = Freshness::Recent;
        std::chrono::milliseconds age = recentMirror;
    };
    /// Hands over the plan; nothing when the mirror is not recent and has to be.
    void plan(const Wish &wish, std::function<void(const SharedPlan &)> then);

    /// What a plan was held against, once there was one.
    Mirror &mirror() { return *m_mirror; }
    MirrorSync &sync() { return *m_sync; }

private:
    void openLedger(const PlanWish &wish);
    void start(const PlanWish &wish);
    void showProgress();
    void end(const SharedPlan &plan);

    const CommonOptions m_common;
    Service &m_service;
    Ledger &m_ledger;
    std::function<void(const SharedPlan &)> m_then;
    ProgressLine m_progress;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<ImportPlanner> m_planner;
};

/// The console's own mirror of a connection; one of its own for each service and application of the environment, which
/// has no lasting id.
MirrorPlace mirrorPlace(const Profile &profile, const CommonOptions &common, keyban::Dialect dialect);

/// The plan that was given on the command line; ends the program when it is none.
AgreedPlan agreedPlan(const QString &given);

/// "reading the service's passports, 400 of 9,000", as progress.
void showSync(ProgressLine &line, const SyncProgress &progress);

} // namespace chancery::ctl
