// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mapping.h"

#include "core/catalogue/valuewriter.h"

#include <QHash>

#include <algorithm>

namespace chancery::catalogue {

namespace {

using Kind = Target::Kind;
using Problem = MappingProblem::Kind;
using keyban::Granularity;

bool hasValueFor(const QList<Placement> &placed, Kind kind)
{
    return std::any_of(placed.cbegin(), placed.cend(),
                       [kind](const Placement &placement) { return placement.target.kind == kind; });
}

/// Where the cells of a column really go: in the product dialect the description has its place in `data`.
Target placeOf(const Mapping &mapping, const Target &target)
{
    const bool isInData = target.kind == Kind::Description && mapping.dialect == keyban::Dialect::Product;
    return isInData ? Target{Kind::Data, QStringLiteral("description")} : target;
}

void findSameTargets(const Mapping &mapping, QList<MappingProblem> &found)
{
    QHash<QString, qsizetype> first;
    QHash<QString, qsizetype> reported;
    for (const Placement &placement : placements(mapping)) {
        const Target target = placeOf(mapping, placement.target);
        const QString field = toText(target);
        if (!first.contains(field)) {
            first.insert(field, placement.source);
        } else if (reported.contains(field)) {
            found[reported.value(field)].columns.append(placement.source);
        } else {
            reported.insert(field, found.size());
            found.append({Problem::SameTarget, {int(first.value(field)), placement.source}, target});
        }
    }
}

void findSameHeaders(const Mapping &mapping, QList<MappingProblem> &found)
{
    QHash<QString, QList<int>> columns;
    QStringList order;
    for (qsizetype i = 0; i < mapping.columns.size(); ++i) {
        QList<int> &same = columns[mapping.columns[i].header];
        same.append(int(i));
        if (same.size() == 2)
            order.append(mapping.columns[i].header);
    }
    for (const QString &header : std::as_const(order))
        found.append({Problem::SameHeader, columns.value(header), {}});
}

Target targetOf(const Mapping &mapping, int source)
{
    const auto columns = int(mapping.columns.size());
    return source < columns ? mapping.columns[source].target : mapping.made[source - columns].target;
}

/// Among the paths in order, one inside another comes right behind it or behind its other descendants.
void findNestedPaths(const Mapping &mapping, QList<MappingProblem> &found)
{
    const QList<Placement> placed = placements(mapping);
    QList<std::pair<QStringList, int>> paths;
    for (const Placement &placement : placed) {
        const Target target = placeOf(mapping, placement.target);
        if (target.kind == Kind::Data)
            paths.append({pathSegments(target.path), placement.source});
    }
    std::sort(paths.begin(), paths.end());
    QList<std::pair<QStringList, int>> open;
    for (const auto &path : std::as_const(paths)) {
        const auto contains = [&path](const auto &outer) {
            return path.first.mid(0, outer.first.size()) == outer.first;
        };
        while (!open.isEmpty() && !contains(open.last()))
            open.removeLast();
        if (!open.isEmpty() && open.last().first.size() < path.first.size())
            found.append({Problem::PathInsidePath, {open.last().second, path.second}, targetOf(mapping, path.second)});
        open.append(path);
    }
}

void findKeyProblems(const Mapping &mapping, QList<MappingProblem> &found)
{
    const QList<Placement> placed = placements(mapping);
    if (hasValueFor(placed, Kind::Granularity))
        return;
    const auto require = [&](Kind kind) {
        if (!hasValueFor(placed, kind))
            found.append({Problem::KeyMissing, {}, Target{kind, {}}});
    };
    if (mapping.granularityRule == GranularityRule::ByNumbers) {
        // Items are known by their own number; all other rows need a model's.
        if (!hasValueFor(placed, Kind::ItemNumber))
            require(Kind::ModelNumber);
        return;
    }
    if (mapping.granularity == Granularity::Item) {
        require(Kind::ItemNumber);
        return;
    }
    require(Kind::ModelNumber);
    if (mapping.granularity == Granularity::Batch)
        require(Kind::BatchNumber);
    for (const Placement &placement : placed) {
        const Kind kind = placement.target.kind;
        if (kind == Kind::ItemNumber || (kind == Kind::BatchNumber && mapping.granularity == Granularity::Model))
            found.append({Problem::NumberBelowGranularity, {placement.source}, placement.target});
    }
}

void findEmptyPaths(const Mapping &mapping, QList<MappingProblem> &found)
{
    for (const Placement &placement : placements(mapping)) {
        if (placement.target.kind == Kind::Data && pathSegments(placement.target.path).contains(QString()))
            found.append({Problem::EmptyPath, {placement.source}, placement.target});
    }
}

void findTypesOutsideData(const Mapping &mapping, QList<MappingProblem> &found)
{
    for (const Placement &placement : placements(mapping)) {
        if (placement.format.type != ValueType::Text && placement.target.kind != Kind::Data)
            found.append({Problem::TypeOutsideData, {placement.source}, placement.target});
    }
}

bool isMisfit(const MadeValue &made)
{
    ByteBuffer scratch;
    scratch.append(made.text.toStdString());
    ByteBuffer out;
    return made.isConstant() && ValueWriter(made.format).append(out, scratch.view()) == ValueWriter::Misfit;
}

void findMadeProblems(const Mapping &mapping, QList<MappingProblem> &found)
{
    const auto columns = int(mapping.columns.size());
    for (int i = 0; i < int(mapping.made.size()); ++i) {
        const MadeValue &made = mapping.made[i];
        const auto report = [&](Problem kind) { found.append({kind, {columns + i}, made.target}); };
        if (made.target.kind == Kind::Granularity || made.target.kind == Kind::Network)
            report(Problem::StatedElsewhere);
        if (std::any_of(made.columns.cbegin(), made.columns.cend(),
                        [columns](int column) { return column < 0 || column >= columns; }))
            report(Problem::ColumnUnknown);
        if (isMisfit(made))
            report(Problem::ConstantMisfit);
    }
}

} // namespace

QList<MappingProblem> problems(const Mapping &mapping)
{
    QList<MappingProblem> found;
    findSameHeaders(mapping, found);
    findSameTargets(mapping, found);
    findNestedPaths(mapping, found);
    findEmptyPaths(mapping, found);
    findTypesOutsideData(mapping, found);
    findMadeProblems(mapping, found);
    findKeyProblems(mapping, found);
    return found;
}

bool isUsable(const QList<MappingProblem> &problems)
{
    return std::all_of(problems.cbegin(), problems.cend(),
                       [](const MappingProblem &problem) { return problem.kind == Problem::SameHeader; });
}

QList<Placement> placements(const Mapping &mapping)
{
    QList<Placement> placed;
    int source = 0;
    const auto place = [&](const auto &value) {
        if (value.target.kind != Kind::Ignore)
            placed.append({value.target, value.format, source});
        ++source;
    };
    for (const ColumnMapping &column : mapping.columns)
        place(column);
    for (const MadeValue &made : mapping.made)
        place(made);
    return placed;
}

QString effectiveNetwork(const Mapping &mapping)
{
    return mapping.network.isEmpty() ? keyban::testNetwork(mapping.dialect) : mapping.network;
}

} // namespace chancery::catalogue
