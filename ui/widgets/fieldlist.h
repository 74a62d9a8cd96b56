// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace chancery {

class ElidedLabel;

/// Names and values, one pair a row; values can be selected and copied, long ones are shortened in the middle.
/// Setting the fields again keeps the rows that stay.
class FieldList : public QWidget
{
    Q_OBJECT

public:
    struct Field
    {
        QString name;
        QString value;
        QString key; ///< the end of the value's object name: "field.<key>"; empty for none
    };

    explicit FieldList(QWidget *parent = nullptr);

    void setFields(const QList<Field> &fields);

private:
    struct Row
    {
        QLabel *name;
        ElidedLabel *value;
    };
    void addRow();

    QGridLayout *m_grid;
    QList<Row> m_rows;
};

} // namespace chancery
