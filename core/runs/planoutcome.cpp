// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/planoutcome.h"

#include "core/runs/planning.h"

#include <QHash>

#include <numeric>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

constexpr qsizetype keptDifferences = 1000;

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

class Comparing
{
public:
    explicit Comparing(const OutcomeRequest &request)
        : m_request(request)
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
        if (m_request.firstNotSent && row.line >= *m_request.firstNotSent)
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
    QHash<qint64, End> m_ends;
    PlanOutcome m_outcome;
};

} // namespace

QString wireName(RowFinding finding)
{
    static const QStringList words{u"created"_s,      u"updated"_s, u"recertified"_s, u"unchanged"_s, u"missing"_s,
                                   u"otherContent"_s, u"failed"_s,  u"unknown"_s,     u"notSent"_s};
    return words[int(finding)];
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
