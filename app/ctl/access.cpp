// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/access.h"

#include "app/ctl/output.h"

#include "core/keychains/tokensource.h"
#include "core/profiles/problems.h"
#include "core/profiles/profilestore.h"
#include "core/secrets/environmenttext.h"
#include "core/secrets/keychainstore.h"

#include "ui/words/profiletext.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

bool isOfProxy(const ProfileProblem &problem)
{
    switch (problem.field) {
    case ProfileField::KeychainsBase:
    case ProfileField::KeychainsAccount:
    case ProfileField::KeychainsPassports:
    case ProfileField::KeychainsSettlements:
    case ProfileField::KeychainsTrusted:
    case ProfileField::KeychainsProgram:
        return true;
    default:
        return problem.fault == ProfileFault::NotThroughProxy;
    }
}

bool isGiven(const EnvironmentProfile &found, const AccessWanted &wanted)
{
    return !(found.*wanted.secret).isEmpty() || goesThroughProxy(found.profile, wanted.service);
}

/// Ends the program with a sentence when nothing can be done with the profile.
void refuseUnusable(const Profile &profile, const AccessWanted &wanted)
{
    for (const ProfileProblem &problem : problems(profile))
        if (problem.severity == ProfileSeverity::Error && isOfProxy(problem))
            fail(tr("The way through the credential proxy is not set up: %1").arg(describe(problem)));
    wanted.refuseUnusable(profile);
}

/// The way through the credential proxy; ends the program when the token is none.
std::unique_ptr<ProxyWay> openWay(const Profile &profile, const CommonOptions &options, Secret token)
{
    const QString envFile = QFileInfo(options.dataDir).absolutePath() + u"/.env"_s;
    auto way = std::make_unique<ProxyWay>(profile, envFile);
    if (!token.isEmpty())
        if (const auto provided = way->route().provide(std::move(token)); !provided)
            fail(sentence(provided.error()), exitFor(provided.error()));
    return way;
}

} // namespace

Profile profileByName(const CommonOptions &options)
{
    ProfileStore store(options.dataDir + u"/profiles.json"_s);
    if (const auto loaded = store.load(); !loaded)
        fail(sentence(loaded.error()), exitFor(loaded.error()));
    const auto profile = store.findByName(options.profile);
    if (!profile)
        fail(tr("There is no connection named %1 in %2.").arg(options.profile, store.path()));
    return *profile;
}

int withAccess(const CommonOptions &options, const AccessWanted &wanted, const std::function<void(Access)> &begin)
{
    Access access;
    const auto open = [&](Secret secret, Secret token = {}) {
        access.secret = std::move(secret);
        if (goesThroughProxy(access.profile, wanted.service))
            access.way = openWay(access.profile, options, std::move(token));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [&] { begin(std::move(access)); }, Qt::QueuedConnection);
    };
    KeychainStore keychain;
    if (!options.profile.isEmpty()) {
        access.profile = profileByName(options);
        refuseUnusable(access.profile, wanted);
        if (goesThroughProxy(access.profile, wanted.service))
            open({}, takeSecretFromEnvironment(keychains::tokenVariable));
        else
            readUnlessSlow(keychain, secretKey(access.profile, wanted.service))
                .then(&keychain, [&](Result<Secret> secret) {
                    if (!secret)
                        fail(sentence(secret.error()), exitFor(secret.error()));
                    open(std::move(*secret));
                });
    } else if (auto found = takeFromEnvironment(); found && isGiven(*found, wanted)) {
        access.profile = std::move(found->profile);
        refuseUnusable(access.profile, wanted);
        open(std::move((*found).*wanted.secret), std::move(found->proxyToken));
    } else {
        fail(wanted.nothingGiven);
    }
    return QCoreApplication::exec();
}

} // namespace chancery::ctl
