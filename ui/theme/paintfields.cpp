// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/stylepaint.h"

#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>

namespace chancery::paint {

namespace {

Surface fieldSurface(const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && option.state & QStyle::State_HasFocus;
    const Token line = !enabled ? Token::Line : focused ? Token::Accent : Token::ControlLine;
    return {.fill = color(enabled ? Token::Base : Token::Window, option.palette),
            .line = color(line, option.palette),
            .corner = size::controlCorner,
            .lineWidth = focused ? 2.0 : 1.0};
}

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

QColor arrowInk(const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    return color(enabled ? Token::SecondaryText : Token::DisabledText, option.palette);
}

} // namespace

void lineEdit(QPainter &painter, const QStyleOptionFrame &option)
{
    if (option.lineWidth > 0)
        surface(painter, option.rect, fieldSurface(option));
}

void frame(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    if (isTextArea(widget)) {
        surface(painter, option.rect, fieldSurface(option));
        return;
    }
    surface(painter, option.rect, {.fill = {}, .line = color(Token::Line, option.palette), .corner = 0});
}

void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const QRect &arrow)
{
    if (option.frame) {
        Surface look = fieldSurface(option);
        if (option.state & QStyle::State_MouseOver && !(option.state & QStyle::State_HasFocus))
            look.line = color(Token::SecondaryText, option.palette);
        surface(painter, option.rect, look);
    }
    chevron(painter, arrow, Direction::Down, arrowInk(option));
}

void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down)
{
    if (option.frame)
        surface(painter, option.rect, fieldSurface(option));
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    chevron(painter, up, Direction::Up, arrowInk(option));
    chevron(painter, down, Direction::Down, arrowInk(option));
}

} // namespace chancery::paint
