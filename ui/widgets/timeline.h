// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QDateTime>
#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace chancery {

class TimelineRow;

/// One thing that happened, or that is awaited: then without a moment.
struct TimelineStep
{
    Tone tone = Tone::Neutral;
    QString title{};
    QString note{};
    QDateTime when{};

    bool operator==(const TimelineStep &) const = default;
};

/// What happened, one under another along a line, the first at the top. Setting the steps again keeps the rows that
/// stay.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(QWidget *parent = nullptr);

    void setSteps(const QList<TimelineStep> &steps);
    const QList<TimelineStep> &steps() const { return m_steps; }

private:
    QVBoxLayout *m_column;
    QList<TimelineRow *> m_rows;
    QList<TimelineStep> m_steps;
};

} // namespace chancery
