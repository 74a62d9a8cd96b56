// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFormLayout>

namespace chancery {

/// A form: labels on the fields' line, each field named for assistive technology by its label, remarks below.
class Form : public QFormLayout
{
    Q_OBJECT

public:
    explicit Form(QWidget *parent = nullptr);

    /// Adds a row; the label becomes the field's buddy and, unless it has one, its accessible name.
    void addField(const QString &label, QWidget *field);
};

} // namespace chancery
