// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/session.h"

namespace chancery {

namespace {

Error cancelled()
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.cause = Cause::Cancelled;
    return error;
}

} // namespace

/// One question to the store: who waits for it, and what it hangs on.
struct Session::Unlocking
{
    explicit Unlocking(Promise<Nothing> waiting)
        : promise(std::move(waiting))
    {}
    Promise<Nothing> promise;
    QObject scope;
};

Session::Session(SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{}

Session::~Session() = default;

void Session::open(Profile profile)
{
    const bool same = m_profile && m_profile->id == profile.id && m_profile->keyban.base == profile.keyban.base;
    m_profile = std::move(profile);
    if (!same)
        forget();
    Q_EMIT profileChanged();
}

void Session::close()
{
    if (!m_profile)
        return;
    m_profile.reset();
    forget();
    Q_EMIT profileChanged();
}

void Session::forget()
{
    m_credential = Secret();
    conclude(CredentialState::NoCredential, cancelled());
}

Pending<Nothing> Session::unlock()
{
    if (!m_profile)
        return Pending<Nothing>::failed(secretError(Cause::CredentialMissing, {}));
    if (m_state == CredentialState::Ready)
        return Pending<Nothing>::ready({});
    conclude(CredentialState::Loading, cancelled());
    if (!m_profile || m_state != CredentialState::Loading) // whoever heard of it has acted already
        return Pending<Nothing>::failed(cancelled());

    auto ends = Pending<Nothing>::make();
    m_unlocking = std::make_unique<Unlocking>(ends.promise);
    QObject *const scope = &m_unlocking->scope;
    ends.promise.whenAbandoned([this, asked = QPointer(scope)] {
        if (!asked) // then the session may be gone as well
            return;
        m_unlocking.reset();
        setState(CredentialState::NoCredential);
    });
    m_store.read(secretKey(*m_profile, Service::Keyban)).then(scope, [this](Result<Secret> result) {
        if (result && !result->isEmpty())
            return provide(*std::move(result));
        Error error = result ? secretError(Cause::KeychainEmpty, {}) : result.error();
        error.subject = m_profile->name;
        conclude(CredentialState::NoCredential, std::move(error));
    });
    return std::move(ends.pending);
}

void Session::provide(Secret credential)
{
    if (!m_profile || credential.isEmpty())
        return;
    m_credential = std::move(credential);
    conclude(CredentialState::Ready, Nothing());
}

void Session::expire()
{
    if (m_state == CredentialState::Ready)
        setState(CredentialState::Expired);
}

const Secret *Session::credential() const
{
    return m_state == CredentialState::Ready ? &m_credential : nullptr;
}

/// Takes the question off first: whoever hears of the new state may ask the next one.
void Session::conclude(CredentialState state, Result<Nothing> result)
{
    const auto unlocking = std::exchange(m_unlocking, nullptr);
    setState(state);
    if (unlocking)
        unlocking->promise.settle(std::move(result));
}

void Session::setState(CredentialState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace chancery

#include "moc_session.cpp"
