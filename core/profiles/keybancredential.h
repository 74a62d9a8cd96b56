// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"

namespace chancery {

class Session;

/// Puts the session's API key on requests as X-Api-Key (Keyban fact sheet §1), and lets the session expire when the
/// service refuses it. Errors: SecretStore / CredentialMissing, or CredentialUnusable when it holds anything but
/// visible ASCII, which would end the header or change it.
class KeybanCredential : public CredentialSource
{
public:
    explicit KeybanCredential(Session &session)
        : m_session(session)
    {}

    Result<Nothing> authorize(QNetworkRequest &request) const override;
    void rejected() override;
    QByteArray masked(QByteArray text) const override;

private:
    Session &m_session;
};

} // namespace chancery
