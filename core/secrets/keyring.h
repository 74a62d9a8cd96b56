// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/sessionstore.h"

#include <QHash>
#include <QSet>

namespace chancery {

/// Where a secret is, as far as it is proven.
enum class Keeping {
    Unknown,        ///< neither written nor read in this session
    ThisSession,    ///< in memory only: the keychain did not take it (yet)
    AcrossRestarts, ///< the keychain gave it or took it
};

/// What the program uses: the keychain, and this session's memory for what the keychain does not take. Reads look into
/// the session first. Writing always succeeds; keeping() tells where the secret went.
class Keyring final : public SecretStore
{
    Q_OBJECT

public:
    Keyring(SecretStore &keychain, SessionStore &session, QObject *parent = nullptr);

    Pending<Secret> read(const QString &key) override;
    /// Settles when the keychain has taken it, has refused it, or is slow. A slow keychain still gets it when it
    /// answers, and keepingChanged() says so.
    Pending<Nothing> write(const QString &key, Secret secret) override;
    /// Keeps it in memory only, because the person wants it so.
    void keepForThisSession(const QString &key, Secret secret);
    /// Forgets it here in any case; an error says that the keychain may still hold it.
    Pending<Nothing> remove(const QString &key) override;
    /// Takes it out of the keychain only; what this session holds stays.
    Pending<Nothing> removeStored(const QString &key);

    /// The keychain's.
    KeychainState state() const override { return m_keychain.state(); }
    bool keepsAcrossRestarts() const override { return m_keychain.keepsAcrossRestarts(); }
    Keeping keeping(const QString &key) const;

Q_SIGNALS:
    void keepingChanged(const QString &key);

private:
    /// A write that was begun; a newer one for the same key makes its outcome irrelevant.
    quint64 begin(const QString &key);
    void written(const QString &key, quint64 write, bool taken);
    void noteKept(const QString &key);

    SecretStore &m_keychain;
    SessionStore &m_session;
    QSet<QString> m_kept;
    QHash<QString, quint64> m_latest;
    quint64 m_writes = 0;
};

} // namespace chancery
