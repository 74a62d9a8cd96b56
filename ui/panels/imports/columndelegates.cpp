// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/columndelegates.h"

#include "core/catalogue/mapping.h"
#include "ui/models/columnsmodel.h"
#include "ui/models/valueformats.h"

#include <QComboBox>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Target;

QStringList offeredFields()
{
    return {u"modelNumber"_s, u"batchNumber"_s, u"itemNumber"_s,     u"name"_s, u"description"_s,
            u"granularity"_s, u"network"_s,     u"certifiedPaths"_s, u"-"_s};
}

QWidget *ChoiceDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    fill(*box, index);
    connect(box, &QComboBox::activated, this, [this, box] {
        Q_EMIT const_cast<ChoiceDelegate *>(this)->commitData(box);
        Q_EMIT const_cast<ChoiceDelegate *>(this)->closeEditor(box);
    });
    return box;
}

void ChoiceDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    qobject_cast<QComboBox *>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
}

void ChoiceDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, qobject_cast<QComboBox *>(editor)->currentText());
}

void TargetDelegate::fill(QComboBox &box, const QModelIndex &index) const
{
    box.setObjectName(u"targetEditor"_s);
    box.setAccessibleName(tr("Field for the column"));
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    const QString header = index.siblingAtColumn(ColumnsModel::Header).data().toString();
    box.addItem(catalogue::toText({Target::Kind::Data, catalogue::pathOfName(header)}));
    box.addItems(offeredFields());
}

void TypeDelegate::fill(QComboBox &box, const QModelIndex &index) const
{
    box.setObjectName(u"typeEditor"_s);
    box.setAccessibleName(tr("What the values become in data"));
    for (const catalogue::ValueFormat &format : offeredFormats())
        box.addItem(formatText(format));
    const QString current = index.data(Qt::EditRole).toString();
    if (box.findText(current) < 0)
        box.addItem(current);
}

} // namespace chancery
