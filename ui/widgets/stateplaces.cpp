// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/stateplaces.h"

#include <algorithm>
#include <utility>

namespace chancery {

namespace {

constexpr qsizetype farthest = 3; ///< columns from where a side box belongs, before it goes a row further down

} // namespace

StatePlaces::StatePlaces(const StateGraph &graph, qsizetype columns, qsizetype slotCount)
    : m_graph(graph)
    , m_home(graph.nodes().size(), -1)
{
    placeRow(columns);
    addSides();
    addRoutes();
    placeSides(slotCount);
}

int StatePlaces::rowCount(qsizetype band) const
{
    int rows = 0;
    for (const Item &item : m_items)
        if (item.band == band)
            rows = std::max(rows, item.row + 1);
    return rows;
}

void StatePlaces::placeRow(qsizetype columns)
{
    const auto place = [&](qsizetype first, qsizetype count) {
        for (qsizetype i = 0; i < count; ++i) {
            const qsizetype item = addItem(first + i, m_bandCount + i / columns);
            m_items[item].column = qreal(i % columns);
            m_home[first + i] = item;
        }
        m_bandCount += (count + columns - 1) / columns;
    };
    place(0, m_graph.mainCount());
    m_firstApart = m_bandCount;
    place(m_graph.mainCount(), m_graph.apartCount());
}

void StatePlaces::addSides()
{
    const QList<StateGraph::Node> &nodes = m_graph.nodes();
    QList<bool> leadsOn(nodes.size(), false);
    for (const StateGraph::Edge &edge : m_graph.edges())
        leadsOn[edge.from] = leadsOn[edge.from] || edge.from != edge.to;
    // Ends come last: they are drawn once for each band that leads there, so all else has to have its place.
    for (const bool ends : {false, true})
        for (qsizetype node = m_graph.mainCount() + m_graph.apartCount(); node < nodes.size(); ++node)
            if (leadsOn.at(node) != ends)
                addCopies(node);
}

void StatePlaces::addCopies(qsizetype node)
{
    const QList<StateGraph::Edge> &edges = m_graph.edges();
    const bool isEnd = std::none_of(edges.cbegin(), edges.cend(), [&](const auto &edge) { return edge.from == node; });
    for (const StateGraph::Edge &edge : edges) {
        const qsizetype source = m_home.at(edge.from);
        if (edge.to != node || source < 0 || (m_home.at(node) >= 0 && !isEnd))
            continue;
        const qsizetype item = itemFor(node, m_items.at(source).band);
        if (m_home.at(node) < 0)
            m_home[node] = item;
    }
    if (m_home.at(node) < 0)
        m_home[node] = itemFor(node, 0);
}

bool StatePlaces::goesOn(const StateGraph::Edge &edge) const
{
    return edge.to == edge.from + 1 && edge.to < m_graph.mainCount() + m_graph.apartCount() &&
           edge.to != m_graph.mainCount();
}

void StatePlaces::addRoutes()
{
    for (qsizetype i = 0; i < m_graph.edges().size(); ++i) {
        const StateGraph::Edge &edge = m_graph.edges().at(i);
        const qsizetype from = m_home.at(edge.from);
        const qsizetype to = goesOn(edge) ? m_home.at(edge.to) : itemFor(edge.to, m_items.at(from).band);
        m_routes << Route{i, from, to};
    }
}

qsizetype StatePlaces::itemFor(qsizetype node, qsizetype band)
{
    const auto found = m_itemIn.constFind({node, band});
    if (found != m_itemIn.cend())
        return *found;
    const qsizetype item = addItem(node, band);
    const QList<StateGraph::Edge> &edges = m_graph.edges();
    const bool leadsOn = std::any_of(edges.cbegin(), edges.cend(), [&](const auto &edge) { return edge.from == node; });
    m_items[item].isReference = m_home.at(node) >= 0 && leadsOn;
    m_items[item].row = 1;
    return item;
}

qsizetype StatePlaces::addItem(qsizetype node, qsizetype band)
{
    m_items << Item{node, false, band, 0, 0};
    m_itemIn.insert({node, band}, m_items.size() - 1);
    return m_items.size() - 1;
}

void StatePlaces::placeSides(qsizetype slotCount)
{
    QList<qsizetype> sides;
    QHash<qsizetype, int> sources;
    for (const Route &route : std::as_const(m_routes))
        ++sources[route.to];
    for (qsizetype item = 0; item < m_items.size(); ++item)
        if (m_items.at(item).row > 0)
            sides << item;
    // What has one source stands beside it; what has many has a choice.
    std::stable_sort(sides.begin(), sides.end(),
                     [&](qsizetype a, qsizetype b) { return std::min(sources[a], 2) < std::min(sources[b], 2); });
    for (const qsizetype side : std::as_const(sides))
        settle(m_items[side], qBound<qsizetype>(0, qsizetype(wantedColumn(side)), slotCount - 1), slotCount);
}

/// Beside the middle one of its sources.
qreal StatePlaces::wantedColumn(qsizetype item) const
{
    QList<qreal> columns;
    for (const Route &route : m_routes)
        if (route.to == item && route.from != item)
            columns << m_items.at(route.from).column + (m_items.at(route.from).row > 0 ? 0.5 : 0);
    std::sort(columns.begin(), columns.end());
    return columns.isEmpty() ? 0 : columns.at((columns.size() - 1) / 2);
}

void StatePlaces::settle(Item &item, qsizetype wanted, qsizetype slotCount)
{
    for (int row = 1;; ++row) {
        const Key place(item.band, row);
        for (qsizetype away = 0; away <= farthest; ++away) {
            for (const qsizetype candidate : {wanted + away, wanted - away}) {
                if (candidate < 0 || candidate >= slotCount || m_taken.contains({place, candidate}))
                    continue;
                m_taken.insert({place, candidate}, true);
                item.row = row;
                item.column = qreal(candidate) + 0.5;
                return;
            }
        }
    }
}

} // namespace chancery
