// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/panel.h"

namespace chancery {

/// Holds the place of a panel whose service has not been reached yet, under the sheet that says why.
class WaitingPanel : public Panel
{
    Q_OBJECT

public:
    WaitingPanel(QString title, QString iconName)
        : m_title(std::move(title))
        , m_iconName(std::move(iconName))
    {}

    QString title() const override { return m_title; }
    QString iconName() const override { return m_iconName; }

private:
    const QString m_title;
    const QString m_iconName;
};

} // namespace chancery
