// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/page.h"
#include "core/runs/lostinstructions.h"
#include "ui/panels/instructions/instructiondesk.h"
#include "ui/panels/listsection.h"

#include <QTimer>

class QComboBox;

namespace chancery {

class InstructionDetail;
class InstructionFileDialog;

/// The instructions of the service: those that wait for their counterparty, and what became of the others. One is
/// submitted by hand or many from a file; the chosen one is followed while it waits for its match.
class InstructionsPanel : public ListSection
{
    Q_OBJECT

public:
    explicit InstructionsPanel(const InstructionDesk &desk, QWidget *parent = nullptr);
    ~InstructionsPanel() override;

    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

    /// Checks the file and offers to submit it.
    void openFile(const QString &path);

Q_SIGNALS:
    void settlementWanted(const QString &id);

protected:
    void load() override;
    void showCurrent(const QString &id) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    void buildFilter();
    void take(const keystone::Page<keystone::Instruction> &page);
    void showAll();
    void settleLost();
    void tellLost(const QList<LostInstruction> &lost);
    void offerStatuses();
    void look();
    void looked(const Result<keystone::Instruction> &now);
    void readSettlement(const QString &id);
    void openForm();
    void pickFile();
    void askCancel();
    void cancel(const keystone::Instruction &instruction);
    void cancelled(const Result<InstructionCancelReport> &report);
    const keystone::Instruction *current() const;

    InstructionDesk m_desk;
    QList<keystone::Instruction> m_instructions;
    keystone::Page<keystone::Instruction> m_page;
    QStringList m_toldOfLost; ///< each is said once
    QStringList m_lostNews;   ///< those that nobody has put away yet
    bool m_isSettling = false;
    QString m_wanted; ///< to be chosen once it is listed
    Banner *m_lostNotice;
    QComboBox *m_filter;
    InstructionDetail *m_detail;
    QTimer m_poll;
    int m_looks = 0;
    bool m_isLooking = false;
    InstructionFileDialog *m_fileDialog = nullptr;
};

} // namespace chancery
