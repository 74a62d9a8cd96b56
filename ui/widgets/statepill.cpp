// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statepill.h"

#include "ui/theme/metrics.h"

#include <QApplication>
#include <QPainter>

namespace chancery {

namespace {

constexpr int dot = 6;
constexpr int sidePadding = 10;
constexpr int gap = 6;

QSize sizeOf(const QFont &font, const QString &word)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(word) + dot + gap + 2 * sidePadding + 1, metrics.height() + 6};
}

} // namespace

QSize pillSize(const QString &word)
{
    return sizeOf(typeFont(Type::Secondary), word);
}

void paintPill(QPainter &painter, const QRect &rect, const PillLook &pill, const QPalette &palette)
{
    const QColor ink = color(pill.token, palette);
    const QFont font = typeFont(Type::Secondary);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint(pill.token, palette));
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);

    const QRect dotRect(rect.left() + sidePadding, rect.top() + (rect.height() - dot) / 2, dot, dot);
    painter.setBrush(ink);
    painter.drawEllipse(QStyle::visualRect(pill.direction, rect, dotRect));

    const QRect words = rect.adjusted(sidePadding + dot + gap, 0, -sidePadding + 2, 0);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QStyle::visualRect(pill.direction, rect, words),
                     int(QStyle::visualAlignment(pill.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                     QFontMetrics(font).elidedText(pill.word, Qt::ElideRight, words.width()));
    painter.restore();
}

StatePill::StatePill(QWidget *parent)
    : QLabel(parent)
{
    setFont(typeFont(Type::Secondary));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

StatePill::StatePill(Tone tone, const QString &word, QWidget *parent)
    : StatePill(parent)
{
    setState(tone, word);
}

void StatePill::setState(Tone tone, const QString &word)
{
    m_tone = tone;
    setState(tokenOf(tone), word);
}

void StatePill::setState(Token token, const QString &word)
{
    m_token = token;
    setText(word);
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    return sizeOf(font(), text());
}

void StatePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(painter, rect(), {m_token, text(), layoutDirection()}, palette());
}

void StatePillDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant tone = index.data(ToneRole);
    if (!tone.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, QString());
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (word.isEmpty())
        return;
    const QSize wanted = pillSize(word);
    const QRect room = option.rect.adjusted(space::small, 0, -space::small, 0);
    const QRect place = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                            wanted.boundedTo(QSize(room.width(), wanted.height())), room);
    paintPill(*painter, place, {tokenOf(Tone(tone.toInt())), word, option.direction}, option.palette);
}

QSize StatePillDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize usual = QStyledItemDelegate::sizeHint(option, index);
    if (!index.data(ToneRole).isValid())
        return usual;
    const QSize pill = pillSize(index.data().toString());
    return {pill.width() + 2 * space::small, qMax(usual.height(), pill.height() + space::tiny)};
}

} // namespace chancery
