// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/proxytoken.h"

#include "core/json/value.h"

#include <algorithm>

namespace chancery::keychains {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds defaultLife = 15min;
constexpr std::chrono::seconds longestLife = 24h;

} // namespace

std::optional<QDateTime> endOf(QByteArrayView token)
{
    const QList<QByteArray> parts = token.toByteArray().split('.');
    if (parts.size() != 3)
        return std::nullopt;
    constexpr auto alphabet = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const auto claims = QByteArray::fromBase64Encoding(parts[1], alphabet | QByteArray::AbortOnBase64DecodingErrors);
    const Result<json::Value> read = claims ? json::parse(*claims) : Result<json::Value>(Error{});
    if (!read || !read->isObject() || !(*read)[u"exp"].isNumber())
        return std::nullopt;
    constexpr double farthest = 253'402'300'799; // the end of the year 9999
    const double seconds = (*read)[u"exp"].toText().toDouble();
    if (!(seconds > 0 && seconds < farthest))
        return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(qint64(seconds), Qt::UTC);
}

ProxyToken::ProxyToken(Secret secret, const QDateTime &received)
    : m_secret(std::move(secret))
    , m_received(received)
    , m_end(received.addSecs(defaultLife.count()))
{
    if (const auto told = m_secret.use(endOf))
        m_end = std::min(*told, received.addSecs(longestLife.count()));
    m_due = received.addMSecs(std::max<qint64>(0, received.msecsTo(m_end)) * 4 / 5);
}

bool ProxyToken::isOlderThanAny(const QDateTime &now) const
{
    return isEmpty() || m_received.secsTo(now) >= defaultLife.count();
}

std::chrono::seconds ProxyToken::life() const
{
    return isEmpty() ? 0s : std::chrono::seconds(std::max<qint64>(0, m_received.secsTo(m_end)));
}

std::chrono::seconds ProxyToken::left(const QDateTime &now) const
{
    return isEmpty() ? 0s : std::chrono::seconds(std::max<qint64>(0, now.secsTo(m_end)));
}

} // namespace chancery::keychains
