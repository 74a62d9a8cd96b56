// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/countbutton.h"

#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/texts.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace chancery {

CountButton::CountButton(const QString &label, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(label);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

void CountButton::setCount(qint64 count)
{
    m_count = count;
    setEnabled(count > 0);
    setAccessibleName(tr("%1 %2").arg(numberText(count), text()));
    updateGeometry();
    update();
}

void CountButton::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize CountButton::sizeHint() const
{
    const QFontMetrics number(typeFont(Type::PanelTitle));
    const QFontMetrics label(typeFont(Type::Secondary));
    return {std::max(number.horizontalAdvance(numberText(m_count)), label.horizontalAdvance(text())) +
                2 * space::medium,
            number.height() + label.height() + 2 * space::small};
}

void CountButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isChecked())
        paint::surface(painter, rect(),
                       {.fill = palette().color(QPalette::Highlight), .line = {}, .corner = size::controlCorner});
    else if (isEnabled() && underMouse())
        paint::surface(painter, rect(), {.fill = veil(palette(), 0.05), .line = {}, .corner = size::controlCorner});
    if (paint::showsFocus(*this))
        paint::focusRing(painter, rect(), palette(), size::controlCorner);

    const QRect words = rect().adjusted(space::medium, space::small, -space::medium, -space::small);
    const int leading = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    const bool isToned = m_count > 0 && m_tone != Tone::Neutral;
    const Token plain = isChecked() ? Token::SelectionText : m_count > 0 ? Token::Text : Token::SecondaryText;
    painter.setFont(typeFont(Type::PanelTitle));
    painter.setPen(color(isToned && !isChecked() ? tokenOf(m_tone) : plain, palette()));
    painter.drawText(words, leading | Qt::AlignTop, numberText(m_count));
    painter.setFont(typeFont(Type::Secondary));
    painter.setPen(color(isChecked() ? Token::SelectionText : Token::SecondaryText, palette()));
    painter.drawText(words, leading | Qt::AlignBottom, text());
}

} // namespace chancery
