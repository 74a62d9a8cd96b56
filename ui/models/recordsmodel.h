// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QAbstractTableModel>

#include <optional>

namespace chancery {

/// What a cell shows, says on hover and is copied as.
struct RecordCell
{
    QString text;
    QString tip{};
    QString copy{};             ///< where it differs from the text
    std::optional<Tone> tone{}; ///< of a state
    Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;

    bool operator==(const RecordCell &) const = default;
};

/// A row, known by its id.
struct Record
{
    QString id;
    QList<RecordCell> cells;

    bool operator==(const Record &) const = default;
};

/// Records in a table. Setting them again changes only the rows that differ, so that selection and place stay.
class RecordsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RecordsModel(QStringList columns, QObject *parent = nullptr);

    /// Of rows with the same id the first counts.
    void setRecords(const QList<Record> &records);
    QString idAt(int row) const { return row < 0 || row >= m_records.size() ? QString() : m_records.at(row).id; }
    int rowOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void removeGone(const QList<Record> &records);

    const QStringList m_columns;
    QList<Record> m_records;
};

} // namespace chancery
