// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/connectiondelegate.h"

#include "ui/models/connectionsmodel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/statepill.h"

#include <QApplication>
#include <QPainter>

namespace chancery {

namespace {

struct Line
{
    QRect room;
    QFont font;
    QColor ink;
    QString words;
};

void write(QPainter &painter, const Line &line, Qt::LayoutDirection direction)
{
    painter.setFont(line.font);
    painter.setPen(line.ink);
    painter.drawText(line.room, int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)),
                     QFontMetrics(line.font).elidedText(line.words, Qt::ElideRight, line.room.width()));
}

} // namespace

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const QRect inside = option.rect.adjusted(space::large, space::small, -space::medium, -space::small);
    const QRect room = QStyle::visualRect(option.direction, option.rect, inside);
    const QString danger = index.data(ConnectionsModel::DangerRole).toString();
    const QSize pill = pillSize(danger);
    const QFont nameFont = typeFont(Type::BodyStrong);
    const QRect first(room.topLeft(), QSize(room.width(), qMax(pill.height(), QFontMetrics(nameFont).height())));
    const QRect second = room.adjusted(0, first.height(), 0, 0);
    const auto placed = [&option](const QRect &within, const QRect &rect) {
        return QStyle::visualRect(option.direction, within, rect);
    };
    const bool selected = option.state & QStyle::State_Selected;
    const QColor ink = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);

    painter->save();
    write(
        *painter,
        {placed(first, first.adjusted(0, 0, -pill.width() - space::small, 0)), nameFont, ink, index.data().toString()},
        option.direction);
    write(*painter,
          {second, typeFont(Type::Secondary), selected ? ink : option.palette.color(QPalette::PlaceholderText),
           index.data(ConnectionsModel::DetailRole).toString()},
          option.direction);
    const QRect pillRoom = QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter, pill, first);
    paintPill(*painter, pillRoom, {Token(index.data(ConnectionsModel::TokenRole).toInt()), danger, option.direction},
              option.palette);
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QSize pill = pillSize(index.data(ConnectionsModel::DangerRole).toString());
    const QFontMetrics name(typeFont(Type::BodyStrong));
    const QFontMetrics detail(typeFont(Type::Secondary));
    return {pill.width() * 3, qMax(pill.height(), name.height()) + detail.height() + 2 * space::small + space::tiny};
}

} // namespace chancery
