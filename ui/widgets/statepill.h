// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QLabel>
#include <QStyledItemDelegate>

class QPainter;

namespace chancery {

/// A pill for delegates that paint more than that.
struct PillLook
{
    Token token;
    QString word;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};
QSize pillSize(const QString &word);
void paintPill(QPainter &painter, const QRect &rect, const PillLook &look, const QPalette &palette);

/// A state as dot, word and tint. Always with a word, so never by colour alone.
class StatePill : public QLabel
{
    Q_OBJECT

public:
    explicit StatePill(QWidget *parent = nullptr);
    StatePill(Tone tone, const QString &word, QWidget *parent = nullptr);

    void setState(Tone tone, const QString &word);
    /// For what is no outcome: the colours of TEST and LIVE.
    void setState(Token token, const QString &word);
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    Token m_token = tokenOf(Tone::Neutral);
};

/// Paints a cell's text as a pill in the tone that the model gives under ToneRole; cells without a tone stay text.
class StatePillDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace chancery
