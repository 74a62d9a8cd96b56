// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QByteArray>

class QNetworkRequest;

namespace chancery {

/// The port through which the pipeline gets its credential without ever holding it.
class CredentialSource
{
public:
    virtual ~CredentialSource() = default;

    /// Puts the credential on a request that is about to be sent. Error: SecretStore / CredentialMissing and kin.
    virtual Result<Nothing> authorize(QNetworkRequest &request) const = 0;
    /// The service answered 401. Called once for all requests that were under way with that credential, and again for
    /// one that was authorized afterwards.
    virtual void rejected() = 0;
    /// The text with every occurrence of a secret value masked; see maskSecret() in core/http/redact.h.
    virtual QByteArray masked(QByteArray text) const = 0;
};

/// For a service that asks for none.
class NoCredential : public CredentialSource
{
public:
    Result<Nothing> authorize(QNetworkRequest &) const override { return Nothing{}; }
    void rejected() override {}
    QByteArray masked(QByteArray text) const override { return text; }
};

} // namespace chancery
