// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/service.h"

#include "app/ctl/output.h"

#include "core/profiles/problems.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

Session &opened(Session &session, Profile profile, Secret key)
{
    session.open(std::move(profile));
    if (!key.isEmpty())
        session.provide(std::move(key));
    return session;
}

/// What the command line can do nothing without; the console offers a form for the same.
void refuseUnusable(const Profile &profile)
{
    for (const ProfileProblem &problem : problems(profile)) {
        if (problem.severity != ProfileSeverity::Error)
            continue;
        switch (problem.field) {
        case ProfileField::KeybanBase:
            fail(tr("The address of the service, %1, can't be used: it must be https, or http on this machine, without "
                    "user, query or /v1 at its end.")
                     .arg(profile.keyban.base.toDisplayString(QUrl::RemoveUserInfo)));
        case ProfileField::KeybanApplication:
            fail(profile.keyban.applicationId.isEmpty()
                     ? tr("The application id is missing. Set KEYBAN_APP_ID, or the connection's application.")
                     : tr("The application id %1 is no UUID.").arg(profile.keyban.applicationId));
        default:
            break;
        }
    }
}

} // namespace

Service::Service(Access access)
    : m_session(m_store)
    , m_credential(opened(m_session, std::move(access.profile), std::move(access.secret)))
    , m_way(std::move(access.way))
    , m_connection(profile(), credential(),
                   {.passports = {.applicationId = profile().keyban.applicationId,
                                  .dialect = dialect().value_or(keyban::Dialect::Flat),
                                  .eventStreamPath = profile().keyban.eventStreamPath},
                    .route = m_way ? m_way->routeTo(chancery::Service::Keyban) : nullptr})
{}

CredentialSource &Service::credential()
{
    CredentialSource *const placeholder = m_way ? m_way->credentialFor(chancery::Service::Keyban) : nullptr;
    return placeholder ? *placeholder : m_credential;
}

int withService(const CommonOptions &options, const std::function<void(Service &)> &begin)
{
    std::unique_ptr<Service> service;
    const AccessWanted wanted{.service = chancery::Service::Keyban,
                              .secret = &EnvironmentProfile::apiKey,
                              .refuseUnusable = refuseUnusable,
                              .nothingGiven = tr("No connection is given. Name one with --profile, or set "
                                                 "KEYBAN_API_KEY and KEYBAN_APP_ID (and KEYBAN_API for another "
                                                 "address than production).")};
    return withAccess(options, wanted, [&](Access access) {
        service = std::make_unique<Service>(std::move(access));
        begin(*service);
    });
}

} // namespace chancery::ctl
