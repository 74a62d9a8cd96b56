// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorfinder.h"
#include "ui/models/passportcolumns.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace chancery {

/// As many rows as a query has, of which only those are here that were looked at: whoever shows it brings the rest when
/// it is wanted. Rows differ, they are never reset: selection and scroll survive a refresh.
class PassportsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int blockRows = 200;

    explicit PassportsTableModel(keyban::Dialect dialect, QObject *parent = nullptr);

    /// Brings what is here to what a query answers now. Rows that are selected or current go where their passports are,
    /// as far as the page or its located rows tell.
    void replace(const MirrorPage &page);
    /// Rows that were wanted, of the same answer.
    void fill(qint64 first, const QList<keyban::Passport> &rows);
    /// Brings a row that is here up to date.
    bool update(const keyban::Passport &row);
    void setUnsaved(const QSet<QString> &ids);
    void setNow(const QDateTime &now);

    const keyban::Passport *passportAt(int row) const;
    const keyban::Passport *find(const QString &id) const;
    /// -1 for a row that is not here.
    int rowOf(const QString &id) const { return m_places.value(id, -1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Announces the order that is wanted; -1 for none.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    /// Somebody looks at rows that are not here.
    void windowWanted(qint64 first, int count) const;
    void orderWanted(int column, Qt::SortOrder order);

private:
    using Rows = QHash<int, keyban::Passport>;

    void moveSelected(const MirrorPage &page);
    void tellDifferences(const Rows &before);
    void keep(qint64 first, const QList<keyban::Passport> &rows);
    void setCount(qint64 total);
    void want(int row) const;

    keyban::Dialect m_dialect;
    QDateTime m_now;
    int m_count = 0;
    Rows m_rows; ///< by their place
    QHash<QString, int> m_places;
    QSet<QString> m_unsaved;
    mutable QSet<int> m_wanted; ///< blocks that were asked for
};

} // namespace chancery
