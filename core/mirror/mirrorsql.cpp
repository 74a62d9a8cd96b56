// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorsql.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 6;
constexpr int rawColumns = 2;

/// Placeholders have names, made once: for those without, Qt makes one at every value that is bound.
const QString &placeholder(qsizetype number)
{
    static const QStringList names = [] {
        QStringList made;
        for (int i = 0; i < columns * insertedAtOnce; ++i)
            made << u":p%1"_s.arg(i);
        return made;
    }();
    return names.at(number);
}

/// `(:p0,:p1),(:p2,:p3)` and so on. An id goes to the file as the UTF-8 that it is, not by way of Qt's UTF-16.
QString places(int ofColumns, int rows)
{
    QStringList made;
    for (int row = 0; row < rows; ++row) {
        QStringList places;
        for (int column = 0; column < ofColumns; ++column) {
            const QString place = placeholder(row * ofColumns + column);
            places << (ofColumns == columns && column == 1 ? u"CAST(%1 AS TEXT)"_s.arg(place) : place);
        }
        made << u'(' + places.join(u',') + u')';
    }
    return made.join(u',');
}

} // namespace

QString passportInsertion(QStringView verb, int rows)
{
    return verb + u" INTO passport (row, id, key_hash, content_hash, state_hash, fields) VALUES "_s +
           places(columns, rows);
}

QString rawInsertion(int rows)
{
    return u"INSERT OR REPLACE INTO raw (row, json) VALUES "_s + places(rawColumns, rows);
}

void RowBinder::bindPassport(const MirrorRecord &record)
{
    bind({record.row, record.id, qint64(record.key), qint64(record.content), qint64(record.state), record.packed});
}

void RowBinder::bindRaw(quint32 row, const QByteArray &json)
{
    bind({row, json});
}

void RowBinder::bind(std::initializer_list<QVariant> values)
{
    for (const QVariant &value : values)
        m_query.bindValue(placeholder(m_bound++), value);
}

} // namespace chancery
