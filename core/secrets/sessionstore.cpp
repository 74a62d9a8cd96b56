// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/sessionstore.h"

namespace chancery {

Pending<Secret> SessionStore::read(const QString &key)
{
    const auto found = m_secrets.find(key);
    if (found == m_secrets.end())
        return Pending<Secret>::failed(secretError(Cause::KeychainEmpty, key));
    return Pending<Secret>::ready(found->second.clone());
}

Pending<Nothing> SessionStore::write(const QString &key, Secret secret)
{
    hold(key, std::move(secret));
    return Pending<Nothing>::ready({});
}

Pending<Nothing> SessionStore::remove(const QString &key)
{
    drop(key);
    return Pending<Nothing>::ready({});
}

void SessionStore::hold(const QString &key, Secret secret)
{
    m_secrets.insert_or_assign(key, std::move(secret));
}

void SessionStore::drop(const QString &key)
{
    m_secrets.erase(key);
}

} // namespace chancery

#include "moc_sessionstore.cpp"
