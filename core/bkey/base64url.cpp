// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/base64url.h"

namespace chancery::bkey {

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray given = text.toByteArray();
    const QByteArray::FromBase64Result decoded =
        QByteArray::fromBase64Encoding(given, form | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).toBase64(form) != given)
        return std::nullopt;
    return *decoded;
}

} // namespace chancery::bkey
