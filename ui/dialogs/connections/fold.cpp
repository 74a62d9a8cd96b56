// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/fold.h"

#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace chancery {

using namespace Qt::StringLiterals;

Fold::Fold(const QString &title, const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_line(new QToolButton(this))
    , m_summary(new ElidedLabel(this))
    , m_body(new QWidget(this))
    , m_grid(new FieldGrid(m_body))
{
    m_line->setObjectName(objectName);
    m_line->setText(title);
    m_line->setAccessibleName(QString(title).remove(u'&'));
    m_line->setCheckable(true);
    m_line->setAutoRaise(true);
    m_line->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_summary->setObjectName(objectName + u"Summary"_s);
    setType(*m_summary, Type::Secondary);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_line);
    head->addWidget(m_summary, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(head);
    column->addWidget(m_body);
    connect(m_line, &QToolButton::toggled, this, &Fold::showOpen);
    showOpen();
}

void Fold::setSummary(const QString &words)
{
    m_summary->setText(words);
    m_line->setAccessibleDescription(words);
}

bool Fold::isOpen() const
{
    return m_line->isChecked();
}

void Fold::setOpen(bool open)
{
    m_line->setChecked(open);
}

void Fold::showOpen()
{
    m_line->setIcon(themeIcon(isOpen() ? u"chevron-up"_s : u"chevron-down"_s));
    m_body->setVisible(isOpen());
}

} // namespace chancery
