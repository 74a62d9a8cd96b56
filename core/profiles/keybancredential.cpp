// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/keybancredential.h"

#include "core/http/redact.h"
#include "core/profiles/session.h"

#include <QNetworkRequest>

#include <algorithm>

namespace chancery {

Result<Nothing> KeybanCredential::authorize(QNetworkRequest &request) const
{
    const Profile *const profile = m_session.profile();
    const QString name = profile ? profile->name : QString();
    const Secret *const key = m_session.credential();
    if (!key)
        return secretError(Cause::CredentialMissing, name);
    return key->use([&](QByteArrayView bytes) -> Result<Nothing> {
        if (!std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
            return secretError(Cause::CredentialUnusable, name);
        request.setRawHeader("X-Api-Key", bytes.toByteArray());
        return Nothing();
    });
}

void KeybanCredential::rejected()
{
    m_session.expire();
}

QByteArray KeybanCredential::masked(QByteArray text) const
{
    if (const Secret *const key = m_session.lastCredential())
        key->use([&text](QByteArrayView bytes) { maskSecret(text, bytes); });
    return text;
}

} // namespace chancery
