// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/countdownring.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr int diameter = 72;
constexpr qreal thickness = 5;
constexpr int wholeTurn = 360 * 16;
constexpr qint64 minute = 60;
constexpr auto lastSeconds = 30s; ///< in which it calls for a look

QString clockText(qint64 seconds)
{
    return u"%1:%2"_s.arg(seconds / minute).arg(seconds % minute, 2, 10, QChar(u'0'));
}

} // namespace

CountdownRing::CountdownRing(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"countdown"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timer.setInterval(250ms);
    connect(&m_timer, &QTimer::timeout, this, &CountdownRing::tick);
}

void CountdownRing::start(milliseconds left, milliseconds whole)
{
    m_end = steady_clock::now() + left;
    m_whole = std::max(whole, left);
    m_timer.start();
    tick();
}

void CountdownRing::stop()
{
    m_whole = 0ms;
    m_timer.stop();
    tick();
}

milliseconds CountdownRing::left() const
{
    return m_whole == 0ms ? 0ms : std::max(0ms, duration_cast<milliseconds>(m_end - steady_clock::now()));
}

qint64 CountdownRing::secondsLeft() const
{
    return ceil<seconds>(left()).count();
}

void CountdownRing::tick()
{
    if (left() == 0ms)
        m_timer.stop();
    setAccessibleName(tr("%1 left").arg(clockText(secondsLeft())));
    update();
}

QSize CountdownRing::sizeHint() const
{
    return {diameter, diameter};
}

void CountdownRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ring = QRectF(rect()).adjusted(thickness, thickness, -thickness, -thickness);
    painter.setPen(QPen(color(Token::Groove, palette()), thickness));
    painter.drawEllipse(ring);
    const auto rest = left();
    const Token ink = rest <= lastSeconds ? Token::Attention : Token::Accent;
    if (m_whole > 0ms) {
        const auto share = qreal(rest.count()) / qreal(m_whole.count());
        painter.setPen(QPen(color(ink, palette()), thickness, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, 90 * 16, int(share * wholeTurn));
    }
    painter.setPen(color(Token::Text, palette()));
    painter.setFont(typeFont(Type::BodyStrong));
    painter.drawText(rect(), Qt::AlignCenter, clockText(secondsLeft()));
}

} // namespace chancery
