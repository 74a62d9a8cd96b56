// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QList>
#include <QString>

namespace chancery::bkey {

/// A public key that approvals are signed with.
struct SigningKey
{
    QString id;           ///< `kid`
    QByteArray publicKey; ///< of Ed25519, 32 bytes
    bool operator==(const SigningKey &) const = default;
};

/// The Ed25519 keys of a published key set (RFC 8037 §2); keys of other kinds are passed over. Error: Protocol /
/// UnexpectedShape, with the member in `subject`, for what is no set, holds more than ten keys, a private one, two of
/// one name or a damaged one: nothing that such a set says is to be relied upon (BKey fact sheet §6, 2).
Result<QList<SigningKey>> decodeKeySet(const json::Value &body);

} // namespace chancery::bkey
