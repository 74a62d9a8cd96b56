// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"
#include "core/secrets/secretstore.h"

#include <QObject>

#include <memory>

namespace chancery {

enum class CredentialState {
    NoCredential, ///< none yet: ask the person, or unlock()
    Loading,      ///< the store is being asked
    Ready,
    Expired, ///< the service refused it
};

/// Being at work with one profile: which it is, and its credential while there is one.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(SecretStore &store, QObject *parent = nullptr);
    ~Session() override;

    /// Turns to a profile. A credential of another one is forgotten; the same profile, edited, keeps its own unless its
    /// address has changed.
    void open(Profile profile);
    void close();

    const Profile *profile() const { return m_profile ? &*m_profile : nullptr; }
    CredentialState state() const { return m_state; }

    /// Asks the store for the credential. Succeeds once there is one, also when provide() is quicker than the store.
    /// Errors: the store's with the profile's name as subject and the state back at NoCredential; Cancelled when the
    /// profile changes meanwhile. Dropping it stops the asking.
    Pending<Nothing> unlock();
    /// A credential that the person typed, not empty. It is not written to the store: that is the caller's choice.
    void provide(Secret credential);
    /// The service refused the credential. Of no effect unless it was Ready.
    void expire();

    /// What goes on the wire; nothing unless the state is Ready.
    const Secret *credential() const;
    /// Also after it expired: for keeping it out of logs.
    const Secret *lastCredential() const { return m_credential.isEmpty() ? nullptr : &m_credential; }

Q_SIGNALS:
    void profileChanged();
    void stateChanged(chancery::CredentialState state);

private:
    struct Unlocking;
    void forget();
    void conclude(CredentialState state, Result<Nothing> result);
    void setState(CredentialState state);

    SecretStore &m_store;
    std::optional<Profile> m_profile;
    Secret m_credential;
    CredentialState m_state = CredentialState::NoCredential;
    std::unique_ptr<Unlocking> m_unlocking;
};

} // namespace chancery
