// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statelanes.h"

#include <algorithm>
#include <cmath>

namespace chancery {

namespace {

constexpr qreal laneGap = 9;
constexpr qreal channelPadding = 15; ///< room for an arrow's head
constexpr qreal bandGap = 28;
constexpr qreal captionRoom = 30;
constexpr qreal portGap = 12;
constexpr qreal leastJog = 8; ///< a smaller step aside looks like a mistake
constexpr qreal edge = 6;     ///< for heavy outlines and ticks
constexpr qreal turn = 12;    ///< how far from the row's end a way turns round

} // namespace

StateLanes::StateLanes(const StatePlaces &places, const Measures &measures)
    : m_places(places)
    , m_measures(measures)
{
    spreadPorts();
    fillLanes();
    stackRows();
}

qreal StateLanes::columnCentre(qreal column) const
{
    return m_measures.margin + column * m_measures.pitch + m_measures.box.width() / 2;
}

bool StateLanes::isWrap(const StatePlaces::Route &route) const
{
    return m_places.items().at(route.from).band != m_places.items().at(route.to).band;
}

/// To the right-hand neighbour.
bool StateLanes::isStraight(const StatePlaces::Route &route) const
{
    const StatePlaces::Item &from = m_places.items().at(route.from);
    const StatePlaces::Item &to = m_places.items().at(route.to);
    return from.band == to.band && from.row == to.row && qFuzzyCompare(from.column + 1, to.column);
}

StateLanes::Leg StateLanes::legOf(const StatePlaces::Route &route) const
{
    const StatePlaces::Item &from = m_places.items().at(route.from);
    const StatePlaces::Item &to = m_places.items().at(route.to);
    if (from.row == to.row) {
        const Channel channel{from.band, from.row == 0 ? 0 : from.row + 1};
        return {channel, channel};
    }
    if (from.row < to.row)
        return {{from.band, from.row + 1}, {to.band, to.row}};
    return {{from.band, from.row}, {to.band, to.row + 1}};
}

StateLanes::Port StateLanes::outPort(qsizetype route) const
{
    const StatePlaces::Route &way = m_places.routes().at(route);
    const StatePlaces::Item &item = m_places.items().at(way.from);
    return {way.from, legOf(way).out.row == item.row ? Side::Top : Side::Bottom, route};
}

StateLanes::Port StateLanes::inPort(const StatePlaces::Route &route) const
{
    const StatePlaces::Item &item = m_places.items().at(route.to);
    return {route.to, legOf(route).in.row == item.row ? Side::Top : Side::Bottom, -1};
}

/// Between the boxes of the rows beside the main path, on the side where the way comes from.
qreal StateLanes::gapX(qsizetype index) const
{
    const StatePlaces::Route &route = m_places.routes().at(index);
    const StatePlaces::Item &from = m_places.items().at(route.from);
    const StatePlaces::Item &to = m_places.items().at(route.to);
    const qreal beside = to.row == 0 || from.column > to.column ? 0.5 : -0.5;
    const qreal column = to.row == 0 ? std::floor(to.column) : to.column + beside;
    // Apart from the ports of the column's own box, which are in its middle.
    const qreal spread = qreal(route.to % 3) * 4 - 4;
    const qreal gap = columnCentre(column) + (to.row == 0 ? 0 : spread);
    const qreal port = m_ports.value(outPort(index));
    return std::abs(gap - port) < leastJog ? port : gap;
}

void StateLanes::spreadPorts()
{
    QMap<QPair<qsizetype, Side>, QList<QPair<qreal, qsizetype>>> wanted; // the other end's x, route
    for (qsizetype i = 0; i < m_places.routes().size(); ++i) {
        const StatePlaces::Route &route = m_places.routes().at(i);
        if (isStraight(route) || isWrap(route))
            continue;
        const Port out = outPort(i);
        const Port in = inPort(route);
        const qreal here = columnCentre(m_places.items().at(route.from).column);
        const qreal there = columnCentre(m_places.items().at(route.to).column);
        wanted[{out.item, out.side}] << QPair(route.from == route.to ? here - 1 : there, i);
        auto &arrivals = wanted[{in.item, in.side}];
        const auto arrival =
            std::find_if(arrivals.begin(), arrivals.end(), [](const auto &one) { return one.second < 0; });
        if (arrival == arrivals.end())
            arrivals << QPair(here, qsizetype(-1));
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        std::stable_sort(it->begin(), it->end());
        const qreal room = m_measures.box.width() - 2 * portGap;
        const qreal gap = it->size() < 2 ? 0 : std::min(portGap, room / qreal(it->size() - 1));
        const qreal middle = columnCentre(m_places.items().at(it.key().first).column);
        for (qsizetype i = 0; i < it->size(); ++i)
            m_ports[{it.key().first, it.key().second, it->at(i).second}] =
                middle + gap * (qreal(i) - qreal(it->size() - 1) / 2);
    }
}

void StateLanes::fillLanes()
{
    const auto widen = [this](const Channel &channel, qsizetype target, qreal a, qreal b) {
        auto &spans = m_spans[channel];
        const auto known = spans.find(target);
        if (known == spans.end()) {
            spans.insert(target, {std::min(a, b), std::max(a, b)});
            return;
        }
        known->left = std::min({known->left, a, b});
        known->right = std::max({known->right, a, b});
    };
    for (qsizetype i = 0; i < m_places.routes().size(); ++i) {
        const StatePlaces::Route &route = m_places.routes().at(i);
        if (isStraight(route) || isWrap(route))
            continue;
        const Leg leg = legOf(route);
        const qreal from = m_ports.value(outPort(i));
        const qreal to = m_ports.value(inPort(route));
        widen(leg.out, route.to, from, leg.out == leg.in ? to : gapX(i));
        if (leg.out != leg.in)
            widen(leg.in, route.to, gapX(i), to);
    }
    for (auto channel = m_spans.begin(); channel != m_spans.end(); ++channel) {
        QList<Span *> spans;
        for (Span &span : *channel)
            spans << &span;
        std::stable_sort(spans.begin(), spans.end(), [](const Span *a, const Span *b) { return a->left < b->left; });
        QList<qreal> ends;
        for (Span *span : std::as_const(spans)) {
            const auto free =
                std::find_if(ends.begin(), ends.end(), [&](qreal end) { return end + laneGap < span->left; });
            span->lane = int(free - ends.begin());
            if (free == ends.end())
                ends << span->right;
            else
                *free = span->right;
        }
        m_laneCount.insert(channel.key(), int(ends.size()));
    }
}

void StateLanes::stackRows()
{
    qreal y = edge;
    qreal width = 0;
    for (qsizetype band = 0; band < m_places.bandCount(); ++band) {
        m_bandTop << y;
        if (band == m_places.firstApart())
            y += captionRoom;
        const int rows = m_places.rowCount(band);
        for (int row = 0; row <= rows; ++row) {
            const Channel channel{band, row};
            m_channelTop[channel] = y;
            const int lanes = m_laneCount.value(channel);
            const bool parts = row > 0 && row < rows;
            if (lanes > 0 || parts)
                y += 2 * channelPadding + qreal(std::max(lanes - 1, 0)) * laneGap;
            m_rowTop[channel] = y;
            if (row < rows)
                y += m_measures.box.height();
        }
        y += bandGap;
    }
    for (const StatePlaces::Item &item : m_places.items())
        width = std::max(width, columnCentre(item.column) + m_measures.box.width() / 2 + m_measures.margin);
    m_size = {width, y - bandGap + edge};
}

QRectF StateLanes::rectOf(qsizetype item) const
{
    const StatePlaces::Item &place = m_places.items().at(item);
    const qreal left = columnCentre(place.column) - m_measures.box.width() / 2;
    return {QPointF(left, m_rowTop.value({place.band, place.row})), m_measures.box};
}

QPointF StateLanes::captionAt(qsizetype band) const
{
    return {m_measures.margin, m_bandTop.value(band)};
}

qreal StateLanes::laneY(const Channel &channel, qsizetype target) const
{
    return m_channelTop.value(channel) + channelPadding + laneGap * m_spans.value(channel).value(target).lane;
}

qreal StateLanes::edgeY(const Port &port) const
{
    const QRectF rect = rectOf(port.item);
    return port.side == Side::Top ? rect.top() : rect.bottom();
}

QPolygonF StateLanes::straight(const StatePlaces::Route &route) const
{
    const QRectF from = rectOf(route.from);
    const QRectF to = rectOf(route.to);
    return {{from.right(), from.center().y()}, {to.left(), to.center().y()}};
}

/// Round the end of the row, back between the bands, and in from the beginning of the next.
QPolygonF StateLanes::wrapped(const StatePlaces::Route &route) const
{
    const QRectF from = rectOf(route.from);
    const QRectF to = rectOf(route.to);
    const qsizetype band = m_places.items().at(route.to).band;
    const qreal between = m_bandTop.value(band) - bandGap / 2;
    const qreal right = m_size.width() - m_measures.margin + turn;
    const qreal left = m_measures.margin - turn;
    return {{from.right(), from.center().y()}, {right, from.center().y()},  {right, between}, {left, between},
            {left, to.center().y()},           {to.left(), to.center().y()}};
}

QPolygonF StateLanes::routed(qsizetype index) const
{
    const StatePlaces::Route &route = m_places.routes().at(index);
    const Leg leg = legOf(route);
    const Port out = outPort(index);
    const Port in = inPort(route);
    const qreal from = m_ports.value(out);
    const qreal to = m_ports.value(in);
    const qreal first = laneY(leg.out, route.to);
    if (leg.out == leg.in) {
        if (std::abs(from - to) < 0.5)
            return {{from, edgeY(out)}, {to, edgeY(in)}};
        return {{from, edgeY(out)}, {from, first}, {to, first}, {to, edgeY(in)}};
    }
    const qreal gap = gapX(index);
    const qreal second = laneY(leg.in, route.to);
    return {{from, edgeY(out)}, {from, first}, {gap, first}, {gap, second}, {to, second}, {to, edgeY(in)}};
}

QList<StateLayout::Line> StateLanes::lines() const
{
    QList<StateLayout::Line> lines;
    for (qsizetype i = 0; i < m_places.routes().size(); ++i) {
        const StatePlaces::Route &route = m_places.routes().at(i);
        const QPolygonF points = isWrap(route) ? wrapped(route) : isStraight(route) ? straight(route) : routed(i);
        lines << StateLayout::Line{route.edge, points, points.size()};
    }
    joinLanes(lines);
    return lines;
}

/// Dashes drawn twice are a solid line: of all that come to a box from one side, only the farthest is drawn to the end.
void StateLanes::joinLanes(QList<StateLayout::Line> &lines) const
{
    QMap<QPair<qsizetype, bool>, QList<qsizetype>> bundles;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QPolygonF &points = lines.at(i).points;
        const StatePlaces::Route &route = m_places.routes().at(i);
        if (points.size() == 4 && !isWrap(route) && legOf(route).out == legOf(route).in)
            bundles[{route.to, points.at(1).x() < points.at(2).x()}] << i;
    }
    for (auto bundle = bundles.begin(); bundle != bundles.end(); ++bundle) {
        const auto length = [&](qsizetype line) {
            return std::abs(lines.at(line).points.at(1).x() - lines.at(line).points.at(2).x());
        };
        std::sort(bundle->begin(), bundle->end(), [&](qsizetype a, qsizetype b) { return length(a) > length(b); });
        for (qsizetype i = 1; i < bundle->size(); ++i)
            lines[bundle->at(i)].own = 2;
        const bool meetsAnother = !bundle.key().second && bundles.contains({bundle.key().first, true});
        if (meetsAnother)
            lines[bundle->first()].own = 3;
    }
}

} // namespace chancery
