// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/lanebar.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/texts.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr int thickBar = 14;
constexpr int thinBar = 6;
constexpr qreal leastLane = 4;
constexpr int motionTime = 180;

} // namespace

LaneBar::LaneBar(Legend legend, QWidget *parent)
    : QWidget(parent)
    , m_legend(legend)
{
    registerAccessibleRoles();
    setAccessibleName(tr("Progress"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_motion.setDuration(motionTime);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] { update(); });
    m_from = m_to = shares(m_lanes);
    if (legend == Legend::Hidden)
        return;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, thickBar + space::medium, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::huge);
    column->addLayout(row);
    for (const QString &key : {u"completed"_s, u"failed"_s, u"accepted"_s, u"unknown"_s, u"notSent"_s}) {
        auto *tile = new CountTile(QString(), this);
        tile->setObjectName(u"lane."_s + key);
        row->addWidget(tile);
        m_tiles += tile;
    }
    row->addStretch(1);
    m_tiles.at(0)->setLabel(tr("completed"));
    m_tiles.at(1)->setLabel(tr("failed"));
    m_tiles.at(2)->setLabel(tr("accepted, waiting"));
    m_tiles.at(3)->setLabel(tr("unknown"));
    m_tiles.at(4)->setLabel(tr("not sent"));
    refreshLegend();
}

void LaneBar::setLanes(const Lanes &lanes)
{
    if (lanes == m_lanes)
        return;
    m_lanes = lanes;
    m_from = m_to;
    m_to = shares(lanes);
    m_motion.stop();
    if (wantsMotion(*this) && isVisible())
        m_motion.start();
    refreshLegend();
    setAccessibleDescription(tr("%1 completed, %2 failed, %3 accepted, %4 unknown, %5 not sent, of %6")
                                 .arg(numberText(lanes.completed), numberText(lanes.failed), numberText(lanes.accepted),
                                      numberText(lanes.unknown), numberText(lanes.notSent), numberText(lanes.total())));
    QAccessibleValueChangeEvent event(this, lanes.completed + lanes.failed);
    QAccessible::updateAccessibility(&event);
    update();
}

QSize LaneBar::sizeHint() const
{
    return m_legend == Legend::Shown ? QWidget::sizeHint() : QSize(120, thinBar);
}

QSize LaneBar::minimumSizeHint() const
{
    return m_legend == Legend::Shown ? QWidget::minimumSizeHint() : QSize(60, thinBar);
}

QList<LaneBar::Share> LaneBar::shares(const Lanes &lanes)
{
    const qreal total = qreal(qMax<qint64>(lanes.total(), 1));
    return {{qreal(lanes.completed) / total, Token::Good, false},
            {qreal(lanes.failed) / total, Token::Bad, true},
            {qreal(lanes.unknown) / total, Token::Unknown, true},
            {qreal(lanes.accepted) / total, Token::Accent, false}};
}

QRect LaneBar::barRect() const
{
    const int thickness = m_legend == Legend::Shown ? thickBar : thinBar;
    const int top = m_legend == Legend::Shown ? 0 : (height() - thickness) / 2;
    return {0, top, width(), thickness};
}

void LaneBar::refreshLegend()
{
    if (m_tiles.isEmpty())
        return;
    const std::array counts{m_lanes.completed, m_lanes.failed, m_lanes.accepted, m_lanes.unknown, m_lanes.notSent};
    constexpr std::array tones{Tone::Good, Tone::Bad, Tone::Accent, Tone::Unknown, Tone::Neutral};
    for (int i = 0; i < m_tiles.size(); ++i) {
        m_tiles.at(i)->setCount(counts.at(std::size_t(i)));
        // Colour is spent on state only: a count of nothing stays quiet.
        m_tiles.at(i)->setTone(counts.at(std::size_t(i)) > 0 ? tones.at(std::size_t(i)) : Tone::Neutral);
    }
}

void LaneBar::paintLane(QPainter &painter, const QRectF &rect, const Share &lane) const
{
    QColor fill = color(lane.token, palette());
    if (lane.token == Token::Accent)
        fill.setAlphaF(0.55F);
    painter.fillRect(rect, fill);
    if (!lane.hatched)
        return;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(QPen(tint(lane.token, palette()), 1));
    for (qreal x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += 5)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

/// No lane that has rows is too narrow to be seen; what that takes too much, the widest lane gives.
QList<qreal> LaneBar::laneWidths(qreal room, qreal progress) const
{
    QList<qreal> widths;
    qreal total = 0;
    for (qsizetype i = 0; i < m_to.size(); ++i) {
        const qreal share = m_from.at(i).share + (m_to.at(i).share - m_from.at(i).share) * progress;
        widths += share > 0 ? qMax(leastLane, share * room) : 0;
        total += widths.last();
    }
    if (total > room) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        *widest = qMax(leastLane, *widest - (total - room));
    }
    return widths;
}

void LaneBar::paintEvent(QPaintEvent *)
{
    const QRectF bar = barRect();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    painter.setClipPath(outline);
    painter.fillRect(bar, color(Token::Groove, palette()));
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(bar.width(), 0);
        painter.scale(-1, 1);
    }
    const qreal progress = m_motion.state() == QAbstractAnimation::Running ? m_motion.currentValue().toReal() : 1;
    const QList<qreal> widths = laneWidths(bar.width(), progress);
    qreal left = bar.left();
    for (qsizetype i = 0; i < m_to.size(); ++i) {
        if (widths.at(i) > 0)
            paintLane(painter, QRectF(left, bar.top(), widths.at(i), bar.height()), m_to.at(i));
        left += widths.at(i);
    }
}

} // namespace chancery
