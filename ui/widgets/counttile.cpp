// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/counttile.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"

#include <QEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chancery {

CountTile::CountTile(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_number(new QLabel(this))
    , m_label(new QLabel(label, this))
{
    m_number->setObjectName(u"count"_s);
    setType(*m_number, Type::CardTitle);
    setType(*m_label, Type::Secondary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_number);
    column->addWidget(m_label);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

void CountTile::setLabel(const QString &label)
{
    m_label->setText(label);
    refresh();
}

void CountTile::setCount(qint64 count)
{
    setText(numberText(count));
}

void CountTile::setText(const QString &text)
{
    m_number->setText(text);
    refresh();
}

void CountTile::setTone(Tone tone)
{
    m_tone = tone;
    refresh();
}

void CountTile::refresh()
{
    const QScopedValueRollback guard(m_inRefresh, true);
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, color(m_tone == Tone::Neutral ? Token::Text : tokenOf(m_tone), palette()));
    m_number->setPalette(ink);
    const QString words = tr("%1 %2").arg(m_number->text(), m_label->text());
    setAccessibleName(words);
    m_number->setAccessibleName(words);
}

void CountTile::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_inRefresh)
        refresh();
}

} // namespace chancery
