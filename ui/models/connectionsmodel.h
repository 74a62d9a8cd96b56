// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/danger.h"

#include <QAbstractListModel>

namespace chancery {

/// One entry of the list of connections, ready to be shown.
struct ConnectionRow
{
    enum Kind {
        Stored,
        Draft,        ///< being made, not saved yet
        SandboxOffer, ///< no sandbox yet: the entry that starts one; has no id
    };

    Kind kind = Stored;
    QUuid id{};
    QString name{};
    QString host{};
    Danger danger = Danger::Test;
    GuardLevel guard = GuardLevel::Normal;
    bool operator==(const ConnectionRow &) const = default;
};

ConnectionRow rowOf(const Profile &profile, ConnectionRow::Kind kind);

/// The connections that there are. New rows are told from old ones by their ids, so that the selection stays.
class ConnectionsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        DetailRole = Qt::UserRole, ///< the second line: host and guard
        DangerRole,                ///< `LIVE` or `TEST`
        TokenRole,                 ///< the Token that the danger is written in
        IdRole,
        KindRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<ConnectionRow> &rows);
    const QList<ConnectionRow> &rows() const { return m_rows; }
    QModelIndex find(const QUuid &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    qsizetype positionOf(const QUuid &id, qsizetype from = 0) const;
    void removeAbsent(const QList<ConnectionRow> &wanted);
    void place(int at, const ConnectionRow &row);

    QList<ConnectionRow> m_rows;
};

} // namespace chancery
