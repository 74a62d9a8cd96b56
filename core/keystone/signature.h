// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/secrets/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <span>

namespace chancery::keystone {

/// `X-Keystone-Signature`
extern const QByteArray signatureHeader;

/// What a receiver would find of a payload and its signature (KeyStone fact sheet §6).
enum class SignatureVerdict {
    Valid,
    ValidWithOldSecret, ///< which is still within its time
    OldSecretExpired,   ///< it fits the old secret, whose time is over
    DoesNotFit,         ///< other bytes or another secret
    SignatureMissing,
    SignatureUnreadable, ///< not 64 hexadecimal digits
    NoSecret,
};

/// A secret that may have signed. The one in force has no end.
struct SigningSecret
{
    const Secret &secret;
    QDateTime validUntil{}; ///< UTC
};

/// The signature of exactly these bytes: HMAC-SHA256 in lower-case hexadecimal digits.
QByteArray signatureOf(QByteArrayView payload, const Secret &secret);

/// Judges the bytes as they were received; a signature may be in either case and begin with `sha256=`. Compares in the
/// same time wherever the two differ.
SignatureVerdict verifySignature(QByteArrayView payload, QByteArrayView signature,
                                 std::span<const SigningSecret> secrets, const QDateTime &now);

/// What a delivery says, in the words of either generation of the service; for people, not for deciding anything.
struct WebhookPayload
{
    QString event;
    QString settlementId;
    QString fromState;
    QString toState;
    QString settlementType;
    QDateTime timestamp;
};

/// Error: Protocol / NotJson, or UnexpectedShape when it names no event.
Result<WebhookPayload> decodePayload(QByteArrayView payload);

} // namespace chancery::keystone
