// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/settlementservice.h"

#include "app/ctl/output.h"

#include "core/profiles/problems.h"

#include <memory>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void refuseAddress(const QString &what, const QUrl &address)
{
    fail(tr("The address of %1, %2, can't be used: it must be https, or http on this machine, without user or query.")
             .arg(what, address.toDisplayString(QUrl::RemoveUserInfo)));
}

void refuseUnusable(const Profile &profile)
{
    if (!profile.keystone)
        fail(tr("The connection %1 has no settlement service.").arg(profile.name));
    for (const ProfileProblem &problem : problems(profile)) {
        if (problem.severity != ProfileSeverity::Error)
            continue;
        if (problem.field == ProfileField::KeystoneBase)
            refuseAddress(tr("the settlement service"), profile.keystone->base);
        if (problem.field == ProfileField::KeystoneAuth)
            refuseAddress(tr("its tokens"), profile.keystone->auth);
        if (problem.field == ProfileField::KeystoneClient)
            fail(tr("The client id of the settlement service is missing. Set KEYSTONE_CLIENT_ID, or the connection's "
                    "client."));
    }
}

SettlementConnection connected(const Profile &profile, ProxyWay *way)
{
    if (!way)
        return SettlementConnection(*profile.keystone, profile.guard);
    return SettlementConnection(
        *profile.keystone, profile.guard,
        ProxiedParts{.route = way->route(), .credential = *way->credentialFor(chancery::Service::Keystone)});
}

} // namespace

SettlementService::SettlementService(Access access)
    : profile(std::move(access.profile))
    , way(std::move(access.way))
    , connection(connected(profile, way.get()))
{
    if (way)
        return;
    connection.credential().setClient(profile.keystone->clientId, std::move(access.secret));
}

int withSettlements(const CommonOptions &options, const std::function<void(SettlementService &)> &begin)
{
    std::unique_ptr<SettlementService> service;
    const AccessWanted wanted{.service = chancery::Service::Keystone,
                              .secret = &EnvironmentProfile::clientSecret,
                              .refuseUnusable = refuseUnusable,
                              .nothingGiven = tr("No settlement service is given. Name a connection with --profile, or "
                                                 "set KEYSTONE_CLIENT_ID and KEYSTONE_CLIENT_SECRET (and KEYSTONE_API "
                                                 "and KEYSTONE_AUTH for other addresses than production).")};
    return withAccess(options, wanted, [&](Access access) {
        service = std::make_unique<SettlementService>(std::move(access));
        begin(*service);
    });
}

} // namespace chancery::ctl
