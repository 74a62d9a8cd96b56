// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

#include <chrono>

namespace chancery {

/// The time that is left of a wait, as a ring that empties with the seconds in its middle.
class CountdownRing : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownRing(QWidget *parent = nullptr);

    /// From now on `left` of `whole` is left. Nothing left stops it.
    void start(std::chrono::milliseconds left, std::chrono::milliseconds whole);
    void stop();
    /// In whole seconds, rounded up.
    qint64 secondsLeft() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();
    std::chrono::milliseconds left() const;

    std::chrono::steady_clock::time_point m_end;
    std::chrono::milliseconds m_whole{0};
    QTimer m_timer;
};

} // namespace chancery
