// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/fieldnote.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSide = 15;

} // namespace

FieldNote::FieldNote(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_words(new QLabel(this))
{
    setType(*m_words, Type::Secondary);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setObjectName(u"noteWords"_s);
    m_icon->setAlignment(Qt::AlignTop);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tiny + 2);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    hide();
}

void FieldNote::say(Tone tone, const QString &words)
{
    m_tone = tone;
    m_words->setText(words);
    setAccessibleName(words);
    refresh();
    setVisible(!words.isEmpty());
}

QString FieldNote::words() const
{
    return m_words->text();
}

void FieldNote::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void FieldNote::refresh()
{
    const bool plain = m_tone == Tone::Neutral;
    m_icon->setVisible(!plain);
    if (!plain)
        m_icon->setPixmap(
            themeIcon(iconOf(m_tone), tokenOf(m_tone)).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    QPalette colours = palette();
    colours.setColor(QPalette::PlaceholderText, color(plain ? Token::SecondaryText : tokenOf(m_tone), palette()));
    if (colours.color(QPalette::PlaceholderText) != m_words->palette().color(QPalette::PlaceholderText))
        m_words->setPalette(colours);
}

} // namespace chancery
