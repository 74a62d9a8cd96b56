// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/document.h"
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
quint64 contentDigest(const json::Node &row);
inline quint64 contentDigest(const keyban::Passport &passport)
{
    return contentDigest(passport.raw);
}

/// Compact JSON with the members of every object in the order of their names.
QByteArray canonicalJson(const json::Value &value);

/// What is searched, sorted and compared of a passport. Texts are UTF-8 and stand elsewhere.
struct MirrorFields
{
    quint64 raw = 0;    ///< hash of the raw row's text
    qint64 updated = 0; ///< ms since 1970
    std::string_view level;
    std::string_view modelNumber;
    std::string_view batchNumber;
    std::string_view itemNumber;
    std::string_view network;
    std::string_view name;
    std::string_view status;
    std::string_view certification; ///< notStarted, notApplicable, pending, certified, error, or the service's own word
    std::string_view rest; ///< the searchable text behind the name: description and the values of `data`, folded
};

/// In one piece for the file: every column of its own costs a write as much as a small row. `rest` comes last and may
/// be appended.
QByteArray packed(const MirrorFields &fields);
/// They stand in `packed`; nothing when it is not what packed() makes.
std::optional<MirrorFields> unpacked(QByteArrayView packed);

/// What the mirror keeps of a passport besides its raw row.
struct MirrorRecord
{
    quint32 row = 0;     ///< its number in the file; never 0 for one that is kept
    QByteArray id;       ///< UTF-8
    quint64 key = 0;     ///< keyHash()
    quint64 content = 0; ///< contentDigest()
    quint64 state = 0;   ///< hash of its id and status
    QByteArray packed;   ///< as packed() makes it
    /// They stand in the record.
    MirrorFields fields() const { return unpacked(packed).value_or(MirrorFields()); }
};

} // namespace chancery
