// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/decisionbatch.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

namespace chancery {

class TemplateBook;

/// What is about to be decided.
struct DecisionOrder
{
    QList<DecisionRequest> requests; ///< at least one; all for the same decision and reason
    DecisionBatch::Act act = DecisionBatch::Act::Decide;
};

/// The second look: says once more which settlements, what will happen to them and why, and is accepted with Return.
/// It shows the settlements as they were when it was asked for, which is what the decision rests on. Open with open().
class ConfirmDecisionDialog : public QDialog
{
    Q_OBJECT

public:
    ConfirmDecisionDialog(DecisionOrder order, const TemplateBook &templates, const DialogPlace &place,
                          QWidget *parent = nullptr);

    const DecisionOrder &order() const { return m_order; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString question() const;
    QString buttonText() const;
    QString consequence(const TemplateBook &templates) const;
    void build(const TemplateBook &templates, const DialogPlace &place);
    QWidget *buildOne();
    QWidget *buildTable(const TemplateBook &templates);
    QWidget *buildButtons();

    const DecisionOrder m_order;
};

} // namespace chancery
