// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/stylepaint.h"

#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyleOption>

namespace chancery::paint {

namespace {

constexpr int slimBar = 6;
constexpr int gripLength = 24;
constexpr int gripThickness = 3;
constexpr int progressLabelWidth = 48;
constexpr int menuMark = 28; ///< room for an icon or a tick before a menu's text

QRect slim(const QRect &rect)
{
    return {rect.left(), rect.center().y() - slimBar / 2 + 1, rect.width(), slimBar};
}

void menuMarks(QPainter &painter, const QStyleOptionMenuItem &option, const QRect &mark, const QColor &ink)
{
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        tick(painter, QRectF(mark.center() - QPointF(8, 8), QSizeF(16, 16)), color(Token::Accent, option.palette));
    } else if (!option.icon.isNull()) {
        const bool enabled = option.state & QStyle::State_Enabled;
        option.icon.paint(&painter, QRect(mark.center() - QPoint(7, 7), QSize(16, 16)), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const bool toTheRight = option.direction == Qt::LeftToRight;
        const QRect end =
            QStyle::visualRect(option.direction, option.rect,
                               QRect(option.rect.right() - 20, option.rect.top(), 16, option.rect.height()));
        chevron(painter, end, toTheRight ? Direction::Right : Direction::Left, ink);
    }
}

} // namespace

void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider)
{
    if (option.maximum <= option.minimum || slider.isEmpty())
        return;
    const bool live = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int inset = live ? 2 : 3;
    const QRect bar = slider.adjusted(inset, inset, -inset, -inset);
    const qreal corner = qMin(bar.width(), bar.height()) / 2.0;
    QColor fill = color(Token::ControlLine, option.palette);
    fill.setAlphaF(live ? 0.9F : 0.55F);
    surface(painter, bar, {.fill = fill, .line = {}, .corner = corner});
}

void progressBar(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const int label = option.textVisible ? progressLabelWidth : 0;
    const QRect groove = slim(option.rect.adjusted(0, 0, -label, 0));
    const auto mirrored = [&option](const QRect &part) {
        return QStyle::visualRect(option.direction, option.rect, part);
    };
    surface(painter, mirrored(groove),
            {.fill = color(Token::Groove, option.palette), .line = {}, .corner = slimBar / 2.0});
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qreal share = range > 0 ? qreal(qint64(option.progress) - option.minimum) / qreal(range) : 0.3;
    if (share > 0) {
        QRect part = groove;
        part.setWidth(qMax(slimBar, qRound(part.width() * qMin(share, 1.0))));
        surface(painter, mirrored(part),
                {.fill = color(Token::Accent, option.palette), .line = {}, .corner = slimBar / 2.0});
    }
    if (!option.textVisible)
        return;
    painter.setPen(color(Token::SecondaryText, option.palette));
    const QRect words(groove.right() + 1, option.rect.top(), label, option.rect.height());
    painter.drawText(mirrored(words), int(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)),
                     option.text);
}

void splitterHandle(QPainter &painter, const QStyleOption &option)
{
    const bool sideways = option.state & QStyle::State_Horizontal;
    const bool live =
        option.state & (QStyle::State_MouseOver | QStyle::State_Sunken) && option.state & QStyle::State_Enabled;
    const int length = live ? gripLength * 2 : gripLength;
    QRect grip(QPoint(), sideways ? QSize(gripThickness, length) : QSize(length, gripThickness));
    grip.moveCenter(option.rect.center());
    surface(painter, grip,
            {.fill = color(live ? Token::Accent : Token::ControlLine, option.palette),
             .line = {},
             .corner = gripThickness / 2.0});
}

void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const QStyle &style)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(option.rect.left() + space::small, option.rect.center().y(),
                               option.rect.width() - 2 * space::small, 1),
                         color(Token::Line, option.palette));
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool selected = enabled && option.state & QStyle::State_Selected;
    if (selected)
        surface(painter, option.rect, {.fill = color(Token::Selection, option.palette), .line = {}, .corner = 4});
    const QColor ink = color(!enabled   ? Token::DisabledText
                             : selected ? Token::SelectionText
                                        : Token::Text,
                             option.palette);
    const QRect mark =
        QStyle::visualRect(option.direction, option.rect,
                           QRect(option.rect.left() + 4, option.rect.top(), menuMark - 4, option.rect.height()));
    menuMarks(painter, option, mark, ink);

    const QRect text = QStyle::visualRect(option.direction, option.rect,
                                          option.rect.adjusted(menuMark + space::tiny, 0, -space::huge, 0));
    const QStringList parts = option.text.split(u'\t');
    const int mnemonic =
        style.styleHint(QStyle::SH_UnderlineShortcut, &option) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter.setFont(option.font);
    painter.setPen(ink);
    painter.drawText(text, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) | mnemonic,
                     parts.front());
    if (parts.size() > 1) {
        painter.setPen(color(enabled ? Token::SecondaryText : Token::DisabledText, option.palette));
        painter.drawText(text, int(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)),
                         parts.at(1));
    }
}

void menuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const QStyle &style)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    painter.fillRect(option.rect, color(Token::Window, option.palette));
    if (enabled && option.state & QStyle::State_Selected)
        surface(painter, option.rect.adjusted(0, 2, 0, -2),
                {.fill = veil(option.palette, 0.08), .line = {}, .corner = size::controlCorner});
    const int mnemonic =
        style.styleHint(QStyle::SH_UnderlineShortcut, &option) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter.setPen(color(enabled ? Token::Text : Token::DisabledText, option.palette));
    painter.drawText(option.rect, Qt::AlignCenter | mnemonic, option.text);
}

} // namespace chancery::paint
