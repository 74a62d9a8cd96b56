// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importorder.h"
#include "core/runs/importplan.h"

namespace chancery {

/// A plan that a person agreed to, known by its hash, by what it rests on, or whole.
class AgreedPlan
{
public:
    explicit AgreedPlan(SharedPlan plan);
    /// A hash or its first eight digits or more, else the path of a file with what `chanceryctl plan --json` printed.
    /// Errors: Input / FileVanished for neither; Protocol of a file that holds something else.
    static Result<AgreedPlan> read(const QString &hashOrFile);

    bool holds(const ImportPlan &now) const { return now.hash.startsWith(m_hash); }
    /// As much of it as can be told.
    PlanMoves movesTo(const ImportPlan &now) const;

private:
    AgreedPlan() = default;

    QByteArray m_hash; ///< or its beginning
    std::optional<PlanBasis> m_basis;
    SharedPlan m_plan;
};

/// What becomes of a plan when it is applied.
struct PlanApplication
{
    SharedPlan plan;   ///< as it is now
    bool holds = true; ///< it is the one that was agreed to
    PlanMoves moves{}; ///< else what has moved since
    /// What goes out, exactly as the plan says; only when it holds.
    std::optional<ImportOrder> order{};
    QList<PlannedRow> refused{}; ///< rows left out because the service can't take them; without their bodies
};

/// Holds the plan as it is now, worked out a moment ago, against the one that was agreed to. Nothing may be sent but
/// what this hands out. For a background thread. Errors: as makePlan().
Result<PlanApplication> applyPlan(const AgreedPlan &agreed, const SharedPlan &now, const std::stop_token &stop = {});

} // namespace chancery
