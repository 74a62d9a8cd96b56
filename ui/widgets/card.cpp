// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/card.h"

#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace chancery {

Card::Card(QWidget *parent)
    : Card(QString(), parent)
{}

Card::Card(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_header(new QWidget(this))
    , m_headerRow(new QHBoxLayout(m_header))
    , m_title(new QLabel(m_header))
    , m_remark(new ElidedLabel(m_header))
    , m_body(new QVBoxLayout)
{
    registerAccessibleRoles();
    setType(*m_title, Type::CardTitle);
    setType(*m_remark, Type::Secondary);
    m_remark->setElideMode(Qt::ElideRight);
    m_remark->setFocusPolicy(Qt::NoFocus);
    m_headerRow->setContentsMargins(0, 0, 0, 0);
    m_headerRow->setSpacing(space::medium);
    m_headerRow->addWidget(m_title);
    m_headerRow->addWidget(m_remark);
    m_headerRow->addStretch(1);
    m_column->setContentsMargins(space::large, space::large, space::large, space::large);
    m_column->setSpacing(space::medium);
    m_column->addWidget(m_header);
    m_header->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_column->addLayout(m_body, 1);
    m_body->setSpacing(space::small);
    setTitle(title);
    setRemark({});
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_header->setVisible(!title.isEmpty() || m_headerRow->count() > 3);
}

void Card::setRemark(const QString &remark)
{
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void Card::addHeaderWidget(QWidget *widget)
{
    m_headerRow->addWidget(widget);
    m_header->show();
}

void Card::setFlush()
{
    m_column->setContentsMargins(1, space::large, 1, space::small);
    m_headerRow->setContentsMargins(space::large, 0, space::large, 0);
    if (m_header->isHidden())
        m_column->setContentsMargins(1, space::small, 1, space::small);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::surface(
        painter, rect(),
        {.fill = color(Token::Base, palette()), .line = color(Token::Line, palette()), .corner = size::cardCorner});
}

} // namespace chancery
