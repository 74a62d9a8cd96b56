// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/stategraph.h"

#include <QHash>

namespace chancery {

/// Which box of a StateGraph stands in which row and column, before any of it has a size: the first half of
/// StateLayout. The main path is cut into bands of `columns`; beside it, boxes stand half a column further, so that
/// ways down to them never meet those out of the row above.
class StatePlaces
{
public:
    struct Item
    {
        qsizetype node;
        bool isReference;
        qsizetype band;
        int row;      ///< 0: the main path
        qreal column; ///< with a half beside the main path
    };
    struct Route
    {
        qsizetype edge;
        qsizetype from; ///< an item
        qsizetype to;
    };

    /// `slotCount` is how many boxes have room in a row beside the main path.
    StatePlaces(const StateGraph &graph, qsizetype columns, qsizetype slotCount);

    const QList<Item> &items() const { return m_items; }
    const QList<Route> &routes() const { return m_routes; }
    qsizetype bandCount() const { return m_bandCount; }
    /// The first of those without a way to them; bandCount() when there is none.
    qsizetype firstApart() const { return m_firstApart; }
    int rowCount(qsizetype band) const;

private:
    using Key = QPair<qsizetype, qsizetype>;
    void placeRow(qsizetype columns);
    void addSides();
    void addCopies(qsizetype node);
    void addRoutes();
    bool goesOn(const StateGraph::Edge &edge) const;
    qsizetype itemFor(qsizetype node, qsizetype band);
    qsizetype addItem(qsizetype node, qsizetype band);
    void placeSides(qsizetype slotCount);
    qreal wantedColumn(qsizetype item) const;
    void settle(Item &item, qsizetype wanted, qsizetype slotCount);

    const StateGraph &m_graph;
    QList<Item> m_items;
    QList<Route> m_routes;
    QList<qsizetype> m_home; ///< the item of each node; -1 for none yet
    QHash<Key, qsizetype> m_itemIn;
    QHash<QPair<Key, qsizetype>, bool> m_taken; ///< band and row, slot
    qsizetype m_bandCount = 0;
    qsizetype m_firstApart = 0;
};

} // namespace chancery
