// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/ledger/mint.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

/// The limits of a connection, to be changed; limits() counts once it is accepted. Open it with open().
class LimitsDialog : public QDialog
{
    Q_OBJECT

public:
    LimitsDialog(const MintLimits &known, const DialogPlace &place, QWidget *parent);

    /// What is typed, or what is wrong with it.
    Result<MintLimits> limits() const;

private:
    void layOut(const DialogPlace &place);
    QWidget *buildButtons();
    void refresh();
    /// An empty field and zero are no limit.
    static Result<qint64> limitOf(const QLineEdit &field);

    QLineEdit *m_action;
    QLineEdit *m_accountDay;
    QLineEdit *m_operatorDay;
    QLineEdit *m_profileDay;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace chancery
