// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passport.h"

#include <string_view>

namespace chancery {

/// The five parts that the service upserts by, in UTF-8.
struct MirrorKey
{
    std::string_view application;
    std::string_view granularity;
    std::string_view modelNumber;
    std::string_view batchNumber;
    std::string_view itemNumber;
};

/// A 64-bit hash of the five-part key; equal hashes of different keys are possible in theory, so what depends on it
/// compares the keys once more.
quint64 keyHash(const MirrorKey &key);
/// The application, a UUID, in lower case.
quint64 keyHash(const QString &application, const keyban::PassportKey &key);

/// A 64-bit hash of what an import can change: network, the passport's own name, description, data and certified paths,
/// of a row as the service tells it or of a create body, in either shape. Member order does not count, the digits of a
/// number do; absent and null are the same.
quint64 contentDigest(const json::Value &row);
inline quint64 contentDigest(const keyban::Passport &passport)
{
    return contentDigest(passport.raw);
}

/// Compact JSON with the members of every object in the order of their names.
QByteArray canonicalJson(const json::Value &value);

/// What the mirror keeps of a passport besides its raw row.
struct MirrorRecord
{
    quint32 row = 0; ///< its number in the file; never 0 for one that is kept
    QString id;
    quint64 key = 0;     ///< keyHash()
    quint64 content = 0; ///< contentDigest()
    quint64 state = 0;   ///< hash of its id and status
    quint64 raw = 0;     ///< hash of the raw row's text
    QString level;
    QString modelNumber;
    QString batchNumber;
    QString itemNumber;
    QString network;
    QString name;
    QString status;
    QString certification; ///< notStarted, notApplicable, pending, certified, error, or the service's own word
    qint64 updated = 0;    ///< ms since 1970
    QByteArray rest;       ///< the searchable text behind the name: description and the values of `data`, folded
};

/// What a passport's raw row is decoded to under the rules of a dialect. `application` stands in for a row that does
/// not name its own.
MirrorRecord recordOf(const keyban::Passport &passport, const QString &application, keyban::Dialect dialect);

/// What is searched, sorted and compared of a record, in one piece for the file: every column of its own costs a write
/// as much as a small row.
QByteArray packed(const MirrorRecord &record);
/// Fills in what was packed; false when it is not what packed() makes.
bool unpack(QByteArrayView packed, MirrorRecord &record);

} // namespace chancery
