// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

class QComboBox;

namespace chancery {

/// Edits a cell by a list that commits as soon as something is chosen.
class ChoiceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

protected:
    virtual void fill(QComboBox &box, const QModelIndex &index) const = 0;
};

/// Offers the fields a column can go to; any `data.<path>` may be typed.
class TargetDelegate : public ChoiceDelegate
{
    Q_OBJECT

public:
    using ChoiceDelegate::ChoiceDelegate;

protected:
    void fill(QComboBox &box, const QModelIndex &index) const override;
};

/// Offers what a value can become in data.
class TypeDelegate : public ChoiceDelegate
{
    Q_OBJECT

public:
    using ChoiceDelegate::ChoiceDelegate;

protected:
    void fill(QComboBox &box, const QModelIndex &index) const override;
};

/// The fields in the order in which a person is offered them.
QStringList offeredFields();

} // namespace chancery
