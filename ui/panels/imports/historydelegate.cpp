// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/historydelegate.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QListView>
#include <QPainter>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int dot = 8;
constexpr int dotRoom = dot + space::small;

struct Entry
{
    QString name;
    QString rest;
};

Entry entryOf(const QModelIndex &index)
{
    const QString text = index.data().toString();
    return {text.section(u'\n', 0, 0), text.section(u'\n', 1)};
}

QRect inner(const QRect &rect)
{
    return rect.adjusted(space::large, space::small, -space::medium, -space::small);
}

QRect restRect(int width, const QString &rest)
{
    return QFontMetrics(typeFont(Type::Secondary)).boundingRect(0, 0, width, 0, Qt::TextWordWrap, rest);
}

} // namespace

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QStyle &style = *option.widget->style();
    style.drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, option.widget);

    const Entry entry = entryOf(index);
    const bool chosen = option.state & QStyle::State_Selected;
    const QRect place = inner(option.rect);
    const QFontMetrics name(typeFont(Type::BodyStrong));
    const QRect words = place.adjusted(dotRoom, 0, 0, 0);
    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(option.direction, option.rect, part); };
    const int align = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft));

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color(tokenOf(Tone(index.data(ToneRole).toInt())), option.palette));
    painter->drawEllipse(mirrored(QRect(place.left(), place.top() + (name.height() - dot) / 2, dot, dot)));
    painter->setFont(typeFont(Type::BodyStrong));
    painter->setPen(color(chosen ? Token::SelectionText : Token::Text, option.palette));
    painter->drawText(mirrored(QRect(words.left(), words.top(), words.width(), name.height())), align,
                      name.elidedText(entry.name, Qt::ElideMiddle, words.width()));
    painter->setFont(typeFont(Type::Secondary));
    if (!chosen)
        painter->setPen(color(Token::SecondaryText, option.palette));
    painter->drawText(mirrored(words.adjusted(0, name.height() + space::tiny / 2, 0, 0)), align | Qt::TextWordWrap,
                      entry.rest);
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *list = qobject_cast<const QListView *>(option.widget);
    const int spacing = list ? 2 * list->spacing() : 0;
    const int width = (list ? list->viewport()->width() : option.rect.width()) - spacing;
    const int room = inner(QRect(0, 0, width, 0)).width() - dotRoom;
    const int height = QFontMetrics(typeFont(Type::BodyStrong)).height() + space::tiny / 2 +
                       restRect(room, entryOf(index).rest).height() + 2 * space::small;
    return {width, height};
}

} // namespace chancery
