// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/searchfield.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QKeyEvent>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chancery {

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    QAction *sign = addAction(themeIcon(u"search"_s, Token::SecondaryText), QLineEdit::LeadingPosition);
    sign->setText(placeholder); // what a screen reader says of the buttons
    QAction *empty = addAction(themeIcon(u"cross"_s, Token::SecondaryText), QLineEdit::TrailingPosition);
    empty->setObjectName(u"clearSearch"_s);
    empty->setText(tr("Clear the search"));
    empty->setVisible(false);
    m_pause.setSingleShot(true);
    m_pause.setInterval(120ms);
    connect(empty, &QAction::triggered, this, [this] {
        clear();
        announce();
    });
    connect(this, &QLineEdit::textChanged, empty, [empty](const QString &text) { empty->setVisible(!text.isEmpty()); });
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &SearchField::announce);
    connect(&m_pause, &QTimer::timeout, this, &SearchField::announce);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        announce();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::announce()
{
    m_pause.stop();
    const QString wanted = text().trimmed();
    if (wanted == m_last)
        return;
    m_last = wanted;
    Q_EMIT searched(wanted);
}

} // namespace chancery
