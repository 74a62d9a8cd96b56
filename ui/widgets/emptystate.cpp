// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/emptystate.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace chancery {

namespace {

constexpr int iconSide = 44;
constexpr int textWidth = 440;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : EmptyState(Content{}, parent)
{}

EmptyState::EmptyState(const Content &content, QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
{
    setType(*m_title, Type::CardTitle);
    setType(*m_text, Type::Body);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_icon, m_title, m_text})
        label->setAlignment(Qt::AlignHCenter);
    for (QLabel *label : {m_title, m_text}) {
        label->setWordWrap(true);
        label->setFixedWidth(textWidth);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::small);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::tiny);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(space::small);
    column->addLayout(m_actions);
    column->addStretch(3);
    m_actions->setSpacing(space::small);
    m_actions->setAlignment(Qt::AlignHCenter);
    setContent(content);
}

void EmptyState::setContent(const Content &content)
{
    m_content = content;
    m_title->setText(content.title);
    m_text->setText(content.text);
    m_text->setVisible(!content.text.isEmpty());
    // A box layout that centres a wrapping label forgets its height for the width.
    for (QLabel *label : {m_title, m_text})
        label->setMinimumHeight(std::max(0, label->heightForWidth(textWidth))); // -1 without a text
    setAccessibleName(content.title);
    setAccessibleDescription(content.text);
    refreshIcon();
}

QPushButton *EmptyState::addPrimaryAction(const QString &text)
{
    QPushButton *button = addAction(text);
    setButtonKind(*button, ButtonKind::Primary);
    return button;
}

QPushButton *EmptyState::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(text);
    m_actions->addWidget(button);
    return button;
}

void EmptyState::refreshIcon()
{
    m_icon->setVisible(!m_content.icon.isEmpty());
    if (!m_content.icon.isEmpty())
        m_icon->setPixmap(
            themeIcon(m_content.icon, Token::SecondaryText).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcon();
}

} // namespace chancery
