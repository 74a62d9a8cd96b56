// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/fieldgroup.h"

#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fieldnote.h"

#include <QWidget>

namespace chancery {

using namespace Qt::StringLiterals;

FieldGroup::FieldGroup(QWidget *form)
    : QObject(form)
    , m_form(form)
{}

bool FieldGroup::isBusy(ProfileField) const
{
    return false;
}

QLabel *FieldGroup::addField(FieldGrid &grid, const QString &label, QWidget *field, ProfileField what)
{
    QLabel *words = grid.addField(label, field);
    addNote(grid, field->objectName() + u"Note"_s, field, what);
    return words;
}

void FieldGroup::addNote(FieldGrid &grid, const QString &objectName, QWidget *field, ProfileField what)
{
    m_fields[what] = field;
    m_notes[what] = grid.addNote(objectName);
}

} // namespace chancery
