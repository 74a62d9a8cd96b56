// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/keyring.h"

namespace chancery {

Keyring::Keyring(SecretStore &keychain, SessionStore &session, QObject *parent)
    : SecretStore(parent)
    , m_keychain(keychain)
    , m_session(session)
{
    connect(&keychain, &SecretStore::stateChanged, this, &SecretStore::stateChanged);
}

Pending<Secret> Keyring::read(const QString &key)
{
    if (m_session.holds(key))
        return m_session.read(key);
    return m_keychain.read(key).transform([this, key](Secret secret) {
        noteKept(key);
        return secret;
    });
}

Pending<Nothing> Keyring::write(const QString &key, Secret secret)
{
    keepForThisSession(key, secret.clone());
    const quint64 write = begin(key);
    auto ends = Pending<Nothing>::make();
    const QPointer<QObject> waiting = new QObject(this);
    const auto settle = [waiting, promise = ends.promise] {
        if (waiting)
            waiting->deleteLater();
        promise.settle(Nothing());
    };
    connect(&m_keychain, &SecretStore::stateChanged, waiting, [settle](KeychainState state) {
        if (state == KeychainState::Slow)
            settle();
    });
    // Hangs on this, not on who asked: the secret is to reach the keychain also when nobody waits for the news.
    m_keychain.write(key, std::move(secret)).then(this, [this, key, write, settle](const Result<Nothing> &result) {
        written(key, write, result.ok());
        settle();
    });
    if (m_keychain.state() == KeychainState::Slow)
        settle();
    return std::move(ends.pending);
}

void Keyring::keepForThisSession(const QString &key, Secret secret)
{
    begin(key);
    m_session.hold(key, std::move(secret));
    m_kept.remove(key);
    Q_EMIT keepingChanged(key);
}

Pending<Nothing> Keyring::remove(const QString &key)
{
    begin(key);
    m_session.drop(key);
    m_kept.remove(key);
    Q_EMIT keepingChanged(key);
    return m_keychain.remove(key);
}

Pending<Nothing> Keyring::removeStored(const QString &key)
{
    begin(key);
    if (m_kept.remove(key))
        Q_EMIT keepingChanged(key);
    return m_keychain.remove(key);
}

Keeping Keyring::keeping(const QString &key) const
{
    if (m_session.holds(key))
        return Keeping::ThisSession;
    return m_kept.contains(key) ? Keeping::AcrossRestarts : Keeping::Unknown;
}

quint64 Keyring::begin(const QString &key)
{
    return m_latest[key] = ++m_writes;
}

void Keyring::written(const QString &key, quint64 write, bool taken)
{
    if (m_latest.value(key) != write || !taken)
        return;
    m_session.drop(key);
    noteKept(key);
}

void Keyring::noteKept(const QString &key)
{
    if (m_kept.contains(key))
        return;
    m_kept.insert(key);
    Q_EMIT keepingChanged(key);
}

} // namespace chancery

#include "moc_keyring.cpp"
