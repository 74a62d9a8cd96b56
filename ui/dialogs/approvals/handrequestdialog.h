// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gatedplan.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

/// Asks for somebody's yes to something that this program does not do itself: what their phone shows, the scope, and
/// what stands beside it. Begins with one of the usual cases. accepted() is the wish to ask.
class HandRequestDialog : public QDialog
{
    Q_OBJECT

public:
    HandRequestDialog(const QList<Approver> &approvers, const DialogPlace &place, QWidget *parent);

    HandRequest request() const;
    Approver approver() const;

private:
    void layOut(const DialogPlace &place);
    void takeCase();
    void refresh();
    QString missing() const;

    const QList<Approver> m_approvers;
    QComboBox *m_case;
    QComboBox *m_who;
    QLineEdit *m_message;
    QLabel *m_left; ///< how much more fits
    QLineEdit *m_scope;
    QLineEdit *m_amount;
    QLineEdit *m_currency;
    QLineEdit *m_recipient;
    QLineEdit *m_resource;
    QLabel *m_missing;
    QPushButton *m_ask;
};

} // namespace chancery
