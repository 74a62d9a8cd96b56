// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/http/request.h"
#include "core/profiles/gatepolicy.h"
#include "core/runs/reportfollower.h"

#include <memory>

namespace chancery {

class ImportPlan;

/// What is to be sent where: a checked file, and the names the ledger keeps.
struct ImportOrder
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report;
    QString profileId;
    QString profileName;
    QString host;
    QString user{}; ///< of this computer, for the ledger
    std::optional<Confirmation> confirmation{};
    catalogue::RecordSet unchanged{}; ///< records (from 0) that the plan found unchanged: counted, not sent
    QString templateName{};           ///< of the mapping, for the history
    QString planHash{};               ///< of the plan that is applied, for the history
    /// The plan that is applied: what was there before each row is then kept in the ledger, so that the run can be
    /// taken back, and what came of it can be held against it. Empty: neither. Of a run that is carried on, only its
    /// classes are known.
    std::shared_ptr<const ImportPlan> plan{};
    GatePolicy gate{};    ///< what needs another person's yes
    QString approvalId{}; ///< of exactly this, in the ledger; empty: nobody was asked
    QString resumes{};    ///< the run of the ledger that is carried on; empty: a new one
};

/// What a run does about an error that a person could mend (a server that is gone, a key that was revoked).
enum class OnTrouble {
    Wait,   ///< stands still until carryOn() or stop()
    GiveUp, ///< ends, with the chunks in flight unknown or not sent
};

/// How large chunks are and how many of their jobs are open at once.
struct ChunkPace
{
    catalogue::ChunkLimit first{500, 8 * 1024 * 1024};
    qint64 fewestRows = 50;
    qint64 mostRows = 20'000;
    std::chrono::milliseconds aim{4'000}; ///< that the service should take for one chunk
    int openJobs = 3;
};

struct ImportPace
{
    ChunkPace chunk{};
    ReportPace report{};
    OnTrouble trouble = OnTrouble::Wait;
};

} // namespace chancery
