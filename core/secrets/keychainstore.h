// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secretstore.h"

#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

namespace chancery {

/// The keychain of the system (Secret Service, KWallet, macOS Keychain, Windows Credential Store) through QtKeychain.
/// Entries are filed under the service "Chancery"; the Secret Service shows them with the attributes
/// `xdg:schema=org.qt.keychain`, `server=Chancery`, `user=<key>` and `type=plaintext`.
/// Never falls back to a file. QtKeychain runs one job after the other: while one is not answered, the later ones wait.
class KeychainStore final : public SecretStore
{
    Q_OBJECT

public:
    struct Options
    {
        QString service = QStringLiteral("Chancery");
        std::chrono::milliseconds slowAfter{3000};
    };

    explicit KeychainStore(QObject *parent = nullptr);
    explicit KeychainStore(Options options, QObject *parent = nullptr);

    /// Dropping the Pending stops the waiting, not the keychain: QtKeychain can't recall what it has asked.
    Pending<Secret> read(const QString &key) override;
    /// Reads back what it wrote before it says so (QtKeychain reports a failed write to KWallet as a success).
    Pending<Nothing> write(const QString &key, Secret secret) override;
    Pending<Nothing> remove(const QString &key) override;
    KeychainState state() const override { return m_state; }
    bool keepsAcrossRestarts() const override;

private:
    Pending<Nothing> put(const QString &key, const Secret &secret);
    /// Starts a job and takes note when it ends; `done` runs then, unless the store is gone.
    void run(QKeychain::Job *job, std::function<void()> done);
    void ended();
    /// Finds out what a failed job means, takes the state from it and hands the Error on.
    void explain(const QKeychain::Job &job, std::function<void(Error)> settle);
    void setState(KeychainState state);

    const Options m_options;
    QTimer m_patience;
    int m_running = 0;
    KeychainState m_state = KeychainState::Unasked;
};

} // namespace chancery
