// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;

namespace chancery {

class CountTile;
class FindingsModel;
class ImportSession;
class TableView;

/// What the check of the whole file found, and the one button that leads on to the plan.
class CheckPage : public QWidget
{
    Q_OBJECT

public:
    explicit CheckPage(ImportSession &session, QWidget *parent = nullptr);

    /// Whether the rows that can be sent may be planned.
    bool mayPlan() const;

Q_SIGNALS:
    /// The person wants to see what sending the rows that can be sent would do.
    void planWanted();
    /// The person wants to mend rows, beginning at this line.
    void fixWanted(qint64 line);

private:
    QWidget *createTiles();
    QWidget *createFindings();
    void createProfileBox();
    void showProfile();
    void fixGroup(int row);
    void showProgress(const catalogue::CheckProgress &progress);
    void showReport();
    void showPlanButton();

    ImportSession &m_session;
    FindingsModel *m_findings;
    TableView *m_table;
    QLabel *m_headline;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    CountTile *m_rows;
    CountTile *m_sendable;
    CountTile *m_warned;
    CountTile *m_leftOut;
    QComboBox *m_profile;
    QPushButton *m_fix;
    QCheckBox *m_strict;
    QPushButton *m_plan;
    QLabel *m_why;
};

} // namespace chancery
