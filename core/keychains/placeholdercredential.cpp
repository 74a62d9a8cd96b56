// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/placeholdercredential.h"

#include "core/async/errorof.h"
#include "core/keychains/placeholder.h"

#include <QNetworkRequest>

namespace chancery::keychains {

QByteArray CredentialSlot::value() const
{
    return scheme + placeholderFor(name);
}

Result<Nothing> PlaceholderCredential::authorize(QNetworkRequest &request) const
{
    if (const Result<QString> name = credentialNameFrom(m_slot.name); !name)
        return name.error();
    request.setRawHeader(m_slot.header, m_slot.value());
    return Nothing{};
}

bool carriesCredentials(const QByteArray &header)
{
    const QByteArray name = header.toLower();
    return name == "authorization" || name == "proxy-authorization" || name == "cookie" || name.contains("api-key") ||
           name.contains("token") || name.contains("secret");
}

CredentialSlot passportSlot(const QString &name)
{
    return {.header = "X-Api-Key", .scheme = {}, .name = name};
}

CredentialSlot bearerSlot(const QString &name)
{
    return {.header = "Authorization", .scheme = "Bearer ", .name = name};
}

} // namespace chancery::keychains
