// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mapping.h"
#include "core/catalogue/preview.h"

#include <QAbstractTableModel>

namespace chancery {

/// The columns of a file and where their cells go. Editing changes the mapping it holds and says so.
class ColumnsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Header,
        GoesTo, ///< edited as text: a field's name, `data.<path>`, or `-`
        Certified,
        Basis,
        Sample,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setContent(const catalogue::Mapping &mapping, const catalogue::Preview &preview);
    const catalogue::Mapping &mapping() const { return m_mapping; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void mappingEdited(const chancery::catalogue::Mapping &mapping);

private:
    bool setTarget(int row, const QString &text);
    bool setCertified(int row, bool certified);
    bool isCertified(int row) const;
    QString sample(int row) const;

    catalogue::Mapping m_mapping;
    QStringList m_samples;
};

/// A field as a person reads it: "Model number", "data: gtin", "Leave out".
QString targetText(const catalogue::Target &target);

} // namespace chancery
