// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/secrets/secret.h"

#include <QObject>

namespace chancery {

/// What the system's keychain was last seen to do.
enum class KeychainState {
    Unasked,   ///< nobody has asked yet
    Answering, ///< it gave or took what was asked
    Slow,      ///< it has not answered for a while; it may be asking the person to unlock it
    Refusing,  ///< it is there and said no (locked, denied, failed)
    Absent,    ///< there is none to ask
    Empty,     ///< it holds no such entry; a locked keyring says the same, so this is not "never stored"
};

/// Where credentials are kept. A store tells what it is good for; nobody asks which one it is.
/// Errors are of kind SecretStore, with the entry's name as subject: KeychainRefused, KeychainAbsent, KeychainEmpty
/// (read only), and KeychainSlow from readUnlessSlow().
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Stays pending as long as the keychain does not answer; stateChanged(Slow) says so meanwhile.
    virtual Pending<Secret> read(const QString &key) = 0;
    /// Succeeds when the secret is where the store keeps it, replacing what was there.
    virtual Pending<Nothing> write(const QString &key, Secret secret) = 0;
    /// Succeeds also when there was no such entry.
    virtual Pending<Nothing> remove(const QString &key) = 0;

    virtual KeychainState state() const = 0;
    /// Whether what is written now will be there after a restart, as far as can be known.
    virtual bool keepsAcrossRestarts() const = 0;

Q_SIGNALS:
    void stateChanged(chancery::KeychainState state);
};

/// For programs without a window, which cannot offer to type the credential: fails with KeychainSlow once the store is
/// slow.
Pending<Secret> readUnlessSlow(SecretStore &store, const QString &key);

/// An Error of kind SecretStore about the entry `key`.
Error secretError(Cause cause, const QString &key);

} // namespace chancery
