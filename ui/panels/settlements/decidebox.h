// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"

#include <QPlainTextEdit>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace chancery {

/// A field for a reason: Return is done with it, Shift+Return begins a line.
class ReasonField : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

Q_SIGNALS:
    void done();
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// What may be done now, and why not.
struct DecideOffer
{
    struct Choice
    {
        bool isPossible = false;
        bool isPreparation = false; ///< for another officer to send
        QString hint{};
        bool operator==(const Choice &) const = default;
    };
    Choice approve;
    Choice reject;
    bool isBusy = false; ///< a decision is under way
    QString note{};      ///< who prepared it, or why nothing is possible
    bool operator==(const DecideOffer &) const = default;
    const Choice &of(keystone::Decision decision) const
    {
        return decision == keystone::Decision::Approve ? approve : reject;
    }
};

/// Where a decision is made: the reason, and the two choices. A choice without a reason asks for it first; Return in
/// the field goes on with that choice.
class DecideBox : public QWidget
{
    Q_OBJECT

public:
    explicit DecideBox(QWidget *parent = nullptr);

    void setOffer(const DecideOffer &offer);
    const DecideOffer &offer() const { return m_offer; }
    QString reason() const;
    void clearReason();
    /// As if its button had been clicked.
    void choose(keystone::Decision decision);
    /// Forgets a choice that waits for its reason.
    void forgetChoice();

Q_SIGNALS:
    /// With a reason.
    void wanted(chancery::keystone::Decision decision);
    /// The person leaves the field for the list.
    void left();

private:
    void build();
    void goOn();
    void showButtons();

    DecideOffer m_offer;
    std::optional<keystone::Decision> m_choice;
    QLabel *m_label;
    ReasonField *m_reason;
    QLabel *m_note;
    QPushButton *m_reject;
    QPushButton *m_approve;
};

} // namespace chancery
