// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/access.h"

#include "app/ctl/output.h"

#include "core/profiles/profilestore.h"
#include "core/secrets/keychainstore.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

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
    const auto open = [&](Secret secret) {
        access.secret = std::move(secret);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [&] { begin(std::move(access)); }, Qt::QueuedConnection);
    };
    KeychainStore keychain;
    if (!options.profile.isEmpty()) {
        access.profile = profileByName(options);
        wanted.refuseUnusable(access.profile);
        readUnlessSlow(keychain, secretKey(access.profile, wanted.service)).then(&keychain, [&](Result<Secret> secret) {
            if (!secret)
                fail(sentence(secret.error()), exitFor(secret.error()));
            open(std::move(*secret));
        });
    } else if (auto found = takeFromEnvironment(); found && !((*found).*wanted.secret).isEmpty()) {
        access.profile = std::move(found->profile);
        wanted.refuseUnusable(access.profile);
        open(std::move((*found).*wanted.secret));
    } else {
        fail(wanted.nothingGiven);
    }
    return QCoreApplication::exec();
}

} // namespace chancery::ctl
