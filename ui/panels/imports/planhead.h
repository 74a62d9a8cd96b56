// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/planclasses.h"
#include "ui/widgets/card.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace chancery {

class CountButton;
class ElidedLabel;
class PlanSession;

/// How many rows a plan creates, updates and so on, what it was held against, and the code to know it by; how far it is
/// while it is worked out. A press on a count shows its rows only.
class PlanHead : public Card
{
    Q_OBJECT

public:
    explicit PlanHead(PlanSession &plan, QWidget *parent = nullptr);

    void refresh();
    /// As if the person had pressed the count of these rows.
    void choose(catalogue::PlanFilter filter);

Q_SIGNALS:
    void filterChosen(chancery::catalogue::PlanFilter filter);

private:
    struct Count
    {
        CountButton *button;
        catalogue::PlanFilter filter;
    };
    void createCounts();
    void createActions();
    void press(const CountButton *pressed);
    void showCounts();
    void showProgress();
    QString headline() const;

    PlanSession &m_plan;
    ElidedLabel *m_headline;
    QLabel *m_code;
    ElidedLabel *m_age;
    QProgressBar *m_progress;
    QWidget *m_tiles;
    QList<Count> m_counts;
    CountButton *m_recertified = nullptr;
    CountButton *m_leftOut = nullptr;
    QPushButton *m_older;
    QPushButton *m_anew;
    QPushButton *m_stop;
    QTimer m_clock; ///< the age grows
};

} // namespace chancery
