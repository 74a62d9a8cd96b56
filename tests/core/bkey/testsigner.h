// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/token.h"

#include <QByteArray>

#include <openssl/evp.h>

#include <memory>

namespace chancery::test {

/// An issuer's key made of bytes that follow each other: obviously none of a real one.
class TestSigner
{
public:
    explicit TestSigner(char firstByte = 0x21)
    {
        for (char i = 0; i < 32; ++i)
            m_seed.append(char(firstByte + i));
        m_key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                                 reinterpret_cast<const unsigned char *>(m_seed.constData()), 32));
    }

    QByteArray publicKey() const
    {
        QByteArray bytes(32, '\0');
        size_t size = 32;
        EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<unsigned char *>(bytes.data()), &size);
        return bytes;
    }

    QByteArray signatureOf(const QByteArray &message) const
    {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        QByteArray signature(64, '\0');
        size_t size = 64;
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get());
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                       reinterpret_cast<const unsigned char *>(message.constData()), size_t(message.size()));
        return signature;
    }

    static QByteArray encoded(const QByteArray &bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }

    QByteArray token(const QByteArray &header, const QByteArray &claims) const
    {
        const QByteArray front = encoded(header) + '.' + encoded(claims);
        return front + '.' + encoded(signatureOf(front));
    }

    QByteArray keySet(const QByteArray &id) const
    {
        return R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":")" + encoded(publicKey()) +
               R"(","use":"sig","alg":"EdDSA","kid":")" + id + R"("}]})";
    }

private:
    QByteArray m_seed;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key{nullptr, &EVP_PKEY_free};
};

// The vectors of the BKey fact sheet (§6).

inline const QByteArray demoHeader = R"({"alg":"EdDSA","kid":"demo-1","typ":"JWT"})";
inline const QByteArray demoClaims =
    R"({"iss":"https://api.bkey.id","sub":"did:bkey:zDemo","aud":"bkey_client_demo","scope":"openid approve:action",)"
    R"("jti":"jti-0001","iat":1767225600,"exp":1767225900})";
inline const QByteArray demoKey = "5_FioQvsVZr-oZXk3OhLaVaNXSywlj60RsBoXisX8vA";
inline const QByteArray demoToken =
    "eyJhbGciOiJFZERTQSIsImtpZCI6ImRlbW8tMSIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJodHRwczovL2FwaS5ia2V5LmlkIiwic3ViIjoiZGlkOmJrZXk6ekRlbW8iLCJhdWQiOiJia2V5X2NsaWVudF9kZW1vIiwic2NvcGUi"
    "OiJvcGVuaWQgYXBwcm92ZTphY3Rpb24iLCJqdGkiOiJqdGktMDAwMSIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjoxNzY3MjI1OTAwfQ."
    "LQ9F1VE-XYS_87HDA8zS-23QDLcKNZsoGx6ywPbD0Eo0UovLRtwJpWlI7V1tvzUpf3EPagFVFQkFLc-koX2tAw";

inline QDateTime demoIssued()
{
    return QDateTime::fromSecsSinceEpoch(1'767'225'600, Qt::UTC);
}

inline bkey::TokenExpectation demoExpectation()
{
    return {.issuer = QStringLiteral("https://api.bkey.id"),
            .audience = QStringLiteral("bkey_client_demo"),
            .approver = QStringLiteral("did:bkey:zDemo"),
            .scopes = {QStringLiteral("approve:action")},
            .asked = demoIssued().addSecs(-10)};
}

} // namespace chancery::test
