// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace chancery {

/// The steps of a piece of work: 1 File, 2 Columns, … Steps that were reached can be gone back to by mouse or keyboard.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(const QStringList &steps, QWidget *parent = nullptr);

    /// The step on show, from 0.
    void setCurrent(int step);
    int current() const { return m_current; }
    /// The steps below `count` can be activated.
    void setReached(int count);

Q_SIGNALS:
    void stepActivated(int step);

private:
    class Step;
    void refresh();

    QList<Step *> m_steps;
    int m_current = 0;
    int m_reached = 0;
};

} // namespace chancery
