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

/// What the check of the whole file found, and the one button that sends it.
class CheckPage : public QWidget
{
    Q_OBJECT

public:
    explicit CheckPage(ImportSession &session, QWidget *parent = nullptr);

    /// Brings the button up to date, after a change of mind too.
    void showSendButton();

Q_SIGNALS:
    /// The person wants the rows that can be sent to be sent.
    void sendWanted();
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
    QPushButton *m_send;
    QLabel *m_why;
};

} // namespace chancery
