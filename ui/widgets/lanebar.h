// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QVariantAnimation>
#include <QWidget>

namespace chancery {

class CountTile;

/// How a file's rows stand. They add up to the file.
struct Lanes
{
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 accepted = 0; ///< taken by the service, outcome still to come
    qint64 unknown = 0;  ///< sent, answer lost
    qint64 notSent = 0;

    qint64 total() const { return completed + failed + accepted + unknown + notSent; }
    bool operator==(const Lanes &) const = default;
};

/// Progress as lanes in one bar, with the counts under it. Assistive technology sees a progress bar whose value is the
/// number of settled rows. A lane with a single row is still to be seen.
class LaneBar : public QWidget
{
    Q_OBJECT

public:
    enum class Legend { Shown, Hidden };

    explicit LaneBar(Legend legend = Legend::Shown, QWidget *parent = nullptr);

    void setLanes(const Lanes &lanes);
    const Lanes &lanes() const { return m_lanes; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Share
    {
        qreal share;
        Token token;
        bool hatched;
    };
    static QList<Share> shares(const Lanes &lanes);
    QRect barRect() const;
    QList<qreal> laneWidths(qreal room, qreal progress) const;
    void refreshLegend();
    void paintLane(QPainter &painter, const QRectF &rect, const Share &lane) const;

    Lanes m_lanes;
    QList<Share> m_from;
    QList<Share> m_to;
    QVariantAnimation m_motion;
    Legend m_legend;
    QList<CountTile *> m_tiles;
};

} // namespace chancery
