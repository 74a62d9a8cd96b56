// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeycrypto.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

namespace chancery::sandbox {

namespace {

template <auto free>
struct Freed
{
    template <class T>
    void operator()(T *thing) const
    {
        free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

Key privateKey(int type, const QByteArray &seed)
{
    return Key(EVP_PKEY_new_raw_private_key(type, nullptr, in(seed), size_t(seed.size())));
}

QByteArray publicKeyOf(int type, const QByteArray &seed)
{
    const Key key = privateKey(type, seed);
    QByteArray bytes(32, '\0');
    size_t size = 32;
    EVP_PKEY_get_raw_public_key(key.get(), out(bytes), &size);
    return bytes;
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, '\0');
    RAND_bytes(out(bytes), int(size));
    return bytes;
}

} // namespace

QByteArray SigningKey::publicKey() const
{
    return publicKeyOf(EVP_PKEY_ED25519, m_seed);
}

QByteArray SigningKey::sign(const QByteArray &bytes) const
{
    const Key key = privateKey(EVP_PKEY_ED25519, m_seed);
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray signature(64, '\0');
    size_t size = 64;
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
    EVP_DigestSign(context.get(), out(signature), &size, in(bytes), size_t(bytes.size()));
    return signature;
}

QByteArray malleated(QByteArray signature)
{
    // The order of Ed25519's group (RFC 8032 §5.1), least significant byte first.
    const QByteArray order = QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (qsizetype i = 0; i < 32; ++i) {
        const int sum = uchar(signature[32 + i]) + uchar(order[i]) + carry;
        signature[32 + i] = char(sum & 0xff);
        carry = sum >> 8;
    }
    return signature;
}

QByteArray hmacSha256(const QByteArray &key, const QByteArray &bytes)
{
    QByteArray digest(32, '\0');
    unsigned size = 32;
    HMAC(EVP_sha256(), key.constData(), int(key.size()), in(bytes), size_t(bytes.size()), out(digest), &size);
    return digest;
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

SealingKey SealingKey::random()
{
    return SealingKey(randomBytes(keySize));
}

QByteArray SealingKey::publicKey() const
{
    return publicKeyOf(EVP_PKEY_X25519, m_seed);
}

std::optional<QByteArray> SealingKey::agreedKey(const QByteArray &peer) const
{
    const Key own = privateKey(EVP_PKEY_X25519, m_seed);
    const Key other(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, in(peer), size_t(peer.size())));
    const KeyContext context(EVP_PKEY_CTX_new(own.get(), nullptr));
    QByteArray shared(keySize, '\0');
    size_t size = size_t(keySize);
    // OpenSSL refuses a peer whose point gives the all-zero secret.
    const bool isAgreed = other && EVP_PKEY_derive_init(context.get()) == 1 &&
                          EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1 &&
                          EVP_PKEY_derive(context.get(), out(shared), &size) == 1;
    if (!isAgreed)
        return {};
    return QCryptographicHash::hash(shared, QCryptographicHash::Sha256);
}

std::optional<QByteArray> SealingKey::sealFor(const QByteArray &recipient, const QByteArray &plaintext) const
{
    const auto key = agreedKey(recipient);
    if (!key)
        return {};
    const QByteArray iv = randomBytes(ivSize);
    QByteArray tag(tagSize, '\0');
    QByteArray text(plaintext.size(), '\0');
    const CipherContext context(EVP_CIPHER_CTX_new());
    int size = 0;
    EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(*key), in(iv));
    EVP_EncryptUpdate(context.get(), out(text), &size, in(plaintext), int(plaintext.size()));
    EVP_EncryptFinal_ex(context.get(), nullptr, &size);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, int(tagSize), tag.data());
    return QByteArrayList{publicKey(), iv, tag, text}.join();
}

std::optional<QByteArray> SealingKey::open(const QByteArray &envelope) const
{
    if (envelope.size() <= 1 + headSize || envelope.front() != '\x02')
        return {};
    const auto key = agreedKey(envelope.sliced(1, keySize));
    if (!key)
        return {};
    const QByteArray iv = envelope.sliced(1 + keySize, ivSize);
    QByteArray tag = envelope.sliced(1 + keySize + ivSize, tagSize);
    const QByteArray sealed = envelope.sliced(1 + headSize);
    QByteArray text(sealed.size(), '\0');
    const CipherContext context(EVP_CIPHER_CTX_new());
    int size = 0;
    EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, in(*key), in(iv));
    EVP_DecryptUpdate(context.get(), out(text), &size, in(sealed), int(sealed.size()));
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(tagSize), tag.data());
    if (EVP_DecryptFinal_ex(context.get(), nullptr, &size) != 1)
        return {};
    return text;
}

} // namespace chancery::sandbox
