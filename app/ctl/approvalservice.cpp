// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/approvalservice.h"

#include "app/ctl/output.h"

#include "core/profiles/problems.h"

#include "ui/words/profiletext.h"

#include <memory>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int shortestWait = 30;
constexpr int longestWait = 600;

void refuseUnusable(const Profile &profile)
{
    if (!profile.bkey)
        fail(tr("The connection %1 has no approval service.").arg(profile.name));
    for (const ProfileProblem &problem : problems(profile)) {
        const bool isOurs = problem.field == ProfileField::BkeyBase || problem.field == ProfileField::BkeyClient;
        if (isOurs && problem.severity == ProfileSeverity::Error)
            fail(tr("The approval service is not set up: %1").arg(describe(problem)));
    }
}

/// An approval through a proxy would be the proxy's, so no placeholder is sent there.
Secret ownSecret(Secret secret)
{
    const bool isPlaceholder = secret.use([](QByteArrayView bytes) { return bytes.trimmed().startsWith("{{"); });
    if (isPlaceholder)
        fail(tr("BKEY_CLIENT_SECRET is a placeholder, but approvals never go through the credential proxy. Give the "
                "secret itself."));
    return secret;
}

} // namespace

ApprovalService::ApprovalService(Access access)
    : profile(std::move(access.profile))
    , connection(*profile.bkey, profile.guard)
{
    connection.credential().setClient(profile.bkey->clientId, ownSecret(std::move(access.secret)));
}

std::chrono::seconds expiryOf(const Arguments &options, std::chrono::seconds usual)
{
    if (!options.isSet(u"expires"_s))
        return usual;
    const int seconds = options.value(u"expires"_s).toInt();
    if (seconds < shortestWait || seconds > longestWait)
        fail(tr("--expires %1: expected seconds, %2 to %3.")
                 .arg(options.value(u"expires"_s))
                 .arg(shortestWait)
                 .arg(longestWait));
    return std::chrono::seconds(seconds);
}

int withApprovals(const CommonOptions &options, const std::function<void(ApprovalService &)> &begin)
{
    std::unique_ptr<ApprovalService> service;
    const AccessWanted wanted{.service = chancery::Service::Bkey,
                              .secret = &EnvironmentProfile::approvalSecret,
                              .refuseUnusable = refuseUnusable,
                              .nothingGiven = tr("No approval service is given. Name a connection with --profile, or "
                                                 "set BKEY_CLIENT_ID and BKEY_CLIENT_SECRET (and BKEY_API_URL for "
                                                 "another address than production).")};
    return withAccess(options, wanted, [&](Access access) {
        service = std::make_unique<ApprovalService>(std::move(access));
        begin(*service);
    });
}

} // namespace chancery::ctl
