// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/query.h"

#include <QSortFilterProxyModel>

namespace chancery {

/// What the loaded rows are narrowed and ordered by on this side: all filters are re-checked here, also those that the
/// server applied (Keyban fact sheet U8), and the service knows no order (U7). Its source is a PassportsTableModel.
class PassportsFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit PassportsFilterModel(keyban::Dialect dialect, QObject *parent = nullptr);

    void setFilters(const QList<keyban::Filter> &filters);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    keyban::Dialect m_dialect;
    QList<keyban::Filter> m_filters;
};

} // namespace chancery
