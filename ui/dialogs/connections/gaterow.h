// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/gatepolicy.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace chancery {

/// What one action needs, and from which size on. Rules that one line cannot show are kept until somebody chooses
/// something else.
class GateRow : public QWidget
{
    Q_OBJECT

public:
    GateRow(GatedAction action, QWidget *parent);

    GatedAction action() const { return m_action; }
    /// Of this action only.
    void setRules(const QList<GateRule> &rules);
    /// Those that were set, while nobody changed them.
    QList<GateRule> rules() const;
    /// Whether these are rules that the line cannot show.
    bool isAsItWas() const;

Q_SIGNALS:
    void changed();

private:
    void buildNeed();
    void buildFrom();
    void showFrom();

    GatedAction m_action;
    QList<GateRule> m_loaded;
    QComboBox *m_need;
    QSpinBox *m_from;
};

} // namespace chancery
