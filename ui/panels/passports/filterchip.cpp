// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/filterchip.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace chancery {

FilterChip::FilterChip(const QString &title, const QString &objectName, QWidget *parent)
    : QPushButton(parent)
    , m_title(title)
    , m_menu(new QMenu(this))
    , m_group(new QActionGroup(this))
{
    setObjectName(objectName);
    setMenu(m_menu);
    setAutoDefault(false);
    setCheckable(true);
    connect(m_group, &QActionGroup::triggered, this, [this](const QAction *action) {
        setValue(action->data().toString());
        Q_EMIT chosen(m_value);
    });
    refresh();
}

void FilterChip::setOptions(const QList<Option> &options)
{
    if (options == m_options)
        return;
    m_options = options;
    refresh();
}

void FilterChip::setValue(const QString &value)
{
    m_value = value;
    refresh();
}

void FilterChip::refresh()
{
    const auto isOffered = [this](const Option &option) { return option.value == m_value; };
    if (!m_value.isEmpty() && std::none_of(m_options.begin(), m_options.end(), isOffered))
        m_options.append({m_value, m_value});
    m_menu->clear(); // deletes the actions, which leave the group by that
    for (const Option &option : std::as_const(m_options)) {
        QAction *action = m_menu->addAction(option.text);
        action->setData(option.value);
        action->setCheckable(true);
        m_group->addAction(action);
        action->setChecked(option.value == m_value);
    }
    setText(tr("%1: %2").arg(m_title, textOf(m_value)));
    setAccessibleName(text());
    setChecked(!m_value.isEmpty());
}

QString FilterChip::textOf(const QString &value) const
{
    const auto found = std::find_if(m_options.begin(), m_options.end(),
                                    [&value](const Option &option) { return option.value == value; });
    return found == m_options.end() ? tr("any") : found->text;
}

} // namespace chancery
