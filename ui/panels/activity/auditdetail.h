// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/auditlog.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace chancery {

class FieldList;
class StatePill;

/// All that one entry of the audit log says: what happened, why, before and after, and its place in the chain.
class AuditDetail : public QWidget
{
    Q_OBJECT

public:
    explicit AuditDetail(QWidget *parent = nullptr);

    void show(const AuditEntry &entry);
    void clear();

Q_SIGNALS:
    /// All entries about the same thing.
    void subjectWanted(const QString &subject);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildContent();
    QLabel *heading(const QString &text, QWidget *parent) const;

    QString m_subject;
    QStackedWidget *m_stack;
    QLabel *m_what = nullptr;
    StatePill *m_outcome = nullptr;
    QLabel *m_who = nullptr;
    QLabel *m_reasonHeading = nullptr;
    QLabel *m_reason = nullptr;
    FieldList *m_about = nullptr;
    QPushButton *m_all = nullptr;
    QLabel *m_factsHeading = nullptr;
    FieldList *m_facts = nullptr;
    FieldList *m_chain = nullptr;
    QPlainTextEdit *m_written = nullptr;
};

} // namespace chancery
