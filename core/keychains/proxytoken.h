// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace chancery::keychains {

/// What a web token says of its end, read without trusting it; nothing for an opaque one.
std::optional<QDateTime> endOf(QByteArrayView token);

/// The token for the proxy and how long it lives: until what it says of itself, else 15 minutes from when it came
/// (Keychains fact sheet §6). Times are UTC and are given from outside.
class ProxyToken
{
public:
    ProxyToken() = default;
    ProxyToken(Secret secret, const QDateTime &received);

    bool isEmpty() const { return m_secret.isEmpty(); }
    const Secret &secret() const { return m_secret; }
    QDateTime end() const { return m_end; }
    bool hasEnded(const QDateTime &now) const { return isEmpty() || now >= m_end; }
    /// At four fifths of its life, so that the end does not come in the middle of the work.
    bool isDue(const QDateTime &now) const { return isEmpty() || now >= m_due; }
    /// Older than any token gets; a 401 is the proxy's then, whatever the token says of itself.
    bool isOlderThanAny(const QDateTime &now) const;
    /// From when it came to its end; 0 for none.
    std::chrono::seconds life() const;
    /// What is left of it; 0 when it has ended.
    std::chrono::seconds left(const QDateTime &now) const;

private:
    Secret m_secret;
    QDateTime m_received;
    QDateTime m_end;
    QDateTime m_due;
};

} // namespace chancery::keychains
