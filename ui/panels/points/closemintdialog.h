// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/mint.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace chancery {

/// Asks for an operator's word on a mint without a known end: whether it was minted, and how they know. Open it with
/// open(); word() counts once it is accepted.
class CloseMintDialog : public QDialog
{
    Q_OBJECT

public:
    CloseMintDialog(const MintRecord &record, const DialogPlace &place, QWidget *parent);

    /// By whom is left to the caller.
    MintEnd word() const;

private:
    void layOut(const MintRecord &record, const DialogPlace &place);
    QWidget *buildButtons();
    void refresh();

    QRadioButton *m_minted;
    QRadioButton *m_notMinted;
    QLineEdit *m_reason;
    QLabel *m_missing;
    QPushButton *m_close;
};

} // namespace chancery
