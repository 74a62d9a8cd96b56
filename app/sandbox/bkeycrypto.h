// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace chancery::sandbox {

/// A raw private key of 32 bytes with what OpenSSL does by it. The sandbox's keys are published test keys: nothing
/// here is wiped.
class SigningKey
{
public:
    explicit SigningKey(QByteArray seed)
        : m_seed(std::move(seed))
    {}

    const QByteArray &seed() const { return m_seed; }
    QByteArray publicKey() const;
    /// Ed25519 (RFC 8032), 64 bytes.
    QByteArray sign(const QByteArray &bytes) const;

private:
    QByteArray m_seed;
};

/// The same signature with the group's order added to its second half, which only a careless check takes.
QByteArray malleated(QByteArray signature);
QByteArray hmacSha256(const QByteArray &key, const QByteArray &bytes);
/// Base64url without padding (RFC 7515 §2).
QByteArray base64Url(const QByteArray &bytes);

/// An X25519 key pair and the vault's envelopes (BKey fact sheet §7).
class SealingKey
{
public:
    explicit SealingKey(QByteArray seed)
        : m_seed(std::move(seed))
    {}
    /// A new one from the system's randomness.
    static SealingKey random();

    QByteArray publicKey() const;
    /// `public key, iv, tag, ciphertext` for who holds `recipient`; nothing when that is no key to agree with.
    std::optional<QByteArray> sealFor(const QByteArray &recipient, const QByteArray &plaintext) const;
    /// The text of `0x02, sender's public key, iv, tag, ciphertext`; nothing when it was not sealed for this key.
    std::optional<QByteArray> open(const QByteArray &envelope) const;

    static constexpr qsizetype keySize = 32;
    static constexpr qsizetype ivSize = 12;
    static constexpr qsizetype tagSize = 16;
    static constexpr qsizetype headSize = keySize + ivSize + tagSize;

private:
    std::optional<QByteArray> agreedKey(const QByteArray &peer) const;

    QByteArray m_seed;
};

} // namespace chancery::sandbox
