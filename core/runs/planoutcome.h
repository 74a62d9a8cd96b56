// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/importrun.h"
#include "core/runs/chunktally.h"
#include "core/runs/importplan.h"

namespace chancery {

/// What the service's report and its passports show of a row that was planned to be sent.
enum class RowFinding {
    Created,
    Updated,
    Recertified,  ///< updated, and certified anew
    Unchanged,    ///< its passport is as it was before
    Missing,      ///< completed, yet no passport has its key
    OtherContent, ///< completed, yet the passport does not hold what was sent
    Failed,
    Unknown,
    NotSent,
};
inline constexpr int rowFindingCount = int(RowFinding::NotSent) + 1;
/// The stable name in JSON.
QString wireName(RowFinding finding);

struct PlanDifference
{
    qint64 line = 0;
    keyban::PassportKey key;
    catalogue::PlanClass planned = catalogue::PlanClass::Create;
    RowFinding found = RowFinding::Created;
    QString reason; ///< the server's own words, of a row that failed
};

/// A plan beside what became of it.
class PlanOutcome
{
public:
    qint64 count(catalogue::PlanClass planned, RowFinding found) const
    {
        return m_counts[std::size_t(planned)][std::size_t(found)];
    }
    /// Of all rows that were sent.
    qint64 count(RowFinding found) const;
    qint64 created() const { return count(RowFinding::Created); }
    qint64 updated() const { return count(RowFinding::Updated) + count(RowFinding::Recertified); }
    qint64 unchanged() const { return count(RowFinding::Unchanged); } ///< though they were sent
    /// Rows that ended otherwise than planned; the first thousand are listed.
    qint64 differing() const { return m_differing; }
    const QList<PlanDifference> &differences() const { return m_differences; }

    void add(const PlanDifference &row);

    /// As the ledger keeps it.
    OutcomeRecord toRecord(const QDateTime &compared) const;
    /// Words that this version does not know count as an unknown end.
    static PlanOutcome fromRecord(const OutcomeRecord &record);

private:
    std::array<std::array<qint64, rowFindingCount>, catalogue::planClassCount> m_counts{};
    qint64 m_differing = 0;
    QList<PlanDifference> m_differences;
};

struct OutcomeRequest
{
    SharedPlan plan;
    QList<RowFailure> failed;  ///< as the report told
    QList<RowFailure> unknown; ///< rows whose end is not known
    QList<ChunkRecord> chunks; ///< of the run; a row in none of them was not sent
    QString mirrorPath;        ///< of a mirror that has completed a pass since the run
    MirrorState mirror;
};

/// Holds the plan's rows against the report and against their passports, read again. For a background thread. Errors:
/// as makePlan().
Result<PlanOutcome> outcomeOf(const OutcomeRequest &request, const std::stop_token &stop = {});

} // namespace chancery
