// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/stylepaint.h"

#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

namespace chancery::paint {

namespace {

constexpr int selectionBar = 3;
constexpr int tabUnderline = 2;

QRect alongBottom(const QRect &rect, int thickness)
{
    return {rect.left(), rect.bottom() - thickness + 1, rect.width(), thickness};
}

/// Whether the rectangle touches the edge at which rows begin.
bool isAtRowStart(const QStyleOptionViewItem &option, const QWidget *widget)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(widget);
    if (!view || option.rect.isEmpty())
        return false;
    if (option.direction == Qt::RightToLeft)
        return option.rect.right() >= view->viewport()->width() - 1;
    return option.rect.left() <= 0;
}

/// A bar in ink: a selected row shows without its tint too.
void selectionMark(QPainter &painter, const QStyleOptionViewItem &option)
{
    const QRect bar(option.rect.left(), option.rect.top(), selectionBar, option.rect.height());
    painter.fillRect(QStyle::visualRect(option.direction, option.rect, bar), color(Token::Accent, option.palette));
}

} // namespace

void headerSection(QPainter &painter, const QStyleOptionHeader &option)
{
    painter.fillRect(option.rect, color(Token::Base, option.palette));
    if (option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled)
        painter.fillRect(option.rect, veil(option.palette, 0.04));
    painter.fillRect(alongBottom(option.rect, 1), color(Token::Line, option.palette));
    // From right to left Qt gives the positions as they are seen, not as they are read.
    const auto end = option.direction == Qt::RightToLeft ? QStyleOptionHeader::Beginning : QStyleOptionHeader::End;
    const bool last = option.position == end || option.position == QStyleOptionHeader::OnlyOneSection;
    if (option.orientation == Qt::Horizontal && !last) {
        const QRect mark(option.rect.right(), option.rect.top() + 11, 1, option.rect.height() - 22);
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, mark), color(Token::Line, option.palette));
    }
}

void itemBackground(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget)
{
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, color(enabled ? Token::Selection : Token::Line, option.palette));
        if (isAtRowStart(option, widget))
            selectionMark(painter, option);
    } else if (option.state & QStyle::State_MouseOver && enabled && !qobject_cast<const QTableView *>(widget)) {
        painter.fillRect(option.rect, veil(option.palette, 0.04));
    }
}

void rowBackground(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected && qobject_cast<const QTreeView *>(widget)) {
        painter.fillRect(option.rect, color(enabled ? Token::Selection : Token::Line, option.palette));
        if (isAtRowStart(option, widget))
            selectionMark(painter, option);
    } else if (option.features & QStyleOptionViewItem::Alternate) {
        painter.fillRect(option.rect, color(Token::AlternateBase, option.palette));
    }
}

void branch(QPainter &painter, const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const bool toTheRight = option.direction == Qt::LeftToRight;
    const Direction closed = toTheRight ? Direction::Right : Direction::Left;
    chevron(painter, option.rect, option.state & QStyle::State_Open ? Direction::Down : closed,
            color(Token::SecondaryText, option.palette));
}

void tab(QPainter &painter, const QStyleOptionTab &option)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool enabled = option.state & QStyle::State_Enabled;
    if (!selected && enabled && option.state & QStyle::State_MouseOver)
        surface(painter, option.rect.adjusted(0, 4, 0, -4),
                {.fill = veil(option.palette, 0.05), .line = {}, .corner = size::controlCorner});
    if (selected)
        painter.fillRect(alongBottom(option.rect, tabUnderline),
                         color(enabled ? Token::Accent : Token::DisabledText, option.palette));
}

} // namespace chancery::paint
