// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVariantAnimation>
#include <QWidget>

namespace chancery {

/// A thin line that says something is under way. Keeps its place when idle, so that nothing jumps.
class BusyBar : public QWidget
{
    Q_OBJECT

public:
    explicit BusyBar(QWidget *parent = nullptr);

    void start();
    void stop();

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVariantAnimation m_motion;
    bool m_busy = false;
};

} // namespace chancery
