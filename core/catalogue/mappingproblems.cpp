// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mapping.h"

#include <QHash>

#include <algorithm>

namespace chancery::catalogue {

namespace {

using Kind = Target::Kind;
using Problem = MappingProblem::Kind;
using keyban::Granularity;

bool hasColumnFor(const Mapping &mapping, Kind kind)
{
    return std::any_of(mapping.columns.cbegin(), mapping.columns.cend(),
                       [kind](const ColumnMapping &column) { return column.target.kind == kind; });
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
    for (qsizetype i = 0; i < mapping.columns.size(); ++i) {
        const Target target = placeOf(mapping, mapping.columns[i].target);
        if (target.kind == Kind::Ignore)
            continue;
        const QString field = toText(target);
        if (!first.contains(field)) {
            first.insert(field, i);
        } else if (reported.contains(field)) {
            found[reported.value(field)].columns.append(int(i));
        } else {
            reported.insert(field, found.size());
            found.append({Problem::SameTarget, {int(first.value(field)), int(i)}, target});
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

/// Among the paths in order, one inside another comes right behind it or behind its other descendants.
void findNestedPaths(const Mapping &mapping, QList<MappingProblem> &found)
{
    QList<std::pair<QStringList, int>> paths;
    for (qsizetype i = 0; i < mapping.columns.size(); ++i) {
        const Target target = placeOf(mapping, mapping.columns[i].target);
        if (target.kind == Kind::Data)
            paths.append({pathSegments(target.path), int(i)});
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
            found.append(
                {Problem::PathInsidePath, {open.last().second, path.second}, mapping.columns[path.second].target});
        open.append(path);
    }
}

void findKeyProblems(const Mapping &mapping, QList<MappingProblem> &found)
{
    if (hasColumnFor(mapping, Kind::Granularity))
        return;
    const auto require = [&](Kind kind) {
        if (!hasColumnFor(mapping, kind))
            found.append({Problem::KeyMissing, {}, Target{kind, {}}});
    };
    if (mapping.granularity == Granularity::Item) {
        require(Kind::ItemNumber);
        return;
    }
    require(Kind::ModelNumber);
    if (mapping.granularity == Granularity::Batch)
        require(Kind::BatchNumber);
    for (qsizetype i = 0; i < mapping.columns.size(); ++i) {
        const Kind kind = mapping.columns[i].target.kind;
        if (kind == Kind::ItemNumber || (kind == Kind::BatchNumber && mapping.granularity == Granularity::Model))
            found.append({Problem::NumberBelowGranularity, {int(i)}, mapping.columns[i].target});
    }
}

void findEmptyPaths(const Mapping &mapping, QList<MappingProblem> &found)
{
    for (qsizetype i = 0; i < mapping.columns.size(); ++i) {
        const Target &target = mapping.columns[i].target;
        if (target.kind == Kind::Data && pathSegments(target.path).contains(QString()))
            found.append({Problem::EmptyPath, {int(i)}, target});
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
    findKeyProblems(mapping, found);
    return found;
}

bool isUsable(const QList<MappingProblem> &problems)
{
    return std::all_of(problems.cbegin(), problems.cend(),
                       [](const MappingProblem &problem) { return problem.kind == Problem::SameHeader; });
}

QString effectiveNetwork(const Mapping &mapping)
{
    return mapping.network.isEmpty() ? keyban::testNetwork(mapping.dialect) : mapping.network;
}

} // namespace chancery::catalogue
