// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/form.h"

#include "ui/theme/metrics.h"

#include <QLabel>

namespace chancery {

Form::Form(QWidget *parent)
    : QFormLayout(parent)
{
    setHorizontalSpacing(space::large);
    setVerticalSpacing(space::small);
    setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    setRowWrapPolicy(QFormLayout::DontWrapRows);
}

void Form::addField(const QString &label, QWidget *field)
{
    auto *words = new QLabel(label);
    setType(*words, Type::Body);
    // As tall as a field of one line, so that both stand on one line and taller fields keep it at their top.
    words->setFixedHeight(heightFor(words->font(), size::control));
    words->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(QString(label).remove(u'&'));
    addRow(words, field);
}

} // namespace chancery
