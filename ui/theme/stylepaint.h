// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QRectF>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionFrame;
class QStyleOptionGroupBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionViewItem;
class QStyle;
class QWidget;

/// What Style paints with; of no use to panels.
namespace chancery::paint {

enum class Direction { Up, Down, Left, Right };

/// A filled, outlined, rounded rectangle whose outline lies on whole pixels. Invalid colours are left out.
struct Surface
{
    QColor fill;
    QColor line;
    qreal corner = 0;
    qreal lineWidth = 1;
};
void surface(QPainter &painter, const QRect &rect, const Surface &look);
/// A ring shows where the keys go; to somebody with a mouse it is noise.
bool showsFocus(const QWidget &widget);
void focusRing(QPainter &painter, const QRect &rect, const QPalette &palette, qreal corner);
void chevron(QPainter &painter, const QRect &rect, Direction direction, const QColor &ink);
void tick(QPainter &painter, const QRectF &rect, const QColor &ink);

void button(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget);
void buttonLabel(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget, const QStyle &style);
void toolButton(QPainter &painter, const QStyleOption &option);
void checkBox(QPainter &painter, const QStyleOption &option);
void radioButton(QPainter &painter, const QStyleOption &option);

void lineEdit(QPainter &painter, const QStyleOptionFrame &option);
void frame(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const QRect &arrow);
void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down);

void headerSection(QPainter &painter, const QStyleOptionHeader &option);
void itemBackground(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget);
void rowBackground(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *widget);
void branch(QPainter &painter, const QStyleOption &option);
void tab(QPainter &painter, const QStyleOptionTab &option);

void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider);
void progressBar(QPainter &painter, const QStyleOptionProgressBar &option);
void splitterHandle(QPainter &painter, const QStyleOption &option);
void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const QStyle &style);
void menuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const QStyle &style);

} // namespace chancery::paint
