// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/fieldgrid.h"

#include "ui/dialogs/connections/fieldnote.h"
#include "ui/theme/metrics.h"

#include <QLabel>

namespace chancery {

FieldGrid::FieldGrid(QWidget *parent)
    : QGridLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setHorizontalSpacing(space::large);
    setVerticalSpacing(space::tiny);
    setColumnStretch(1, 1);
}

QLabel *FieldGrid::addField(const QString &label, QWidget *field)
{
    const int row = rowCount();
    // A field stands farther from the field above than from its own note.
    if (count() > 1)
        addItem(new QSpacerItem(0, space::tiny, QSizePolicy::Minimum, QSizePolicy::Fixed), row, 0);
    auto *words = new QLabel(label, parentWidget());
    setType(*words, Type::Body);
    words->setFixedHeight(heightFor(words->font(), size::control));
    words->setBuddy(field);
    addWidget(words, row + 1, 0, Qt::AlignTop);
    addWidget(field, row + 1, 1);
    return words;
}

void FieldGrid::addBelow(QWidget *widget)
{
    addWidget(widget, rowCount(), 1, Qt::AlignLeft);
}

void FieldGrid::addWide(QWidget *widget)
{
    addWidget(widget, rowCount(), 0, 1, 2);
}

int FieldGrid::labelWidth() const
{
    int widest = 0;
    for (int row = 0; row < rowCount(); ++row) {
        const QLayoutItem *item = itemAtPosition(row, 0);
        if (const auto *label = item ? qobject_cast<QLabel *>(item->widget()) : nullptr)
            widest = std::max(widest, label->sizeHint().width());
    }
    return widest;
}

FieldNote *FieldGrid::addNote(const QString &objectName)
{
    auto *note = new FieldNote(parentWidget());
    note->setObjectName(objectName);
    addWidget(note, rowCount(), 1);
    return note;
}

} // namespace chancery
