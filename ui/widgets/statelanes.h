// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/statelayout.h"
#include "ui/widgets/stateplaces.h"

#include <QHash>
#include <QMap>

namespace chancery {

/// Gives the boxes of StatePlaces their rectangles and leads the ways between them: the second half of StateLayout.
///
/// Above each row of a band, and under its last one, is a channel with as many lanes as its ways need. A way leaves its
/// box up or down into a channel, and reaches the other box from one; between two channels it passes rows through a
/// gap.
class StateLanes
{
public:
    struct Measures
    {
        QSizeF box;
        qreal pitch;
        qreal margin;
    };

    StateLanes(const StatePlaces &places, const Measures &measures);

    QRectF rectOf(qsizetype item) const;
    QList<StateLayout::Line> lines() const;
    QPointF captionAt(qsizetype band) const;
    QSizeF size() const { return m_size; }

private:
    struct Channel
    {
        qsizetype band;
        int row; ///< the row below it
        auto operator<=>(const Channel &) const = default;
    };
    /// From channel to channel; both are the same for most.
    struct Leg
    {
        Channel out;
        Channel in;
    };
    struct Span
    {
        qreal left;
        qreal right;
        int lane = 0;
    };
    enum class Side { Top, Bottom };
    struct Port
    {
        qsizetype item;
        Side side;
        qsizetype route; ///< -1 where all arrive
        auto operator<=>(const Port &) const = default;
    };

    bool isStraight(const StatePlaces::Route &route) const;
    bool isWrap(const StatePlaces::Route &route) const;
    Leg legOf(const StatePlaces::Route &route) const;
    Port outPort(qsizetype route) const;
    Port inPort(const StatePlaces::Route &route) const;
    qreal gapX(qsizetype route) const;
    qreal columnCentre(qreal column) const;
    void spreadPorts();
    void fillLanes();
    void stackRows();
    qreal laneY(const Channel &channel, qsizetype target) const;
    QPolygonF straight(const StatePlaces::Route &route) const;
    QPolygonF wrapped(const StatePlaces::Route &route) const;
    QPolygonF routed(qsizetype route) const;
    qreal edgeY(const Port &port) const;
    void joinLanes(QList<StateLayout::Line> &lines) const;

    const StatePlaces &m_places;
    Measures m_measures;
    QMap<Port, qreal> m_ports;                    ///< x
    QMap<Channel, QMap<qsizetype, Span>> m_spans; ///< by the item they lead to
    QMap<Channel, int> m_laneCount;
    QMap<Channel, qreal> m_channelTop;
    QMap<Channel, qreal> m_rowTop; ///< of the row below the channel
    QList<qreal> m_bandTop;
    QSizeF m_size;
};

} // namespace chancery
