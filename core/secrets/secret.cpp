// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/secret.h"

#include "core/secrets/lockedpages.h"

#include <QByteArray>
#include <QString>

#include <cstring>

#include <openssl/crypto.h>

namespace chancery {

Secret::Secret(QByteArrayView bytes)
    : m_size(bytes.size())
{
    if (m_size == 0)
        return;
    m_bytes = allocateLocked(std::size_t(m_size));
    std::memcpy(m_bytes, bytes.data(), std::size_t(m_size));
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this == &other)
        return *this;
    clear();
    m_bytes = std::exchange(other.m_bytes, nullptr);
    m_size = std::exchange(other.m_size, 0);
    return *this;
}

Secret::~Secret()
{
    clear();
}

void Secret::clear() noexcept
{
    if (m_bytes)
        wipeAndFree(m_bytes, std::size_t(m_size));
    m_bytes = nullptr;
    m_size = 0;
}

Secret Secret::fromUtf8(QByteArray &&source)
{
    Secret secret{QByteArrayView(source)};
    wipe(source);
    return secret;
}

Secret Secret::fromText(QString &&source)
{
    Secret secret = fromUtf8(source.toUtf8());
    wipe(source);
    return secret;
}

Secret Secret::clone() const
{
    return Secret(QByteArrayView(m_bytes, m_size));
}

bool Secret::equals(const Secret &other) const
{
    return m_size == other.m_size && (m_size == 0 || CRYPTO_memcmp(m_bytes, other.m_bytes, std::size_t(m_size)) == 0);
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), std::size_t(bytes.capacity()));
    bytes = QByteArray();
}

void wipe(QString &text)
{
    if (text.isDetached())
        OPENSSL_cleanse(text.data(), std::size_t(text.capacity()) * sizeof(QChar));
    text = QString();
}

} // namespace chancery
