// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/approvalservice.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace chancery {

/// Who may be asked for a yes, a line each: name, DID and user of this ledger.
class ApproverList : public QWidget
{
    Q_OBJECT

public:
    explicit ApproverList(QWidget *parent);

    void setApprovers(const QList<Approver> &approvers);
    /// As the lines say, without the empty ones; `loaded` itself while nobody changed them.
    QList<Approver> approvers(const QList<Approver> &loaded) const;
    /// Whether somebody is typing in one of the lines.
    bool isBusy() const;

Q_SIGNALS:
    void changed();
    /// The cursor is in none of the lines any more.
    void left();

private:
    struct Line
    {
        QLineEdit *name;
        QLineEdit *did;
        QLineEdit *user;
        QToolButton *remove;
    };

    Line &addLine();
    QLineEdit *makeField();
    void dropLine(qsizetype at);
    void remove(const QToolButton *button);
    void nameLines();

    QList<Line> m_lines;
    QGridLayout *m_grid;
    QPushButton *m_add;
};

} // namespace chancery
