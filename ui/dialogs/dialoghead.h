// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace chancery {

/// Where something would be done: in every dialog that confirms.
struct DialogPlace
{
    bool live = false;
    QString profileName;
    QString network;
};

/// The head of a dialog that confirms: what it is about, the item, and the word LIVE or TEST with the profile.
class DialogHead : public QWidget
{
    Q_OBJECT

public:
    DialogHead(const QString &title, const DialogPlace &place, QWidget *parent = nullptr);

    /// The item, in a quieter line.
    void setSubject(const QString &subject);

private:
    QLabel *m_subject;
};

} // namespace chancery
