// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/decisionbatch.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace chancery {

/// How far decisions under way have come, with a Stop between two of them. Hidden while there are none.
class DecisionProgress : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionProgress(QWidget *parent = nullptr);

    void show(const DecisionCounts &counts, bool isStopping);
    using QWidget::show;

Q_SIGNALS:
    void stopWanted();

private:
    QLabel *m_words;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

/// "17 approved, 1 failed, 2 not sent": only what there is of.
QString countsText(const DecisionCounts &counts);

} // namespace chancery
