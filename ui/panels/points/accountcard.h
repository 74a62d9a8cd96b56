// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "ui/panels/points/accountnotes.h"
#include "ui/panels/points/pointsdesk.h"
#include "ui/widgets/card.h"

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class PointsProblem;
class RelativeTime;

/// The account that points go to: its id, the operator's label, its wallet, and the balance as the service said it.
class AccountCard : public Card
{
    Q_OBJECT

public:
    explicit AccountCard(const PointsDesk &desk, QWidget *parent = nullptr);
    ~AccountCard() override;

    /// The id, or why the text is none.
    Result<QString> account() const;
    /// As the service told it, or as it is noted; may be empty.
    QString wallet() const;
    void setAccount(const QString &id);
    /// Says what is wrong with the id, and gives the field the keyboard.
    void point();
    /// Asks for the balance; without an account it does nothing.
    void read();

Q_SIGNALS:
    /// Another account, or none that is whole: then the id is empty.
    void accountChanged(const QString &id);
    void labelChanged();
    void failed(const chancery::Error &error);

private:
    QWidget *buildBalance();
    void layOut();
    void textChanged();
    void edited();
    void take(const Result<keyban::LoyaltyAccount> &told);
    void forget();
    void showProblem(const Error &error);

    PointsDesk m_desk;
    AccountNotes m_notes;
    QLineEdit *m_id;
    PointsProblem *m_problem;
    QLineEdit *m_label;
    QLineEdit *m_wallet;
    QLabel *m_balance;
    RelativeTime *m_told;
    QPushButton *m_read;
    QString m_known; ///< the account on show
    std::unique_ptr<QObject> m_reading;
};

} // namespace chancery
