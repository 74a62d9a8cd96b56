// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/planoutcome.h"

#include "core/runs/planning.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

constexpr qsizetype keptDifferences = 1000;

// In the order of the enumeration.
constexpr std::array findingWords{"created"_L1,      "updated"_L1, "recertified"_L1, "unchanged"_L1, "missing"_L1,
                                  "otherContent"_L1, "failed"_L1,  "unknown"_L1,     "notSent"_L1};
static_assert(findingWords.size() == rowFindingCount);

RowFinding findingFrom(const QString &word)
{
    const auto found = std::find(findingWords.begin(), findingWords.end(), word);
    return found == findingWords.end() ? RowFinding::Unknown : RowFinding(found - findingWords.begin());
}

/// A plan of a later version may have classes that this one does not know.
PlanClass plannedFrom(const QString &word)
{
    return catalogue::planClassFromWire(word).value_or(PlanClass::NotKnown);
}

RowFinding expectedOf(PlanClass planned)
{
    switch (planned) {
    case PlanClass::Update:
        return RowFinding::Updated;
    case PlanClass::Recertify:
        return RowFinding::Recertified;
    default:
        return RowFinding::Created;
    }
}

/// A row that no one had before was written once; one that existed has an earlier creation. Both times are the
/// service's, whatever its clock.
bool isNew(const keyban::Passport &passport)
{
    return !passport.createdAt.isValid() || passport.createdAt == passport.updatedAt;
}

/// On its way to be certified, or certified since it was written last. Certifying touches `updatedAt`, too.
bool isCertifiedAnew(const keyban::Passport &passport)
{
    const bool isCertified = passport.certificationStatus.compare(u"certified", Qt::CaseInsensitive) == 0;
    return !isCertified || !passport.certifiedAt.isValid() || passport.certifiedAt.addSecs(1) >= passport.updatedAt;
}

/// The lines of rows that left, or may have.
class SentLines
{
public:
    explicit SentLines(const QList<ChunkRecord> &chunks)
    {
        for (const ChunkRecord &chunk : chunks) {
            if (!chunk.settled || chunk.notSent < chunk.intent.rows)
                m_ranges.push_back({chunk.intent.firstLine, chunk.intent.lastLine});
        }
        std::sort(m_ranges.begin(), m_ranges.end());
    }
    bool contains(qint64 line) const
    {
        const auto after = std::partition_point(m_ranges.begin(), m_ranges.end(),
                                                [line](const Range &range) { return range.first <= line; });
        return after != m_ranges.begin() && line <= std::prev(after)->second;
    }

private:
    using Range = std::pair<qint64, qint64>; ///< both ends included; no two overlap
    std::vector<Range> m_ranges;
};

class Comparing
{
public:
    explicit Comparing(const OutcomeRequest &request)
        : m_request(request)
        , m_sent(request.chunks)
    {
        for (const RowFailure &row : request.failed)
            m_ends.insert(row.line, {RowFinding::Failed, row.reason});
        for (const RowFailure &row : request.unknown)
            m_ends.insert(row.line, {RowFinding::Unknown, {}});
    }

    bool wantsPassport(qint64 record) const
    {
        const PlanClass planned = m_request.plan->classes.at(record);
        return catalogue::isSent(planned) && planned != PlanClass::Update;
    }

    void take(const JudgedRow &row)
    {
        const PlanClass planned = m_request.plan->classes.at(row.record);
        if (!catalogue::isSent(planned))
            return;
        const End end = endOf(row, planned);
        m_outcome.add({row.line, row.key(), planned, end.finding, end.reason});
    }

    PlanOutcome outcome() && { return std::move(m_outcome); }

private:
    struct End
    {
        RowFinding finding = RowFinding::Unknown;
        QString reason{};
    };

