// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"

#include <QByteArray>

#include <memory>
#include <optional>

using EVP_PKEY = struct evp_pkey_st;

namespace chancery::bkey {

constexpr qsizetype sealKeySize = 32;
constexpr qsizetype sealNonceSize = 12;

/// A key pair of X25519 (RFC 7748) for one request to the vault; wiped when it goes.
class SealKey
{
public:
    /// Nothing where the system has no randomness to give.
    static std::optional<SealKey> make();
    /// Nothing for a key of another length.
    static std::optional<SealKey> fromPrivate(QByteArrayView bytes);

    QByteArray publicKey() const;
    /// The key that this pair and the other's public key have in common: the SHA-256 of what they agree upon. Nothing
    /// for another length and for a public key that would make the secret known to everybody.
    std::optional<Secret> sharedWith(QByteArrayView publicKey) const;

private:
    struct Free
    {
        void operator()(EVP_PKEY *key) const;
    };
    using Key = std::unique_ptr<EVP_PKEY, Free>;
    explicit SealKey(Key key)
        : m_key(std::move(key))
    {}

    Key m_key;
};

/// What the phone has sealed for us, opened (BKey fact sheet §7): its public key, a nonce, a tag and the rest, in
/// base64. Nothing when a single bit is not as it was sealed; there is no way to tell why.
std::optional<Secret> openFromPhone(const SealKey &own, const QByteArray &sealed);

/// What only the phone can open, in base64. The nonce is for tests: without one, it is random, as it has to be.
std::optional<QByteArray> sealForPhone(const SealKey &own, QByteArrayView phoneKey, const Secret &content,
                                       const std::optional<QByteArray> &nonce = {});

} // namespace chancery::bkey
