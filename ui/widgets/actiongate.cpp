// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/actiongate.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace chancery {

namespace {

/// By itself, whatever its parents are.
bool isOn(const QWidget &widget)
{
    return !widget.testAttribute(Qt::WA_ForceDisabled);
}

} // namespace

void ActionGate::guard(const QList<QWidget *> &actions)
{
    for (QWidget *action : actions) {
        m_actions << Action{.widget = action};
        action->installEventFilter(this);
    }
}

void ActionGate::close(const QString &why)
{
    m_why = why;
    for (Action &action : m_actions) {
        if (!action.widget)
            continue;
        if (!m_isClosed) {
            action.isWanted = isOn(*action.widget);
            action.tip = action.widget->toolTip();
        }
        shut(action);
    }
    m_isClosed = true;
}

void ActionGate::shut(Action &action)
{
    action.widget->setEnabled(false);
    action.widget->setToolTip(m_why);
}

void ActionGate::open()
{
    if (!std::exchange(m_isClosed, false))
        return;
    for (const Action &action : std::as_const(m_actions)) {
        if (!action.widget)
            continue;
        action.widget->setEnabled(action.isWanted);
        action.widget->setToolTip(action.tip);
    }
}

bool ActionGate::eventFilter(QObject *watched, QEvent *event)
{
    const auto action =
        std::find_if(m_actions.begin(), m_actions.end(), [watched](const Action &a) { return a.widget == watched; });
    if (!m_isClosed || action == m_actions.end())
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::EnabledChange && isOn(*action->widget)) {
        action->isWanted = true;
        shut(*action);
    } else if (event->type() == QEvent::ToolTipChange && action->widget->toolTip() != m_why) {
        action->tip = action->widget->toolTip();
        action->widget->setToolTip(m_why);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace chancery
