// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secretstore.h"

#include <map>
#include <vector>

namespace chancery::test {

/// A keychain that does what the test says: answers at once with `state`, or only when told to.
class ScriptedStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    Pending<Secret> read(const QString &key) override
    {
        auto ends = Pending<Secret>::make();
        later([this, key, promise = ends.promise] {
            if (const auto cause = refusal())
                return promise.settle(secretError(*cause, key));
            if (!m_secrets.contains(key))
                return promise.settle(secretError(Cause::KeychainEmpty, key));
            promise.settle(m_secrets.at(key).clone());
        });
        return std::move(ends.pending);
    }

    Pending<Nothing> write(const QString &key, Secret secret) override
    {
        auto ends = Pending<Nothing>::make();
        const auto kept = std::make_shared<Secret>(std::move(secret));
        later([this, key, kept, promise = ends.promise] {
            if (const auto cause = refusal())
                return promise.settle(secretError(*cause, key));
            m_secrets.insert_or_assign(key, kept->clone());
            promise.settle(Nothing());
        });
        return std::move(ends.pending);
    }

    Pending<Nothing> remove(const QString &key) override
    {
        auto ends = Pending<Nothing>::make();
        later([this, key, promise = ends.promise] {
            if (const auto cause = refusal())
                return promise.settle(secretError(*cause, key));
            m_secrets.erase(key);
            promise.settle(Nothing());
        });
        return std::move(ends.pending);
    }

    KeychainState state() const override { return m_state; }
    bool keepsAcrossRestarts() const override { return m_state == KeychainState::Answering; }

    void become(KeychainState state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
        if (state != KeychainState::Slow)
            for (const auto &answer : std::exchange(m_waiting, {}))
                answer();
    }
    void put(const QString &key, const char *text) { m_secrets.insert_or_assign(key, Secret::fromUtf8(text)); }
    bool has(const QString &key) const { return m_secrets.contains(key); }
    const Secret &at(const QString &key) const { return m_secrets.at(key); }
    /// Answers wait for become().
    void hang() { m_hangs = true; }

private:
    void later(std::function<void()> answer)
    {
        if (m_hangs)
            m_waiting.push_back(std::move(answer));
        else
            QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    }
    std::optional<Cause> refusal() const
    {
        switch (m_state) {
        case KeychainState::Refusing:
            return Cause::KeychainRefused;
        case KeychainState::Absent:
            return Cause::KeychainAbsent;
        default:
            return std::nullopt;
        }
    }

    std::map<QString, Secret> m_secrets;
    std::vector<std::function<void()>> m_waiting;
    KeychainState m_state = KeychainState::Answering;
    bool m_hangs = false;
};

} // namespace chancery::test
