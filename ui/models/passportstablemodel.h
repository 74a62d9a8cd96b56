// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/passportcolumns.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace chancery {

/// The passports that were loaded, in the server's order. Rows differ, they are never reset: selection and scroll
/// survive a refresh.
class PassportsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit PassportsTableModel(keyban::Dialect dialect, QObject *parent = nullptr);

    /// Adds rows at the end; a row that is there already is brought up to date in its place.
    void append(const QList<keyban::Passport> &rows);
    /// Makes the rows these, by the smallest change that keeps what stays. Duplicates count once.
    void replace(const QList<keyban::Passport> &rows);
    /// Brings one row up to date in its place; false when it is not here.
    bool update(const keyban::Passport &row);
    void remove(const QString &id);
    /// Rows with changes that are not saved are marked.
    void setUnsaved(const QSet<QString> &ids);
    /// Times are relative to this moment; call it now and then.
    void setNow(const QDateTime &now);

    const QList<keyban::Passport> &rows() const { return m_rows; }
    const keyban::Passport *find(const QString &id) const;
    int rowOf(const QString &id) const { return m_places.value(id, -1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void removeRowsNotIn(const QSet<QString> &ids);
    void arrange(const QList<keyban::Passport> &rows);
    void assign(int row, const keyban::Passport &passport);
    void number(qsizetype from);

    keyban::Dialect m_dialect;
    QDateTime m_now;
    QList<keyban::Passport> m_rows;
    QHash<QString, int> m_places; ///< by id
    QSet<QString> m_unsaved;
};

} // namespace chancery
