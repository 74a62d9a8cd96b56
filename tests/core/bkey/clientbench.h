// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/client.h"
#include "tests/core/bkey/credentialbench.h"

namespace chancery::test {

/// The approval service's client on a scripted network.
struct ClientBench : CredentialBench
{
    using CredentialBench::CredentialBench;
    bkey::Client client{credential, http};

    /// What the last call sent, as JSON.
    QByteArray lastBody() const { return calls().last().body; }
    QByteArray lastTarget() const
    {
        const SeenRequest request = calls().last();
        return request.method + ' ' + request.url.toEncoded().mid(base().toEncoded().size() - 1);
    }
};

/// Why it failed; nothing of it when it did not.
template <class T>
Error errorIn(Pending<T> pending)
{
    const Result<T> result = awaited(std::move(pending));
    return result ? Error{} : result.error();
}

} // namespace chancery::test
