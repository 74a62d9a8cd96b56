// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/aliases.h"
#include "core/catalogue/columnfacts.h"
#include "core/catalogue/mapping.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Basis = ColumnMapping::Basis;
using Kind = Target::Kind;
using keyban::Granularity;

/// What is less sure than this is not even offered.
constexpr double worthOffering = 0.4;
/// Two columns that claim a field as surely as each other leave it open.
constexpr double tie = 0.005;
constexpr double tiedCertainty = 0.7;

/// One column's claim on one field, weighed against its cells.
struct Candidate
{
    int column = 0;
    Target target;
    double certainty = 0;
    Basis basis = Basis::Rest;
};

/// `data.brand.name` says itself where it belongs; so the columns of a JSON array of passports are called.
std::optional<Target> statedPlace(const QString &header)
{
    const auto target = parseTarget(header.trimmed());
    return target && target->kind == Kind::Data ? target : std::nullopt;
}

Target restOf(const QString &header)
{
    static const QRegularExpression dottedNames(uR"(^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$)"_s);
    const QString name = header.trimmed();
    if (const auto place = statedPlace(name))
        return *place;
    if (name.isEmpty())
        return Target{Kind::Ignore, {}};
    return Target{Kind::Data, dottedNames.match(name).hasMatch() ? name : pathOfName(name)};
}

bool isBelow(Kind kind, std::optional<Granularity> granularity)
{
    return (kind == Kind::BatchNumber && granularity == Granularity::Model) ||
           (kind == Kind::ItemNumber && granularity && granularity != Granularity::Item);
}

Granularity deepestOf(const Mapping &mapping)
{
    Granularity deepest = Granularity::Model;
    for (const ColumnMapping &column : mapping.columns) {
        if (column.target.kind == Kind::ItemNumber)
            return Granularity::Item;
        if (column.target.kind == Kind::BatchNumber)
            deepest = Granularity::Batch;
    }
    return deepest;
}

/// Candidates of all columns, surest first; of equals the one further left.
QList<Candidate> candidates(const Sample &sample, std::optional<Granularity> granularity)
{
    QList<Candidate> all;
    for (int column = 0; column < int(sample.headers.size()); ++column) {
        if (const auto place = statedPlace(sample.headers[column])) {
            all.append({column, *place, 1, Basis::Exact});
            continue;
        }
        const ColumnFacts facts(sample, column);
        QList<Claim> claims = claimsOf(sample.headers[column]);
        for (const Claim &claim : std::as_const(claims)) {
            const Basis basis = claim.isExact ? Basis::Exact : Basis::Alias;
            if (!isBelow(claim.target.kind, granularity))
                all.append({column, claim.target, facts.weighed(claim), basis});
        }
        for (const Claim &claim : facts.hints(claims))
            all.append({column, claim.target, claim.certainty, Basis::Values});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Candidate &a, const Candidate &b) { return a.certainty > b.certainty; });
    return all;
}

/// Gives each field to the column that claims it most surely, and each column at most one field.
class Assignment
{
public:
    explicit Assignment(const QStringList &headers)
        : m_headers(headers)
        , m_of(headers.size())
    {}

    void take(const Candidate &candidate)
    {
        if (candidate.certainty < worthOffering || m_of[candidate.column])
            return;
        for (std::optional<Candidate> &other : m_of) {
            if (!other || other->target != candidate.target)
                continue;
            // Columns with one name are one choice for whoever named them; that they collide is shown as a problem.
            if (m_headers[other->column] == m_headers[candidate.column])
                break;
            if (candidate.basis != Basis::Exact && other->certainty - candidate.certainty < tie)
                other->certainty = std::min(other->certainty, tiedCertainty);
            return;
        }
        m_of[candidate.column] = candidate;
    }
    const std::optional<Candidate> &of(int column) const { return m_of[column]; }
    bool has(Kind kind) const
    {
        return std::any_of(m_of.cbegin(), m_of.cend(), [kind](const std::optional<Candidate> &candidate) {
            return candidate && candidate->target.kind == kind;
        });
    }

    /// Where nothing is a name, short descriptions are the names: so most merchandise systems call them.
    void offerNameInsteadOfDescription(const Sample &sample)
    {
        if (has(Kind::Name))
            return;
        for (std::optional<Candidate> &candidate : m_of) {
            const bool isShort = candidate && candidate->target.kind == Kind::Description &&
                                 m_headers[candidate->column].trimmed() != "description"_L1 &&
                                 ColumnFacts(sample, candidate->column).areShortTexts();
            if (isShort)
                candidate = Candidate{candidate->column, Target{Kind::Name, {}}, tiedCertainty, Basis::Values};
        }
    }

private:
    const QStringList &m_headers;
    QList<std::optional<Candidate>> m_of;
};

/// A member of a passport goes where it comes from. What the service says of a passport, such as its status and its
/// dates, is left out.
Mapping memberMapping(const Sample &sample)
{
    Mapping mapping;
    for (int i = 0; i < int(sample.headers.size()); ++i) {
        const Target target = parseTarget(sample.headers[i]).value_or(Target());
        mapping.columns.emplaceBack();
        ColumnMapping &column = mapping.columns.last();
        column.header = sample.headers[i];
        column.target = target;
        column.basis = Basis::Exact;
        column.certainty = 1;
        if (target.kind == Kind::Data && i < sample.types.size())
            column.format.type = sample.types[i];
    }
    return mapping;
}

} // namespace

Mapping autoMap(const Sample &sample, std::optional<Granularity> granularity)
{
    if (sample.areMembers) {
        Mapping mapping = memberMapping(sample);
        mapping.granularity = granularity.value_or(deepestOf(mapping));
        return mapping;
    }
    Assignment assignment(sample.headers);
    for (const Candidate &candidate : candidates(sample, granularity))
        assignment.take(candidate);
    assignment.offerNameInsteadOfDescription(sample);
    Mapping mapping;
    for (int i = 0; i < int(sample.headers.size()); ++i) {
        ColumnMapping column{sample.headers[i], restOf(sample.headers[i])};
        if (const auto &candidate = assignment.of(i)) {
            column.certainty = candidate->certainty;
            if (candidate->certainty >= certainEnough) {
                column.target = candidate->target;
                column.basis = candidate->basis;
            } else {
                column.suggestion = candidate->target;
            }
        }
        if (column.target.kind == Kind::Data && i < sample.types.size())
            column.format.type = sample.types[i];
        if (column.header == reasonColumn && i > 0 && i == int(sample.headers.size()) - 1)
            column = {column.header, {}, Basis::Exact, {}, 1};
        mapping.columns.append(column);
    }
    mapping.granularity = granularity.value_or(deepestOf(mapping));
    return mapping;
}

Mapping autoMap(const QStringList &headers, std::optional<Granularity> granularity)
{
    return autoMap(Sample{headers, {}, {}}, granularity);
}

std::optional<QStringList> usualCertifiedPaths(const Mapping &mapping)
{
    const QString gtin = u"gtin"_s;
    const QList<Placement> placed = placements(mapping);
    const bool isThere = std::any_of(placed.cbegin(), placed.cend(), [&gtin](const Placement &placement) {
        return placement.target.kind == Kind::Data && placement.target.path == gtin;
    });
    return isThere ? std::optional(QStringList{gtin}) : std::nullopt;
}

} // namespace chancery::catalogue
