// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/busybar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace chancery {

namespace {

constexpr int thickness = 2;
constexpr int roundTime = 1400;
constexpr qreal part = 0.3;

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Working"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_motion.setDuration(roundTime);
    m_motion.setLoopCount(-1);
    m_motion.setStartValue(-part);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::InOutSine);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] { update(); });
}

void BusyBar::start()
{
    m_busy = true;
    if (wantsMotion(*this))
        m_motion.start();
    update();
}

void BusyBar::stop()
{
    m_busy = false;
    m_motion.stop();
    update();
}

QSize BusyBar::sizeHint() const
{
    return {60, thickness};
}

void BusyBar::paintEvent(QPaintEvent *)
{
    if (!m_busy)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Groove, palette()));
    const bool moving = m_motion.state() == QAbstractAnimation::Running;
    const qreal left = moving ? m_motion.currentValue().toReal() : 0;
    const qreal length = moving ? part : 1;
    painter.fillRect(QRectF(left * width(), 0, length * width(), height()), color(Token::Accent, palette()));
}

} // namespace chancery
