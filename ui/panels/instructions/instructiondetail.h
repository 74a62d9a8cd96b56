// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/instruction.h"
#include "core/keystone/settlement.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace chancery {

class ElidedLabel;
class FieldList;
class PartyCard;
class StatePill;

/// One instruction: what became of it, this side and the counterparty's as far as it is known, and where it leads.
class InstructionDetail : public QWidget
{
    Q_OBJECT

public:
    explicit InstructionDetail(QWidget *parent = nullptr);

    void show(const keystone::Instruction &instruction);
    using QWidget::show;
    /// The settlement that the instruction became; the counterparty's side stands in it.
    void showSettlement(const keystone::Settlement &settlement);
    /// Whether this connection may cancel.
    void setMayWrite(bool may);
    QWidget *canceller() const;

Q_SIGNALS:
    void cancelWanted();
    void settlementWanted(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QWidget *buildSides();
    void placeSides();
    void showOther(bool isKnown, const QString &why = {});
    void copyReference();

    keystone::Instruction m_instruction;
    ElidedLabel *m_reference;
    StatePill *m_status;
    QLabel *m_statement;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QPushButton *m_open;
    QGridLayout *m_sides = nullptr;
    QList<QLabel *> m_sideTitles;
    std::optional<bool> m_areBeside; ///< not placed yet
    PartyCard *m_own;
    PartyCard *m_other;
    QLabel *m_otherUnknown;
    FieldList *m_fields;
};

} // namespace chancery
