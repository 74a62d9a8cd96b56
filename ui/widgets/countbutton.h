// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QAbstractButton>

namespace chancery {

/// A large exact number with what it counts below it, which shows those it counts when it is pressed down. Read out as
/// "9,100 update".
class CountButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CountButton(const QString &label, QWidget *parent = nullptr);

    /// Nothing to show for none.
    void setCount(qint64 count);
    /// Nothing, or a state to spend colour on while there are any.
    void setTone(Tone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qint64 m_count = 0;
    Tone m_tone = Tone::Neutral;
};

} // namespace chancery
