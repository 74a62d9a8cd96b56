// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/envelope.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>

namespace chancery::bkey {

namespace {

constexpr qsizetype tagSize = 16;
constexpr qsizetype headSize = sealKeySize + sealNonceSize + tagSize;
constexpr qsizetype largestEnvelope = 1024 * 1024;
constexpr char storeVersion = '\x02';

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Derivation = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

/// AES-256 in Galois counter mode, without data beside the content.
std::optional<Secret> opened(const Secret &key, QByteArrayView nonce, QByteArray tag, QByteArrayView content)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray plain(content.size(), '\0');
    int size = 0;
    int rest = 0;
    const bool isWhole = key.use([&](QByteArrayView bytes) {
        return cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(bytes), bytesOf(nonce)) &&
               EVP_DecryptUpdate(cipher.get(), bytesOf(plain), &size, bytesOf(content), int(content.size())) &&
               EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, int(tagSize), tag.data()) &&
               EVP_DecryptFinal_ex(cipher.get(), bytesOf(plain) + size, &rest) > 0;
    });
    if (isWhole)
        return Secret::fromUtf8(std::move(plain));
    wipe(plain);
    return std::nullopt;
}

/// The tag and what is sealed.
std::optional<QByteArray> sealed(const Secret &key, const QByteArray &nonce, const Secret &content)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray tag(tagSize, '\0');
    QByteArray out;
    const bool isDone = key.use([&](QByteArrayView bytes) {
        return content.use([&](QByteArrayView plain) {
            out.resize(plain.size());
            int size = 0;
            int rest = 0;
            return cipher &&
                   EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(bytes), bytesOf(nonce)) &&
                   EVP_EncryptUpdate(cipher.get(), bytesOf(out), &size, bytesOf(plain), int(plain.size())) &&
                   EVP_EncryptFinal_ex(cipher.get(), bytesOf(out) + size, &rest) &&
                   EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, int(tagSize), tag.data());
        });
    });
    return isDone ? std::optional(tag.append(out)) : std::nullopt;
}

std::optional<QByteArray> randomNonce()
{
    QByteArray nonce(sealNonceSize, '\0');
    return RAND_bytes(bytesOf(nonce), int(nonce.size())) == 1 ? std::optional(nonce) : std::nullopt;
}

} // namespace

void SealKey::Free::operator()(EVP_PKEY *key) const
{
    EVP_PKEY_free(key);
}

std::optional<SealKey> SealKey::make()
{
    Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
    return key ? std::optional(SealKey(std::move(key))) : std::nullopt;
}

std::optional<SealKey> SealKey::fromPrivate(QByteArrayView bytes)
{
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, bytesOf(bytes), size_t(bytes.size())));
    return key ? std::optional(SealKey(std::move(key))) : std::nullopt;
}

QByteArray SealKey::publicKey() const
{
    QByteArray bytes(sealKeySize, '\0');
    size_t size = size_t(bytes.size());
    return EVP_PKEY_get_raw_public_key(m_key.get(), bytesOf(bytes), &size) == 1 ? bytes : QByteArray();
}

std::optional<Secret> SealKey::sharedWith(QByteArrayView publicKey) const
{
    const Key other(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, bytesOf(publicKey), size_t(publicKey.size())));
    const Derivation derivation(EVP_PKEY_CTX_new(m_key.get(), nullptr), &EVP_PKEY_CTX_free);
    QByteArray agreed(sealKeySize, '\0');
    size_t size = size_t(agreed.size());
    const bool isAgreed = other && derivation && EVP_PKEY_derive_init(derivation.get()) == 1 &&
                          EVP_PKEY_derive_set_peer(derivation.get(), other.get()) == 1 &&
                          EVP_PKEY_derive(derivation.get(), bytesOf(agreed), &size) == 1 &&
                          std::any_of(agreed.cbegin(), agreed.cend(), [](char c) { return c != '\0'; });
    QByteArray key(32, '\0');
    const bool isMade = isAgreed && EVP_Digest(agreed.constData(), size_t(agreed.size()), bytesOf(key), nullptr,
                                               EVP_sha256(), nullptr) == 1;
    wipe(agreed);
    return isMade ? std::optional(Secret::fromUtf8(std::move(key))) : std::nullopt;
}

std::optional<Secret> openFromPhone(const SealKey &own, const QByteArray &sealedText)
{
    const auto decoded = QByteArray::fromBase64Encoding(sealedText, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray whole = decoded ? *decoded : QByteArray();
    if (whole.size() < headSize || whole.size() > largestEnvelope)
        return std::nullopt;
    const auto key = own.sharedWith(QByteArrayView(whole).first(sealKeySize));
    if (!key)
        return std::nullopt;
    return opened(*key, QByteArrayView(whole).sliced(sealKeySize, sealNonceSize),
                  whole.sliced(sealKeySize + sealNonceSize, tagSize), QByteArrayView(whole).sliced(headSize));
}

std::optional<QByteArray> sealForPhone(const SealKey &own, QByteArrayView phoneKey, const Secret &content,
                                       const std::optional<QByteArray> &nonce)
{
    const auto key = own.sharedWith(phoneKey);
    const auto used = nonce ? nonce : randomNonce();
    if (!key || !used || used->size() != sealNonceSize)
        return std::nullopt;
    const auto body = sealed(*key, *used, content);
    if (!body)
        return std::nullopt;
    QByteArray envelope(1, storeVersion);
    envelope.append(own.publicKey()).append(*used).append(*body);
    return envelope.toBase64();
}

} // namespace chancery::bkey
