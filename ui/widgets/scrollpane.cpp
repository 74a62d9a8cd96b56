// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/scrollpane.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>
#include <QStyle>

namespace chancery {

ScrollPane::ScrollPane(QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    setWidget(content);
    content->setAutoFillBackground(false);
}

int ScrollPane::gutter() const
{
    return style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
}

void ScrollPane::setWraps()
{
    m_wraps = true;
    fit();
}

void ScrollPane::setLeastHeight(int height)
{
    m_leastHeight = height;
    updateGeometry();
}

QSize ScrollPane::minimumSizeHint() const
{
    const QSize least = widget()->minimumSizeHint();
    return {least.width() + gutter(), std::min(least.height(), m_leastHeight)};
}

QSize ScrollPane::sizeHint() const
{
    return widget()->sizeHint() + QSize(gutter(), 0);
}

bool ScrollPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        fit();
    }
    return QScrollArea::eventFilter(watched, event);
}

void ScrollPane::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void ScrollPane::fit()
{
    const int room = width() - gutter();
    int least = widget()->minimumSizeHint().height();
    // Texts that wrap need more than the hint, which knows no width. Of what shrinks, such as a table, a layout's
    // height for a width is more than the least.
    if (const QLayout *layout = widget()->layout(); m_wraps && layout && layout->hasHeightForWidth())
        least = std::max(least, layout->totalMinimumHeightForWidth(room));
    widget()->resize(room, std::max(height(), least));
}

} // namespace chancery
