// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorrecord.h"

#include <QSqlQuery>

namespace chancery {

// The statements that write a mirror's rows, many at once, and what is bound to them.

inline constexpr int insertedAtOnce = 20; ///< the most rows of one statement

/// Inserts so many rows into `passport`, `INSERT` or `INSERT OR REPLACE`.
QString passportInsertion(QStringView verb, int rows);
/// Puts so many rows into `raw`.
QString rawInsertion(int rows);

/// Binds row after row to a statement of passportInsertion() or rawInsertion(), from its first place on.
class RowBinder
{
public:
    explicit RowBinder(QSqlQuery &query)
        : m_query(query)
    {}
    void bindPassport(const MirrorRecord &record);
    void bindRaw(quint32 row, const QByteArray &json);

private:
    void bind(std::initializer_list<QVariant> values);

    QSqlQuery &m_query;
    qsizetype m_bound = 0;
};

} // namespace chancery
