// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QLabel;

namespace chancery {

/// A number that matters, with what it counts below it. Read out as "61,394 completed".
class CountTile : public QWidget
{
    Q_OBJECT

public:
    explicit CountTile(const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setCount(qint64 count);
    /// For what is not a whole number, such as a rate or an amount.
    void setText(const QString &text);
    /// Nothing, or a state to spend colour on.
    void setTone(Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QLabel *m_number;
    QLabel *m_label;
    Tone m_tone = Tone::Neutral;
    bool m_inRefresh = false;
};

} // namespace chancery
