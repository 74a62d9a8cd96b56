// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/token.h"
#include "core/http/httpclient.h"
#include "core/secrets/secret.h"

#include <QDeadlineTimer>

#include <list>

namespace chancery::bkey {

/// The issuer's published keys, asked for when the first token comes and kept for five minutes (BKey fact sheet §6). A
/// token by a key that is not among them may come after a rotation: then they are asked for once more, though not more
/// often than every half minute, however many such tokens come.
class PublishedKeys : public QObject
{
    Q_OBJECT

public:
    /// How long what was read is believed, and how often an unknown key may lead to another look.
    struct Terms
    {
        std::chrono::milliseconds life{300'000};
        std::chrono::milliseconds pause{30'000};
    };

    explicit PublishedKeys(HttpClient &http)
        : PublishedKeys(http, Terms{})
    {}
    PublishedKeys(HttpClient &http, Terms terms, QObject *parent = nullptr);
    ~PublishedKeys() override;

    /// Whether a token proves what was asked, at the service's time. Errors: those of the pipeline, and Protocol /
    /// UnexpectedShape for a key set that can't be relied upon; then nothing is proven, nor disproven.
    Pending<TokenVerdict> verify(const Secret &token, const TokenExpectation &expected);

private:
    using Waiter = Promise<Nothing>;

    /// Keys that are fresh enough.
    Pending<Nothing> ready();
    Pending<Nothing> fetch();
    void fetched(const Result<QList<SigningKey>> &read);

    HttpClient &m_http;
    const Terms m_terms;
    QList<SigningKey> m_keys;
    QDeadlineTimer m_life{0};
    QDeadlineTimer m_pause{0}; ///< until an unknown key may lead to another look
    std::list<Waiter> m_waiting;
    std::unique_ptr<QObject> m_fetch; ///< while one is under way
};

} // namespace chancery::bkey