    End endOf(const JudgedRow &row, PlanClass planned) const
    {
        if (const auto end = m_ends.constFind(row.line); end != m_ends.cend())
            return *end;
        if (!m_sent.contains(row.line))
            return {RowFinding::NotSent};
        if (row.planClass == PlanClass::Create || row.planClass == PlanClass::NotKnown)
            return {RowFinding::Missing};
        if (row.planClass != PlanClass::Unchanged)
            return {RowFinding::OtherContent};
        return {written(row, planned)};
    }

    RowFinding written(const JudgedRow &row, PlanClass planned) const
    {
        const auto passport =
            row.passport ? keyban::decodePassport(*row.passport) : Result<keyban::Passport>(keyban::Passport());
        if (planned == PlanClass::Create || planned == PlanClass::NotKnown)
            return passport && isNew(*passport) ? RowFinding::Created : RowFinding::Updated;
        if (m_request.plan->facts[std::size_t(row.record)] == row.fact)
            return RowFinding::Unchanged;
        const bool anew = planned == PlanClass::Recertify && passport && isCertifiedAnew(*passport);
        return anew ? RowFinding::Recertified : RowFinding::Updated;
    }

    const OutcomeRequest &m_request;
    const SentLines m_sent;
    QHash<qint64, End> m_ends;
    PlanOutcome m_outcome;
};

} // namespace

QString wireName(RowFinding finding)
{
    return findingWords[std::size_t(finding)];
}

qint64 PlanOutcome::count(RowFinding found) const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), qint64(0),
                           [found](qint64 sum, const auto &ofClass) { return sum + ofClass[std::size_t(found)]; });
}

void PlanOutcome::add(const PlanDifference &row)
{
    ++m_counts[std::size_t(row.planned)][std::size_t(row.found)];
    const bool isAsPlanned = row.planned == PlanClass::NotKnown
                                 ? row.found == RowFinding::Created || row.found == RowFinding::Updated
                                 : row.found == expectedOf(row.planned);
    if (isAsPlanned)
        return;
    ++m_differing;
    if (m_differences.size() < keptDifferences)
        m_differences.append(row);
}

OutcomeRecord PlanOutcome::toRecord(const QDateTime &compared) const
{
    OutcomeRecord record{
        .outcome = {.compared = compared, .created = created(), .updated = updated(), .differing = differing()}};
    for (int planned = 0; planned < catalogue::planClassCount; ++planned) {
        for (int found = 0; found < rowFindingCount; ++found) {
            if (const qint64 rows = count(PlanClass(planned), RowFinding(found)); rows > 0)
                record.counts << OutcomeCount{catalogue::wireName(PlanClass(planned)), wireName(RowFinding(found)),
                                              rows};
        }
    }
    for (const PlanDifference &row : m_differences)
        record.rows << OutcomeRow{row.line, row.key, catalogue::wireName(row.planned), wireName(row.found), row.reason};
    return record;
}

PlanOutcome PlanOutcome::fromRecord(const OutcomeRecord &record)
{
    PlanOutcome outcome;
    for (const OutcomeCount &count : record.counts)
        outcome.m_counts[std::size_t(plannedFrom(count.planned))][std::size_t(findingFrom(count.found))] += count.rows;
    outcome.m_differing = record.outcome.differing;
    for (const OutcomeRow &row : record.rows)
        outcome.m_differences.append({row.line, row.key, plannedFrom(row.planned), findingFrom(row.found), row.reason});
    return outcome;
}

Result<PlanOutcome> outcomeOf(const OutcomeRequest &request, const std::stop_token &stop)
{
    const PlanRequest again{.spec = request.plan->spec,
                            .report = request.plan->report,
                            .target = request.plan->target,
                            .mirrorPath = request.mirrorPath,
                            .mirror = request.mirror};
    Comparing comparing(request);
    const PlanWatch watch{.wantsPassport = [&](qint64 record) { return comparing.wantsPassport(record); },
                          .judged = [&](const JudgedRow &row) { comparing.take(row); }};
    if (const auto planned = Planning(again, stop, watch).run(); !planned)
        return planned.error();
    return std::move(comparing).outcome();
}

} // namespace chancery
