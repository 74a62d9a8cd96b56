// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mapping.h"
#include "core/catalogue/preview.h"

#include <QAbstractTableModel>

namespace chancery {

/// The columns of a file and where their cells go; below them the constants and joins. Editing changes the mapping it
/// holds and says so.
class ColumnsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Header,
        GoesTo, ///< edited as text: a field's name, `data.<path>`, or `-`
        Type,   ///< edited as formatText() writes it; only for values that go to data
        Certified,
        Basis,
        Sample,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setContent(const catalogue::Mapping &mapping, const catalogue::Preview &preview);
    const catalogue::Mapping &mapping() const { return m_mapping; }

    /// Sends the column where the automatic mapping thinks it belongs.
    bool acceptSuggestion(int row);
    int suggestions() const;
    bool hasSuggestion(int row) const;
    bool isMade(int row) const { return row >= m_mapping.columns.size() && row < rowCount(); }
    /// Precondition: isMade().
    const catalogue::MadeValue &made(int row) const { return m_mapping.made[row - m_mapping.columns.size()]; }
    /// Adds the value, or replaces that of `row`. A column that was where the value goes now goes nowhere by itself.
    void setMade(const catalogue::MadeValue &value, int row = -1);
    void removeMade(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void mappingEdited(const chancery::catalogue::Mapping &mapping);

private:
    struct Row ///< what columns and made values have in common
    {
        catalogue::Target &target;
        catalogue::ValueFormat &format;
    };
    Row rowOf(int row);
    const catalogue::Target &targetOf(int row) const;
    const catalogue::ValueFormat &formatOf(int row) const;
    QString reasonOf(int row) const;
    QString headerOf(int row) const;
    QString sampleOf(int row) const;
    bool setTarget(int row, const QString &text);
    bool setFormat(int row, const QString &text);
    void redirect(int row, const catalogue::Target &target);
    void announce(int row);
    bool setCertified(int row, bool certified);
    bool isCertified(int row) const;

    catalogue::Mapping m_mapping;
    QStringList m_samples;
    QStringList m_firstRow;
};

/// A field as a person reads it: "Model number", "data: gtin", "Leave out".
QString targetText(const catalogue::Target &target);

} // namespace chancery
