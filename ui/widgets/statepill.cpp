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

struct Pill
{
    Tone tone;
    QString word;
    QFont font;
    Qt::LayoutDirection direction;
};

QSize sizeOf(const QFont &font, const QString &word)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(word) + dot + gap + 2 * sidePadding + 1, metrics.height() + 6};
}

void paintPill(QPainter &painter, const QRect &rect, const Pill &pill, const QPalette &palette)
{
    const Token token = tokenOf(pill.tone);
    const QColor ink = color(token, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint(token, palette));
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);

    const QRect dotRect(rect.left() + sidePadding, rect.top() + (rect.height() - dot) / 2, dot, dot);
    painter.setBrush(ink);
    painter.drawEllipse(QStyle::visualRect(pill.direction, rect, dotRect));

    const QRect words = rect.adjusted(sidePadding + dot + gap, 0, -sidePadding + 2, 0);
    painter.setFont(pill.font);
    painter.setPen(ink);
    painter.drawText(QStyle::visualRect(pill.direction, rect, words),
                     int(QStyle::visualAlignment(pill.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                     QFontMetrics(pill.font).elidedText(pill.word, Qt::ElideRight, words.width()));
    painter.restore();
}

} // namespace

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
    paintPill(painter, rect(), {m_tone, text(), font(), layoutDirection()}, palette());
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
    const QFont font = typeFont(Type::Secondary);
    const QSize wanted = sizeOf(font, word);
    const QRect room = option.rect.adjusted(space::small, 0, -space::small, 0);
    const QRect place = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                            wanted.boundedTo(QSize(room.width(), wanted.height())), room);
    paintPill(*painter, place, {Tone(tone.toInt()), word, font, option.direction}, option.palette);
}

QSize StatePillDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize usual = QStyledItemDelegate::sizeHint(option, index);
    if (!index.data(ToneRole).isValid())
        return usual;
    const QSize pill = sizeOf(typeFont(Type::Secondary), index.data().toString());
    return {pill.width() + 2 * space::small, qMax(usual.height(), pill.height() + space::tiny)};
}

} // namespace chancery
