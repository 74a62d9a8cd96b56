// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statelayout.h"

#include "ui/widgets/statelanes.h"

#include <algorithm>

namespace chancery {

namespace {

constexpr qreal narrowMargin = 6;
constexpr qreal wideMargin = 20; ///< for ways that turn round the end of a row
constexpr qreal leastGap = 24;
constexpr qreal mostGap = 48;

struct Columns
{
    qsizetype count;
    qsizetype slotCount;
    qreal pitch;
    qreal margin;
};

/// Rows of the same length look better than full ones and a rest.
Columns columnsFor(const StateGraph &graph, const StateLayout::Room &room)
{
    const qsizetype longest = std::max<qsizetype>(std::max(graph.mainCount(), graph.apartCount()), 1);
    const auto widthOf = [&](qsizetype boxes) { return qreal(boxes) * (room.box.width() + leastGap) - leastGap; };
    const qreal margin = widthOf(longest) + 2 * narrowMargin <= room.width ? narrowMargin : wideMargin;
    const qreal inside = room.width - 2 * margin;
    const auto most = std::max<qsizetype>(2, qsizetype((inside + leastGap) / (room.box.width() + leastGap)));
    const qsizetype rows = (longest + most - 1) / most;
    const qsizetype count = std::max<qsizetype>(2, (longest + rows - 1) / rows);
    const qreal free = inside - qreal(count) * room.box.width();
    const qreal gap = std::clamp(free / qreal(count - 1), leastGap, mostGap);
    const qreal pitch = room.box.width() + gap;
    const auto slotCount = std::max<qsizetype>(1, qsizetype((inside - room.box.width() / 2 + gap / 2) / pitch));
    return {count, std::min(slotCount, count), pitch, margin};
}

} // namespace

StateLayout::StateLayout(const StateGraph &graph, const Room &room)
{
    if (graph.nodes().isEmpty())
        return;
    const Columns columns = columnsFor(graph, room);
    const StatePlaces places(graph, columns.count, columns.slotCount);
    StateLanes lanes(places, {.box = room.box, .pitch = columns.pitch, .margin = columns.margin});
    QList<qsizetype> arrivals(graph.nodes().size(), -1);
    for (const StatePlaces::Route &route : places.routes())
        if (graph.edges().at(route.edge).isTaken)
            arrivals[places.items().at(route.to).node] = route.to;
    for (qsizetype i = 0; i < places.items().size(); ++i) {
        const StatePlaces::Item &item = places.items().at(i);
        m_boxes << Box{item.node, lanes.rectOf(i), item.isReference, false};
    }
    choosePrincipals(graph, arrivals);
    m_lines = lanes.lines();
    if (places.firstApart() < places.bandCount())
        m_apartCaption = lanes.captionAt(places.firstApart());
    m_size = lanes.size();
    if (room.direction == Qt::RightToLeft)
        mirror();
}

const StateLayout::Box *StateLayout::boxAt(const QPointF &point) const
{
    const auto found =
        std::find_if(m_boxes.cbegin(), m_boxes.cend(), [&](const Box &box) { return box.rect.contains(point); });
    return found == m_boxes.cend() ? nullptr : &*found;
}

qreal StateLayout::leastWidth(const QSizeF &box)
{
    return 2 * wideMargin + 2 * box.width() + leastGap;
}

/// Where it was last led to, unless that is a reference; or else the first.
void StateLayout::choosePrincipals(const StateGraph &graph, const QList<qsizetype> &arrivals)
{
    for (qsizetype node = 0; node < graph.nodes().size(); ++node) {
        const qsizetype arrival = arrivals.at(node);
        if (arrival >= 0 && !m_boxes.at(arrival).isReference) {
            m_boxes[arrival].isPrincipal = true;
            continue;
        }
        const auto first = std::find_if(m_boxes.begin(), m_boxes.end(),
                                        [&](const Box &box) { return box.node == node && !box.isReference; });
        if (first != m_boxes.end())
            first->isPrincipal = true;
    }
}

void StateLayout::mirror()
{
    const qreal width = m_size.width();
    for (Box &box : m_boxes)
        box.rect.moveLeft(width - box.rect.right());
    for (Line &line : m_lines)
        for (QPointF &point : line.points)
            point.setX(width - point.x());
    if (m_apartCaption)
        m_apartCaption->setX(width - m_apartCaption->x());
}

} // namespace chancery
