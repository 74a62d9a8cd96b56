// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/keyset.h"

#include "core/bkey/base64url.h"
#include "core/bkey/ed25519.h"
#include "core/json/fields.h"

#include <algorithm>

namespace chancery::bkey {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostKeys = 10;

/// What is said about a key's use has to allow this one; what is not said does not forbid it.
bool isForApprovals(const json::Value &key)
{
    const bool isKind = key[u"kty"].toString() == "OKP"_L1 && key[u"crv"].toString() == "Ed25519"_L1;
    const bool isUse = key[u"use"].isNull() || key[u"use"].toString() == "sig"_L1;
    const bool isAlgorithm = key[u"alg"].isNull() || key[u"alg"].toString() == "EdDSA"_L1;
    return isKind && isUse && isAlgorithm;
}

} // namespace

Result<QList<SigningKey>> decodeKeySet(const json::Value &body)
{
    const json::Value &entries = body[u"keys"];
    if (!entries.isArray() || entries.items().size() > mostKeys)
        return json::unexpectedShape(u"keys"_s);
    QList<SigningKey> keys;
    for (const json::Value &entry : entries.items()) {
        if (!entry.isObject() || entry.contains(u"d"))
            return json::unexpectedShape(u"d"_s);
        if (!isForApprovals(entry))
            continue;
        const auto bytes = fromBase64Url(entry[u"x"].toString().toUtf8());
        if (!bytes || bytes->size() != ed25519KeySize)
            return json::unexpectedShape(u"x"_s);
        const QString id = entry[u"kid"].toString();
        const bool isTaken =
            std::any_of(keys.cbegin(), keys.cend(), [&id](const SigningKey &key) { return key.id == id; });
        if (id.isEmpty() || isTaken)
            return json::unexpectedShape(u"kid"_s);
        keys << SigningKey{id, *bytes};
    }
    return keys;
}

} // namespace chancery::bkey
