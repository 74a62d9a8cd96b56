// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/envelope.h"
#include "core/json/value.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>

namespace chancery::bkey {

// The vault on a phone (BKey fact sheet §2, rows 5 to 13). The way to store that lets the service read what is stored
// is not among what follows.

struct VaultItem
{
    QString name;
    QString itemType;
    QString description;
    QStringList fieldNames;
    QString status;
    QDateTime lastAccessedAt;
    bool operator==(const VaultItem &) const = default;
};
/// What has no name is left out. Error: Protocol / UnexpectedShape without `items`.
Result<QList<VaultItem>> decodeItems(const json::Value &body);

/// One field of an item, to be sealed for a key pair that was made for this request alone.
struct SealedRequest
{
    QString itemName;                 ///< up to 128 characters
    QString fieldPath;                ///< up to 64
    QString purpose;                  ///< up to 512, for the person who is asked
    QByteArray publicKey;             ///< SealKey::publicKey()
    std::chrono::seconds expiry{120}; ///< 30 s to 600 s
};
/// Error: Refused / SettingInvalid with the member in `subject`; so with those below.
Result<json::Value> encodeRequest(const SealedRequest &request);

/// How asking for a value was answered.
struct VaultAccess
{
    QString id;
    QString status;
    QString authRequestId{}; ///< in one dialect only; the others are in the other one only
    QString challenge{};     ///< in hexadecimal digits; its signature is in no answer, so it proves nothing
    QByteArray publicKey{};  ///< that it will be sealed for, as the service understood it
    QDateTime createdAt{};
    QDateTime expiresAt{};
    bool operator==(const VaultAccess &) const = default;
};
/// Error: Protocol / UnexpectedShape without an id; so with those below.
Result<VaultAccess> decodeAccess(const json::Value &body);

enum class VaultState {
    Waiting,
    Granted,  ///< and not handed out yet
    Released, ///< with the value, which comes once
    Lost,     ///< handed out before: it has to be asked for again
    Denied,
    Expired,
    Unknown, ///< a word of a later version, or a value beside a word that grants none: that is dropped
};

struct VaultAnswer
{
    QString id{};
    VaultState state = VaultState::Unknown;
    QString status{};    ///< as the service wrote it
    Secret value{};      ///< Released, in the dialect that lets the service read it: a text, or JSON
    QByteArray sealed{}; ///< Released, in the other: for openFromPhone()
    QDateTime expiresAt{};
    bool isOver() const { return state >= VaultState::Released && state != VaultState::Unknown; }
};
/// Reads either dialect.
Result<VaultAnswer> decodeAnswer(const json::Value &body);

/// What the phone sealed, opened: of an object its member `fieldPath`, of anything else the whole. Nothing when it was
/// not sealed for this key, or has no such member.
std::optional<Secret> openValue(const SealKey &own, const QByteArray &sealed, const QString &fieldPath);

/// The phone's own key, which what is to be stored is sealed for.
struct VaultKey
{
    QByteArray publicKey;
    QString id;
    bool operator==(const VaultKey &) const = default;
};
Result<VaultKey> decodeVaultKey(const json::Value &body);

struct SealedItem
{
    QString itemType;   ///< up to 64 characters
    QString name;       ///< up to 128
    QByteArray payload; ///< of sealForPhone(), in base64
    QString description{};
    QStringList tags{};
    QString website{};
    std::chrono::seconds expiry{300}; ///< 30 s to 600 s
};
Result<json::Value> encodeItem(const SealedItem &item);

enum class StoreState {
    Pending,
    Stored,
    Rejected,
    Expired,
    Unknown,
};

struct VaultStore
{
    QString id;
    StoreState state = StoreState::Unknown;
    QString status;
    QDateTime expiresAt;
    bool isOver() const { return state != StoreState::Pending && state != StoreState::Unknown; }
    bool operator==(const VaultStore &) const = default;
};
/// Flat, or inside `storeRequest`.
Result<VaultStore> decodeStore(const json::Value &body);

} // namespace chancery::bkey
