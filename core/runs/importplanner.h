// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "core/runs/importplan.h"
#include "core/runs/mirrorcatchup.h"

#include <chrono>

namespace chancery {

/// How long ago the service's passports may have been read for a plan, unless a person says otherwise.
inline constexpr std::chrono::minutes recentMirror{10};

/// How fresh the mirror has to be for a plan. One that is older than the last import to the same place is never recent.
enum class Freshness {
    Recent,     ///< read anew when it is older than PlanWish::age
    OnlyRecent, ///< no plan when it is older
    Anew,       ///< read anew
    AsItIs,
};

struct PlanWish
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report; ///< of this spec
    PlanTarget target;
    QString host; ///< of the connection, as the ledger names it
    Freshness freshness = Freshness::Recent;
    std::chrono::milliseconds age = recentMirror;
};

/// Plans imports against a mirror that is as fresh as it has to be: reads the service's passports first where needed,
/// then works the plan out in the background. One plan at a time; another wish gives the one before up.
class ImportPlanner : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Mirror &mirror;
        MirrorSync &sync; ///< of the mirror
        Ledger &ledger;   ///< that knows when the last import was; one that can't be read knows of none
    };
    enum class Stage {
        Idle,
        Looking, ///< how old the mirror is
        Reading, ///< the service's passports; see syncProgress()
        Working,
    };

    explicit ImportPlanner(const Parts &parts, QObject *parent = nullptr);
    ~ImportPlanner() override;

    /// Ends in planned(), skipped() or failed(). The mirror may still be opening.
    void plan(const PlanWish &wish);
    void cancel();

    Stage stage() const { return m_stage; }
    const SyncProgress &syncProgress() const { return m_catchUp.progress(); }
    const catalogue::CheckProgress &workProgress() const { return m_work; }

Q_SIGNALS:
    /// The stage or its progress is another.
    void progressed();
    void planned(const chancery::SharedPlan &plan);
    /// The mirror is not recent, and Freshness::OnlyRecent was wished.
    void skipped();
    void failed(const chancery::Error &error);

private:
    void look();
    void judge(const QDateTime &last);
    void work();
    void fail(const Error &error);
    void enter(Stage stage);

    Parts m_parts;
    PlanWish m_wish;
    QDateTime m_wished;
    MirrorCatchUp m_catchUp;
    Stage m_stage = Stage::Idle;
    catalogue::CheckProgress m_work;
    std::unique_ptr<QObject> m_step; ///< context of what is under way; replacing it gives that up
};

} // namespace chancery
