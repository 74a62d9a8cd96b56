// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/fieldlist.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/elidedlabel.h"

#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace chancery {

FieldList::FieldList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::large);
    m_grid->setVerticalSpacing(space::small - 2);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FieldList::setFields(const QList<Field> &fields)
{
    while (m_rows.size() < fields.size())
        addRow();
    while (m_rows.size() > fields.size()) {
        const Row last = m_rows.takeLast();
        delete last.name;
        delete last.value;
    }
    for (int i = 0; i < fields.size(); ++i) {
        const Field &field = fields.at(i);
        const Row &row = m_rows.at(i);
        row.name->setText(field.name);
        row.value->setText(field.value.isEmpty() ? u"–"_s : field.value);
        row.value->setAccessibleName(tr("%1: %2").arg(field.name, field.value));
        row.value->setObjectName(field.key.isEmpty() ? QString() : u"field."_s + field.key);
        row.value->updateGeometry();
    }
}

void FieldList::addRow()
{
    const Row row{new QLabel(this), new ElidedLabel(this)};
    setType(*row.name, Type::Body);
    row.name->setForegroundRole(QPalette::PlaceholderText);
    row.name->setTextFormat(Qt::PlainText);
    row.name->setBuddy(row.value);
    row.name->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    row.value->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    const int line = int(m_rows.size());
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(row.value, line, 1);
    m_rows += row;
}

} // namespace chancery
