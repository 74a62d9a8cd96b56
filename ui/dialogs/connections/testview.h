// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/connections/testreport.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace chancery {

class BusyBar;

/// What testing a connection found, step by step. Hidden until there is something to tell.
class TestView : public QWidget
{
    Q_OBJECT

public:
    explicit TestView(QWidget *parent = nullptr);

    void showWaiting(const QString &words);
    void showReport(const TestReport &report);
    /// The connection has been changed since.
    void setStale();
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addStep(int row, const TestStep &step);
    void clearSteps();
    void refreshIcons();
    void announce();

    TestReport m_report;
    bool m_hasReport = false;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_stale;
    QWidget *m_steps = nullptr;
    QList<QPair<QLabel *, Tone>> m_icons;
    BusyBar *m_busy;
};

} // namespace chancery
