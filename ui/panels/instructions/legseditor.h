// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructioncells.h"

#include <QLabel>

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace chancery {

class ProblemLabel;

/// The legs of an instruction, one below the other, with what is wrong under each.
class LegsEditor : public QWidget
{
    Q_OBJECT

public:
    explicit LegsEditor(QWidget *parent = nullptr);

    QList<keystone::InstructionLeg> legs() const;
    /// Shows what is wrong and puts the focus there; true when nothing is.
    bool check();
    /// What the service says about a leg.
    void showProblem(int leg, const QString &words);

Q_SIGNALS:
    void edited();

private:
    struct Leg
    {
        QWidget *row;
        QComboBox *direction;
        QLineEdit *quantity;
        QLineEdit *instrument;
        QComboBox *type;
        QLineEdit *chain;
        QLineEdit *standard;
        QToolButton *remove;
        ProblemLabel *problem;
    };
    void add();
    Leg makeLeg();
    void remove(QWidget *row);
    void renumber();
    QList<std::pair<InstructionColumn, QWidget *>> fieldsOf(const Leg &leg) const;

    QVBoxLayout *m_column;
    QPushButton *m_add;
    QList<Leg> m_legs;
};

/// The text of a field of a form: a line or a choice.
QString fieldText(const QWidget &field);
/// What is wrong with a field, and what to do.
QString faultText(InstructionFault fault, const QWidget &field);

/// What is wrong with something, in the colour of that; hidden while nothing is.
class ProblemLabel : public QLabel
{
    Q_OBJECT

public:
    ProblemLabel(const QString &objectName, QWidget *parent);

    /// Nothing for none.
    void setProblem(const QString &words);
};

} // namespace chancery
