// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/celldelegates.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

namespace chancery {

namespace {

QString fractionOf(const QString &amount)
{
    const qsizetype point = amount.lastIndexOf(QLocale().decimalPoint());
    return point < 0 ? QString() : amount.mid(point);
}

} // namespace

void ToneTextDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid())
        option->palette.setColor(QPalette::Text, color(tokenOf(Tone(tone.toInt())), option->palette));
}

void AmountDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString amount = cell.text;
    cell.text.clear();
    const QStyle *const style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const QFontMetrics metrics(cell.font);
    const QRect room = cell.rect.adjusted(space::tiny, 0, -space::tiny, 0);
    const int behind = metrics.horizontalAdvance(index.data(FractionRole).toString());
    const QString fraction = fractionOf(amount);
    const int gap = behind - metrics.horizontalAdvance(fraction);
    const bool isAligned = metrics.horizontalAdvance(amount) + gap <= room.width();
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(
        cell.palette.color(cell.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(isAligned ? room.adjusted(0, 0, -gap, 0) : room, Qt::AlignRight | Qt::AlignVCenter,
                      isAligned ? amount : metrics.elidedText(amount, Qt::ElideMiddle, room.width()));
    painter->restore();
}

QSize AmountDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(option.font);
    const QString amount = index.data().toString();
    const int gap =
        metrics.horizontalAdvance(index.data(FractionRole).toString()) - metrics.horizontalAdvance(fractionOf(amount));
    return {metrics.horizontalAdvance(amount) + std::max(0, gap) + 2 * space::small,
            QStyledItemDelegate::sizeHint(option, index).height()};
}

} // namespace chancery
