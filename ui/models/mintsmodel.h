// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/mint.h"

#include <QAbstractTableModel>

#include <functional>

namespace chancery {

/// Mints of the ledger, the latest first. It holds what it was given and makes its texts when they are asked for.
class MintsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        When,
        Account,
        Points,
        Outcome,
        Reason,
        Who,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// What an account is called; its id, shortened, where that is nothing.
    void setNaming(std::function<QString(const QString &accountId)> naming);
    /// In place of all there are, such as for another filter.
    void show(const QList<MintRecord> &records);
    /// The same list read again: only rows that differ change. By falling sequence, as the ledger yields them.
    void update(const QList<MintRecord> &records);
    /// Below those there are.
    void append(const QList<MintRecord> &older);
    /// The texts of accounts are others now.
    void rename();

    const MintRecord *recordAt(int row) const;
    /// -1 when it is not here.
    int rowOf(const QString &id) const;
    /// 0 without any.
    qint64 oldest() const { return m_records.isEmpty() ? 0 : m_records.last().sequence; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString shown(const MintRecord &record, int column) const;
    QString whole(const MintRecord &record, int column) const;
    int removeGone(int row, qint64 upTo);

    std::function<QString(const QString &)> m_naming;
    QList<MintRecord> m_records;
};

} // namespace chancery
