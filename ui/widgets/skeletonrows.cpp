// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/skeletonrows.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <array>

namespace chancery {

namespace {

/// Shares of the width that the bars of a row take, in turn, so that it reads as text and not as a grid.
constexpr std::array<std::array<qreal, 3>, 4> shapes{
    {{0.16, 0.30, 0.10}, {0.13, 0.24, 0.12}, {0.18, 0.34, 0.08}, {0.14, 0.27, 0.11}}};
constexpr std::array<qreal, 3> starts{0.0, 0.26, 0.72};
constexpr int barHeight = 10;
constexpr int shownRows = 12;

} // namespace

SkeletonRows::SkeletonRows(QWidget *parent)
    : QWidget(parent)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAccessibleName(tr("Loading"));
}

void SkeletonRows::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const int rowHeight = heightFor(font(), size::row);
    const int room = width() - 2 * space::medium;
    for (int row = 0; row < shownRows && row * rowHeight < height(); ++row) {
        // Fading out says that nobody knows how many there are.
        painter.setBrush(veil(palette(), 0.09 * (shownRows - row) / shownRows));
        const auto &shape = shapes[size_t(row) % shapes.size()];
        for (size_t bar = 0; bar < shape.size(); ++bar) {
            const qreal left = space::medium + starts[bar] * room;
            const QRectF rect(layoutDirection() == Qt::RightToLeft ? width() - left - shape[bar] * room : left,
                              row * rowHeight + (rowHeight - barHeight) / 2.0, shape[bar] * room, barHeight);
            painter.drawRoundedRect(rect, barHeight / 2.0, barHeight / 2.0);
        }
    }
}

} // namespace chancery
