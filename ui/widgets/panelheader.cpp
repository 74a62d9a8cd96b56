// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/panelheader.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace chancery {

PanelHeader::PanelHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_title(new ElidedLabel(title, this))
    , m_subtitle(new ElidedLabel(this))
    , m_actions(new QHBoxLayout)
{
    m_title->setObjectName(u"panelTitle"_s);
    m_subtitle->setObjectName(u"panelSubtitle"_s);
    setType(*m_title, Type::PanelTitle);
    setType(*m_subtitle, Type::Secondary);
    for (ElidedLabel *label : {m_title, m_subtitle}) {
        label->setFocusPolicy(Qt::NoFocus);
        label->setElideMode(Qt::ElideRight);
    }
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(heightFor(font(), size::control) + space::tiny);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::medium);
    m_actions->setSpacing(space::small);
    m_row->addWidget(m_title);
    m_row->addWidget(m_subtitle);
    m_row->addStretch(1);
    m_row->addLayout(m_actions);
}

void PanelHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PanelHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
}

void PanelHeader::addAction(QWidget *widget)
{
    m_actions->addWidget(widget);
}

} // namespace chancery
