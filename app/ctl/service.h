// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/access.h"

#include "core/profiles/keybancredential.h"
#include "core/profiles/session.h"
#include "core/runs/connection.h"
#include "core/secrets/sessionstore.h"

#include <functional>
#include <memory>

namespace chancery::ctl {

/// One profile's service as a command has it.
class Service
{
public:
    explicit Service(Access access);

    const Profile &profile() const { return *m_session.profile(); }
    keyban::Client &keyban() { return m_connection.keyban(); }
    keyban::LoyaltyClient &loyalty() { return m_connection.loyalty(); }
    std::optional<keyban::Dialect> dialect() const { return settledDialect(profile(), m_session.credential()); }

private:
    CredentialSource &credential();

    SessionStore m_store;
    Session m_session;
    KeybanCredential m_credential;
    const std::unique_ptr<ProxyWay> m_way;
    Connection m_connection;
};

/// Opens the service of --profile or the environment; see withAccess().
int withService(const CommonOptions &options, const std::function<void(Service &)> &begin);

} // namespace chancery::ctl
