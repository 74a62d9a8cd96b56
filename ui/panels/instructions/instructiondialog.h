// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructioncells.h"
#include "core/runs/instructionrun.h"
#include "ui/panels/instructions/instructiondesk.h"

#include <QDialog>

class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace chancery {

class Banner;
class BusyBar;
class FieldList;
class LegsEditor;
class ProblemLabel;

/// One side of a trade, written by hand: the form, a second look at what will be sent, and the sending. The same
/// content goes with the same key; once an answer is lost nothing but the same may be sent. Open it with open().
class InstructionDialog : public QDialog
{
    Q_OBJECT

public:
    explicit InstructionDialog(const InstructionDesk &desk, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    /// The service has it.
    void submitted(const QString &id);

private:
    struct Field
    {
        InstructionColumn column;
        QWidget *widget;
        ProblemLabel *problem;
    };

    void build();
    QWidget *buildForm();
    QWidget *buildReference();
    QWidget *buildReview();
    QWidget *buildButtons();
    void addField(QFormLayout *form, InstructionColumn column, QWidget *widget);
    void connectParts();
    void loadTemplates();
    void templateChosen();
    bool check();
    bool checkTime();
    keystone::InstructionDraft draft() const;
    void review();
    void showForm();
    void submit();
    void showEnd(const InstructionReport &report);
    void showFieldErrors(const Error &error);
    void setSending(bool sending);

    InstructionDesk m_desk;
    QList<keystone::SettlementTemplate> m_templates;
    keystone::InstructionDraft m_draft; ///< as it was reviewed
    std::unique_ptr<InstructionRun> m_run;
    bool m_isSending = false;
    bool m_isLost = false; ///< the service may have m_draft

    BusyBar *m_busy;
    Banner *m_banner;
    QStackedWidget *m_pages;
    QComboBox *m_template;
    QComboBox *m_role;
    QLineEdit *m_reference;
    QLineEdit *m_party;
    QLineEdit *m_name;
    QLineEdit *m_wallet;
    QLineEdit *m_chain;
    QDateTimeEdit *m_timeout;
    ProblemLabel *m_timeProblem;
    LegsEditor *m_legs;
    QList<Field> m_fields;
    QLabel *m_statement;
    FieldList *m_summary;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_next;
};

} // namespace chancery
