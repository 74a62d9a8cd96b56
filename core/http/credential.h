// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"

#include <QByteArray>

class QNetworkRequest;

namespace chancery {

/// The port through which the pipeline gets its credential without ever holding it.
class CredentialSource
{
public:
    virtual ~CredentialSource() = default;

    /// Whether authorize() has what it needs. A token may have to be fetched first.
    virtual bool isReady() const { return true; }
    /// Makes it ready. Many requests may wait for one fetch; its error is what they all fail with, as NotSent.
    virtual Pending<Nothing> makeReady() { return Pending<Nothing>::ready({}); }
    /// Whether a rejected credential is replaced without a person. Then a request that was answered 401 goes once more
    /// with the new one, whatever its effect: the service turned it away before it acted.
    virtual bool renewsItself() const { return false; }

    /// Puts the credential on a request that is about to be sent. Error: SecretStore / CredentialMissing and kin.
    virtual Result<Nothing> authorize(QNetworkRequest &request) const = 0;
    /// The service let the credential in that requests get now, whatever it answered them.
    virtual void accepted() {}
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
