// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVariantList>

namespace chancery {

/// What rows have to meet, as a WHERE clause and its values in their order.
class Conditions
{
public:
    /// An empty value lets everything through.
    void mustEqual(QLatin1StringView column, const QString &value)
    {
        if (!value.isEmpty())
            must(column + QLatin1StringView(" = ?"), value);
    }
    void must(const QString &condition, const QVariant &value)
    {
        must(condition);
        m_values << value;
    }
    void must(const QString &condition) { m_clause += QLatin1StringView(" AND ") + condition; }

    /// ` WHERE …`
    const QString &clause() const { return m_clause; }
    const QVariantList &values() const { return m_values; }

private:
    QString m_clause = QStringLiteral(" WHERE 1 = 1");
    QVariantList m_values;
};

} // namespace chancery
