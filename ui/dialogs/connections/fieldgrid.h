// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QGridLayout>

class QLabel;

namespace chancery {

class FieldNote;

/// A form whose fields have notes below them. QFormLayout does not give wrapping notes their height.
class FieldGrid : public QGridLayout
{
    Q_OBJECT

public:
    explicit FieldGrid(QWidget *parent);

    /// The label becomes the field's buddy and is returned.
    QLabel *addField(const QString &label, QWidget *field);
    /// A widget in the column of the fields.
    void addBelow(QWidget *widget);
    /// A widget in both columns.
    void addWide(QWidget *widget);
    /// How wide the labels are, and may be made so that they stand in line with those of another grid.
    int labelWidth() const;
    void setLabelWidth(int width) { setColumnMinimumWidth(0, width); }
    FieldNote *addNote(const QString &objectName);
};

} // namespace chancery
