// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/stylepaint.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace chancery::paint {

namespace {

constexpr qreal hoverStrength = 0.06;
constexpr qreal pressStrength = 0.12;
constexpr qreal indicatorCorner = 4;

QColor veilFor(const QStyleOption &option)
{
    const bool pressed = option.state & QStyle::State_Sunken;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (!(option.state & QStyle::State_Enabled) || (!pressed && !hovered))
        return {};
    return veil(option.palette, pressed ? pressStrength : hoverStrength);
}

Surface buttonSurface(const QStyleOption &option, ButtonKind kind)
{
    Surface look{.fill = {}, .line = {}, .corner = size::controlCorner};
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool filled = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
    if (!enabled && filled) {
        look.fill = veil(option.palette, hoverStrength);
    } else if (filled) {
        look.fill = color(kind == ButtonKind::Danger ? Token::Bad : Token::Accent, option.palette);
    } else if (kind == ButtonKind::Default) {
        look.fill = enabled ? color(Token::Base, option.palette) : QColor();
        look.line = color(enabled ? Token::ButtonLine : Token::Line, option.palette);
        if (option.state & QStyle::State_On) {
            look.fill = color(Token::Selection, option.palette);
            look.line = color(Token::Accent, option.palette);
        }
    }
    return look;
}

QColor labelColor(const QStyleOption &option, ButtonKind kind)
{
    if (!(option.state & QStyle::State_Enabled))
        return color(Token::DisabledText, option.palette);
    switch (kind) {
    case ButtonKind::Primary:
        return color(Token::AccentText, option.palette);
    case ButtonKind::Danger:
        return color(Token::Base, option.palette);
    case ButtonKind::Quiet:
    case ButtonKind::Default:
        break;
    }
    return color(option.state & QStyle::State_On ? Token::SelectionText : Token::Text, option.palette);
}

QPixmap inked(const QPixmap &pixmap, const QColor &ink)
{
    QPixmap copy = pixmap;
    QPainter painter(&copy);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(copy.rect(), ink);
    return copy;
}

} // namespace

void surface(QPainter &painter, const QRect &rect, const Surface &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.line.isValid() ? QPen(look.line, look.lineWidth) : QPen(Qt::NoPen));
    painter.setBrush(look.fill.isValid() ? QBrush(look.fill) : QBrush(Qt::NoBrush));
    const qreal inset = look.line.isValid() ? look.lineWidth / 2 : 0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), look.corner, look.corner);
    painter.restore();
}

bool showsFocus(const QWidget &widget)
{
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void focusRing(QPainter &painter, const QRect &rect, const QPalette &palette, qreal corner)
{
    surface(painter, rect, {.fill = {}, .line = color(Token::Accent, palette), .corner = corner, .lineWidth = 2});
}

void chevron(QPainter &painter, const QRect &rect, Direction direction, const QColor &ink)
{
    constexpr qreal half = 3.5;
    constexpr qreal rise = 2;
    QPolygonF line{{-half, -rise}, {0, rise}, {half, -rise}};
    QTransform turn;
    turn.rotate(direction == Direction::Down   ? 0
                : direction == Direction::Left ? 90
                : direction == Direction::Up   ? 180
                                               : 270);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QRectF(rect).center());
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(turn.map(line));
    painter.restore();
}

void tick(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{rect.left() + rect.width() * 0.24, rect.top() + rect.height() * 0.53},
                                   {rect.left() + rect.width() * 0.43, rect.top() + rect.height() * 0.71},
                                   {rect.left() + rect.width() * 0.76, rect.top() + rect.height() * 0.31}});
    painter.restore();
}

void button(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const ButtonKind kind = (option.features & QStyleOptionButton::Flat) ? ButtonKind::Quiet : buttonKind(widget);
    surface(painter, option.rect, buttonSurface(option, kind));
    if (const QColor layer = veilFor(option); layer.isValid())
        surface(painter, option.rect, {.fill = layer, .line = {}, .corner = size::controlCorner});
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        const bool filled = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
        focusRing(painter, option.rect, option.palette, size::controlCorner);
        if (filled)
            surface(painter, option.rect.adjusted(2, 2, -2, -2),
                    {.fill = {}, .line = color(Token::Base, option.palette), .corner = size::controlCorner - 2.0});
    }
}

void buttonLabel(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget, const QStyle &style)
{
    const ButtonKind kind = (option.features & QStyleOptionButton::Flat) ? ButtonKind::Quiet : buttonKind(widget);
    const QColor ink = labelColor(option, kind);
    const auto mirrored = [&option](const QRect &part) {
        return QStyle::visualRect(option.direction, option.rect, part);
    };
    QRect rect = option.rect.adjusted(space::small, 0, -space::small, 0);
    if (option.features & QStyleOptionButton::HasMenu) {
        rect.adjust(space::tiny, 0, -space::large, 0);
        chevron(painter, mirrored(QRect(rect.right(), rect.top(), space::large, rect.height())), Direction::Down, ink);
    }
    const int iconWidth = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = iconWidth > 0 && !option.text.isEmpty() ? space::small - 2 : 0;
    const int content = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width() + iconWidth + gap;
    const bool leading = option.features & QStyleOptionButton::HasMenu;
    int left = rect.left() + (leading ? 0 : qMax(0, (rect.width() - content) / 2));
    if (iconWidth > 0) {
        const QPixmap pixmap = option.icon.pixmap(option.iconSize, painter.device()->devicePixelRatio());
        const QRect place(QPoint(left, rect.center().y() - option.iconSize.height() / 2 + 1), option.iconSize);
        painter.drawPixmap(mirrored(place), inked(pixmap, ink));
        left += iconWidth + gap;
    }
    painter.setPen(ink);
    const int mnemonic =
        style.styleHint(QStyle::SH_UnderlineShortcut, &option, widget) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    const auto align = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(mirrored(QRect(left, rect.top(), rect.right() - left + 1, rect.height())),
                     int(align) | mnemonic | Qt::TextSingleLine, option.text);
}

void toolButton(QPainter &painter, const QStyleOption &option)
{
    Surface look{.fill = {}, .line = {}, .corner = size::controlCorner};
    if (option.state & QStyle::State_On) {
        look.fill = color(Token::Selection, option.palette);
        surface(painter, option.rect, look);
    }
    look.fill = veilFor(option);
    if (look.fill.isValid())
        surface(painter, option.rect, look);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        focusRing(painter, option.rect, option.palette, size::controlCorner);
}

void checkBox(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const Token ink = !enabled ? Token::DisabledText : on ? Token::Accent : Token::ControlLine;
    const QRect rect = option.rect.adjusted(1, 1, -1, -1);
    surface(painter, rect,
            {.fill = color(on ? ink : Token::Base, option.palette),
             .line = color(ink, option.palette),
             .corner = indicatorCorner});
    if (option.state & QStyle::State_On)
        tick(painter, rect, color(Token::AccentText, option.palette));
    else if (option.state & QStyle::State_NoChange)
        painter.fillRect(QRectF(rect.left() + 4, rect.center().y(), rect.width() - 8, 2),
                         color(Token::AccentText, option.palette));
}

void radioButton(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const Token ink = !enabled ? Token::DisabledText : on ? Token::Accent : Token::ControlLine;
    const QRect rect = option.rect.adjusted(1, 1, -1, -1);
    surface(painter, rect,
            {.fill = color(Token::Base, option.palette),
             .line = color(ink, option.palette),
             .corner = rect.height() / 2.0,
             .lineWidth = on ? 5.0 : 1.0});
}

} // namespace chancery::paint
