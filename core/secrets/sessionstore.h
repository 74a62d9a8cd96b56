// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secretstore.h"

#include <QString>

#include <map>

namespace chancery {

/// Keeps secrets in this process's memory only: they end with it.
class SessionStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    Pending<Secret> read(const QString &key) override;
    Pending<Nothing> write(const QString &key, Secret secret) override;
    Pending<Nothing> remove(const QString &key) override;
    KeychainState state() const override { return KeychainState::Answering; }
    bool keepsAcrossRestarts() const override { return false; }

    bool holds(const QString &key) const { return m_secrets.contains(key); }
    void hold(const QString &key, Secret secret);
    void drop(const QString &key);

private:
    std::map<QString, Secret> m_secrets;
};

} // namespace chancery
