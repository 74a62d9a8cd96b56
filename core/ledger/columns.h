// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/columntext.h"

#include <QSqlQuery>
#include <QVariant>

namespace chancery {

/// The columns of a result's row, one after the other. Lists in braces are read from left to right; the arguments of a
/// call in parentheses are not.
class Columns
{
public:
    explicit Columns(const QSqlQuery &query)
        : m_query(query)
    {}
    QString text() { return next().toString(); }
    qint64 number() { return next().toLongLong(); }
    int smallNumber() { return next().toInt(); }
    QDateTime time() { return column::timeFrom(text()); }
    QByteArray digest() { return column::digestFrom(text()); }
    QByteArray blob() { return column::blobFrom(text()); }
    QVariant next() { return m_query.value(m_column++); }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

} // namespace chancery
