// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace chancery {

class Mirror;
class MirrorSync;

/// One quiet line that says how much of the catalogue is here and how fresh it is, and the button that helps.
class PassportNotice : public QWidget
{
    Q_OBJECT

public:
    PassportNotice(const Mirror &mirror, MirrorSync &sync, QWidget *parent = nullptr);

private:
    void refresh();
    QString sentence() const;
    QString standing() const;

    const Mirror &m_mirror;
    MirrorSync &m_sync;
    QTimer m_clock; ///< the age grows by itself
    QLabel *m_text;
    QPushButton *m_pause;
    QPushButton *m_resume;
    QPushButton *m_now;
};

} // namespace chancery
