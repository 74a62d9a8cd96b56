// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/keychainstore.h"

#include "core/secrets/keychainservice.h"

#include <qt6keychain/keychain.h>

#include <openssl/crypto.h>

namespace chancery {

namespace {

/// Takes the secret out of a finished job and wipes the job's own bytes, which binaryData() shares.
Secret taken(const QKeychain::ReadPasswordJob &job)
{
    const QByteArray shared = job.binaryData();
    Secret secret = Secret::fromUtf8(QByteArray(shared.constData(), shared.size()));
    if (!shared.isEmpty())
        OPENSSL_cleanse(const_cast<char *>(shared.constData()), std::size_t(shared.size()));
    return secret;
}

} // namespace

KeychainStore::KeychainStore(QObject *parent)
    : KeychainStore(Options{}, parent)
{}

KeychainStore::KeychainStore(Options options, QObject *parent)
    : SecretStore(parent)
    , m_options(std::move(options))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(m_options.slowAfter);
    connect(&m_patience, &QTimer::timeout, this, [this] { setState(KeychainState::Slow); });
}

bool KeychainStore::keepsAcrossRestarts() const
{
    return m_state == KeychainState::Unasked || m_state == KeychainState::Answering || m_state == KeychainState::Empty;
}

Pending<Secret> KeychainStore::read(const QString &key)
{
    auto ends = Pending<Secret>::make();
    auto *job = new QKeychain::ReadPasswordJob(m_options.service);
    job->setKey(key);
    run(job, [this, job, promise = ends.promise] {
        Secret secret = taken(*job);
        if (job->error() != QKeychain::NoError) {
            explain(*job, [promise](Error error) { promise.settle(std::move(error)); });
            return;
        }
        setState(KeychainState::Answering);
        promise.settle(std::move(secret));
    });
    return std::move(ends.pending);
}

Pending<Nothing> KeychainStore::write(const QString &key, Secret secret)
{
    if (secret.isEmpty())
        return Pending<Nothing>::failed(secretError(Cause::CredentialMissing, key));
    const auto meant = std::make_shared<const Secret>(std::move(secret));
    return put(key, *meant)
        .andThen([this, key](Nothing) { return read(key); })
        .transform([meant, key](const Secret &kept) -> Result<Nothing> {
            if (kept.equals(*meant))
                return Nothing();
            return secretError(Cause::KeychainRefused, key);
        })
        .orElse([this](Error error) -> Result<Nothing> {
            if (error.cause == Cause::KeychainEmpty)
                error.cause = Cause::KeychainRefused;
            if (error.cause == Cause::KeychainRefused)
                setState(KeychainState::Refusing);
            return error;
        });
}

Pending<Nothing> KeychainStore::put(const QString &key, const Secret &secret)
{
    auto ends = Pending<Nothing>::make();
    auto *job = new QKeychain::WritePasswordJob(m_options.service);
    job->setKey(key);
    auto text = secret.use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
    job->setTextData(text);
    wipe(text);
    run(job, [this, job, promise = ends.promise] {
        if (job->error() == QKeychain::NoError)
            promise.settle(Nothing());
        else
            explain(*job, [promise](Error error) { promise.settle(std::move(error)); });
    });
    return std::move(ends.pending);
}

Pending<Nothing> KeychainStore::remove(const QString &key)
{
    auto ends = Pending<Nothing>::make();
    auto *job = new QKeychain::DeletePasswordJob(m_options.service);
    job->setKey(key);
    run(job, [this, job, promise = ends.promise] {
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound) {
            explain(*job, [promise](Error error) { promise.settle(std::move(error)); });
            return;
        }
        setState(KeychainState::Answering);
        promise.settle(Nothing());
    });
    return std::move(ends.pending);
}

void KeychainStore::run(QKeychain::Job *job, std::function<void()> done)
{
    // The job has no parent and is never deleted early: QtKeychain 0.13 gives libsecret a bare pointer to it.
    connect(job, &QKeychain::Job::finished, job, [store = QPointer(this), done = std::move(done)] {
        KeychainStore *const alive = store.data();
        if (!alive)
            return;
        alive->ended();
        done();
    });
    if (m_running++ == 0)
        m_patience.start();
    job->start();
}

void KeychainStore::ended()
{
    m_patience.stop();
    if (--m_running > 0)
        m_patience.start();
}

void KeychainStore::explain(const QKeychain::Job &job, std::function<void(Error)> settle)
{
    Error error = secretError(Cause::KeychainRefused, job.key());
    error.detail = job.errorString();
    const auto conclude = [this, settle = std::move(settle)](Error why, Cause cause, KeychainState state) {
        why.cause = cause;
        setState(state);
        settle(std::move(why));
    };
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return conclude(std::move(error), Cause::KeychainEmpty, KeychainState::Empty);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return conclude(std::move(error), Cause::KeychainAbsent, KeychainState::Absent);
    case QKeychain::OtherError:
        keychainIsThere().then(this, [conclude, error = std::move(error)](const Result<bool> &there) {
            if (there && *there)
                conclude(error, Cause::KeychainRefused, KeychainState::Refusing);
            else
                conclude(error, Cause::KeychainAbsent, KeychainState::Absent);
        });
        return;
    default:
        return conclude(std::move(error), Cause::KeychainRefused, KeychainState::Refusing);
    }
}

void KeychainStore::setState(KeychainState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace chancery

#include "moc_keychainstore.cpp"
