// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/stategraph.h"

#include <QPolygonF>
#include <QRectF>

#include <optional>

namespace chancery {

/// Where everything of a StateGraph stands: the main path in rows as wide as there is room (bands), under each what
/// leaves it. Ways run between the rows on lanes of their own; all that lead to one box share a lane.
///
/// No way crosses a band: an end is drawn in each band that leads there, and for another state stands a reference.
class StateLayout
{
public:
    struct Room
    {
        qreal width = 0;
        QSizeF box{104, 44};
        Qt::LayoutDirection direction = Qt::LeftToRight;
    };
    /// A state where it is drawn.
    struct Box
    {
        qsizetype node;
        QRectF rect;
        bool isReference; ///< stands for a state that is drawn elsewhere
        bool isPrincipal; ///< where the settlement came, of several places for one state
    };
    /// A way from box to box. One that joins another's lane has only `own` points to be drawn, and bends towards the
    /// next.
    struct Line
    {
        qsizetype edge;
        QPolygonF points;
        qsizetype own;
    };

    StateLayout() = default;
    StateLayout(const StateGraph &graph, const Room &room);

    const QList<Box> &boxes() const { return m_boxes; }
    const QList<Line> &lines() const { return m_lines; }
    /// Above what no way leads to.
    std::optional<QPointF> apartCaption() const { return m_apartCaption; }
    QSizeF size() const { return m_size; }
    /// The one under a point; null where there is none.
    const Box *boxAt(const QPointF &point) const;
    /// Of a box this size, so that two fit.
    static qreal leastWidth(const QSizeF &box);

private:
    void choosePrincipals(const StateGraph &graph, const QList<qsizetype> &arrivals);
    void mirror();

    QList<Box> m_boxes;
    QList<Line> m_lines;
    std::optional<QPointF> m_apartCaption;
    QSizeF m_size{0, 0};
};

} // namespace chancery
