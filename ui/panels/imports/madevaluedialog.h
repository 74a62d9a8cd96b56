// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mapping.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace chancery {

/// Asks for a constant, or for columns to join: what it is made of, where it goes, as what.
class MadeValueDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Kind { Constant, Join };
    MadeValueDialog(Kind kind, const catalogue::Mapping &mapping, QWidget *parent = nullptr);

    /// Begins with a value that is there already.
    void setValue(const catalogue::MadeValue &value);
    /// For a join the example is made from these cells.
    void setExample(const QStringList &cells);

Q_SIGNALS:
    void chosen(const chancery::catalogue::MadeValue &value);

private:
    void createFields();
    void layOut();
    QWidget *createParts();
    QWidget *createMoves();
    void move(int by);
    catalogue::MadeValue value() const;
    void showResult();

    const Kind m_kind;
    const catalogue::Mapping m_mapping;
    QStringList m_example;
    QListWidget *m_parts;
    QLineEdit *m_text;
    QComboBox *m_target;
    QComboBox *m_type;
    QLabel *m_result;
    QPushButton *m_cancel;
    QPushButton *m_accept;
};

} // namespace chancery
