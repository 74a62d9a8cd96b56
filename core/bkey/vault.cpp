// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/vault.h"

#include "core/bkey/fields.h"
#include "core/json/fields.h"

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestName = 128;
constexpr qsizetype longestField = 64;
constexpr qsizetype longestText = 512;

bool isExpiry(std::chrono::seconds expiry)
{
    return expiry >= 30s && expiry <= 600s;
}

bool isLineOrEmpty(const QString &text)
{
    return text.isEmpty() || isLine(text, longestText);
}

VaultState stateOf(const QString &status, bool hasValue)
{
    const bool isConsumed = isWord(status, "consumed"_L1);
    if (isConsumed || isWord(status, "approved"_L1)) {
        if (hasValue)
            return VaultState::Released;
        return isConsumed ? VaultState::Lost : VaultState::Granted;
    }
    if (hasValue)
        return VaultState::Unknown;
    if (isWord(status, "pending"_L1))
        return VaultState::Waiting;
    if (isWord(status, "denied"_L1) || isWord(status, "rejected"_L1))
        return VaultState::Denied;
    return isWord(status, "expired"_L1) ? VaultState::Expired : VaultState::Unknown;
}

StoreState storeStateOf(const QString &status)
{
    if (isWord(status, "pending"_L1))
        return StoreState::Pending;
    if (isWord(status, "stored"_L1))
        return StoreState::Stored;
    if (isWord(status, "rejected"_L1) || isWord(status, "denied"_L1))
        return StoreState::Rejected;
    return isWord(status, "expired"_L1) ? StoreState::Expired : StoreState::Unknown;
}

/// A text as it is, anything with members as JSON.
Secret secretOf(const json::Value &value)
{
    return value.isObject() || value.isString() ? Secret::fromText(value.toText()) : Secret();
}

} // namespace

Result<QList<VaultItem>> decodeItems(const json::Value &body)
{
    const json::Value &rows = body[u"items"];
    if (!rows.isArray())
        return json::unexpectedShape(u"items"_s);
    QList<VaultItem> items;
    for (const json::Value &row : rows.items()) {
        VaultItem item{.name = row[u"name"].toString(),
                       .itemType = row[u"itemType"].toText(),
                       .description = row[u"description"].toText(),
                       .fieldNames = {},
                       .status = row[u"status"].toText(),
                       .lastAccessedAt = timeOf(row[u"lastAccessedAt"])};
        for (const json::Value &name : row[u"fieldNames"].items())
            item.fieldNames << name.toText();
        if (!item.name.isEmpty())
            items << std::move(item);
    }
    return items;
}

Result<json::Value> encodeRequest(const SealedRequest &request)
{
    if (!isLine(request.itemName, longestName))
        return refusedMember(u"itemName"_s);
    if (!isLine(request.fieldPath, longestField))
        return refusedMember(u"fieldPath"_s);
    if (!isLine(request.purpose, longestText))
        return refusedMember(u"purpose"_s);
    if (request.publicKey.size() != sealKeySize)
        return refusedMember(u"ephemeralPublicKey"_s);
    if (!isExpiry(request.expiry))
        return refusedMember(u"expiresInSecs"_s);
    json::Value body = json::Value::object();
    body.set(u"itemName"_s, request.itemName);
    body.set(u"fieldPath"_s, request.fieldPath);
    body.set(u"purpose"_s, request.purpose);
    body.set(u"ephemeralPublicKey"_s, QString::fromLatin1(request.publicKey.toBase64()));
    body.set(u"expiresInSecs"_s, json::Value::integer(request.expiry.count()));
    return body;
}

Result<VaultAccess> decodeAccess(const json::Value &body)
{
    VaultAccess access{.id = body[u"id"].toText(), .status = body[u"status"].toText()};
    if (access.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    access.authRequestId = body[u"ciba_auth_req_id"].toText();
    access.challenge = body[u"challengeHex"].toText();
    access.publicKey = bytesOf(body[u"ephemeralPublicKey"]);
    access.createdAt = timeOf(body[u"createdAt"]);
    access.expiresAt = timeOf(body[u"expiresAt"]);
    return access;
}

Result<VaultAnswer> decodeAnswer(const json::Value &body)
{
    VaultAnswer answer{.id = body[u"id"].toText(), .status = body[u"status"].toText()};
    if (answer.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    Secret value = secretOf(body[u"data"]);
    QByteArray sealed = body[u"e2eeCiphertext"].toString().toLatin1();
    answer.state = stateOf(answer.status, !value.isEmpty() || !sealed.isEmpty());
    answer.expiresAt = timeOf(body[u"expiresAt"]);
    if (answer.state == VaultState::Released) {
        answer.value = std::move(value);
        answer.sealed = std::move(sealed);
    }
    return answer;
}

std::optional<Secret> openValue(const SealKey &own, const QByteArray &sealed, const QString &fieldPath)
{
    std::optional<Secret> opened = openFromPhone(own, sealed);
    if (!opened)
        return std::nullopt;
    const Result<json::Value> fields = opened->use([](QByteArrayView bytes) { return json::parse(bytes); });
    if (!fields || !fields->isObject())
        return opened;
    const json::Value &direct = (*fields)[fieldPath];
    const json::Value &field = direct.isNull() ? fields->at(fieldPath) : direct;
    return field.isNull() ? std::nullopt : std::optional(Secret::fromText(field.toText()));
}

Result<VaultKey> decodeVaultKey(const json::Value &body)
{
    VaultKey key{.publicKey = bytesOf(body[u"publicKey"]), .id = body[u"keyId"].toText()};
    if (key.publicKey.size() != sealKeySize)
        return json::unexpectedShape(u"publicKey"_s);
    return key;
}

Result<json::Value> encodeItem(const SealedItem &item)
{
    if (!isLine(item.itemType, longestField))
        return refusedMember(u"itemType"_s);
    if (!isLine(item.name, longestName))
        return refusedMember(u"name"_s);
    if (item.payload.isEmpty())
        return refusedMember(u"encryptedPayload"_s);
    if (!isLineOrEmpty(item.description))
        return refusedMember(u"description"_s);
    if (!isLineOrEmpty(item.website))
        return refusedMember(u"website"_s);
    if (!isExpiry(item.expiry))
        return refusedMember(u"expiresInSecs"_s);
    json::Value body = json::Value::object();
    body.set(u"itemType"_s, item.itemType);
    body.set(u"name"_s, item.name);
    body.set(u"encryptedPayload"_s, QString::fromLatin1(item.payload));
    json::setUnlessEmpty(body, u"description"_s, item.description);
    if (!item.tags.isEmpty())
        body.set(u"tags"_s, json::textArray(item.tags));
    json::setUnlessEmpty(body, u"website"_s, item.website);
    body.set(u"expiresInSecs"_s, json::Value::integer(item.expiry.count()));
    return body;
}

Result<VaultStore> decodeStore(const json::Value &body)
{
    const json::Value &inner = body[u"storeRequest"];
    const json::Value &row = inner.isObject() ? inner : body;
    VaultStore store{.id = row[u"id"].toText(),
                     .state = storeStateOf(row[u"status"].toText()),
                     .status = row[u"status"].toText(),
                     .expiresAt = timeOf(row[u"expiresAt"])};
    if (store.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    return store;
}

} // namespace chancery::bkey
