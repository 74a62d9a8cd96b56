// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/cover.h"

#include "ui/theme/metrics.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace chancery {

Cover::Cover(QWidget *below)
    : QWidget(below)
    , m_below(below)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    m_below->installEventFilter(this);
    hide();
}

void Cover::setSheet(QWidget *sheet)
{
    if (m_sheet) {
        m_sheet->hide();
        m_sheet->deleteLater();
    }
    m_sheet = sheet;
    if (sheet) {
        layout()->addWidget(sheet);
        layout()->setAlignment(sheet, Qt::AlignCenter);
        sheet->show();
    }
    showState();
    if (sheet && !m_isAside)
        sheet->setFocus();
}

void Cover::lay()
{
    m_isAside = false;
    showState();
}

void Cover::setAside()
{
    m_isAside = true;
    showState();
}

void Cover::showState()
{
    const bool covers = m_sheet && !m_isAside;
    setVisible(covers);
    setBelowEnabled(!covers);
    if (!covers)
        return;
    setGeometry(m_below->rect());
    raise();
}

/// The siblings of the cover, so that the cover itself stays alive.
void Cover::setBelowEnabled(bool enabled)
{
    const auto siblings = m_below->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *sibling : siblings) {
        if (sibling != this)
            sibling->setEnabled(enabled);
    }
}

bool Cover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(m_below->rect());
    if (event->type() == QEvent::ChildAdded && m_sheet && !m_isAside) {
        setBelowEnabled(false);
        raise();
    }
    return QWidget::eventFilter(watched, event);
}

void Cover::paintEvent(QPaintEvent *)
{
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.86F);
    QPainter(this).fillRect(rect(), veil);
}

} // namespace chancery
