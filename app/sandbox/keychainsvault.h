// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"

#include <QHash>

#include <functional>
#include <optional>

namespace chancery::sandbox {

/// What the person who owns the vault has said of a scope.
enum class KeychainsGrant {
    Granted,
    Missing,
    Refused,
};

/// A credential in the vault: its name, the one host it goes to, the scope that lets it, and how to get it.
struct VaultEntry
{
    QByteArray name;
    QByteArray host;
    QString scope;
    std::function<QByteArray()> value;
};

/// The names in a text, each once: `{{NAME}}` as it is or percent-encoded (Keychains fact sheet §3).
QList<QByteArray> namesIn(const QByteArray &text);

/// The demo vault: credentials, scopes and what was approved.
class KeychainsVault
{
public:
    void add(VaultEntry entry) { m_entries.append(std::move(entry)); }
    const VaultEntry *find(QByteArrayView name) const;

    KeychainsGrant grantOf(const QString &scope) const { return m_grants.value(scope, KeychainsGrant::Granted); }
    void setGrant(const QString &scope, KeychainsGrant grant) { m_grants.insert(scope, grant); }
    bool knows(const QString &scope) const;

    /// The text with every name of the vault replaced; a percent-encoded one by the percent-encoded value.
    QByteArray filled(QByteArray text) const;

private:
    QList<VaultEntry> m_entries;
    QHash<QString, KeychainsGrant> m_grants;
};

} // namespace chancery::sandbox
