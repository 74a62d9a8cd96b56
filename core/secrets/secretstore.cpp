// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/secretstore.h"

#include "core/async/errorof.h"

namespace chancery {

Error secretError(Cause cause, const QString &key)
{
    return errorOf(ErrorKind::SecretStore, cause, key);
}

Pending<Secret> readUnlessSlow(SecretStore &store, const QString &key)
{
    if (store.state() == KeychainState::Slow)
        return Pending<Secret>::failed(secretError(Cause::KeychainSlow, key));
    auto ends = Pending<Secret>::make();
    const QPointer<QObject> watch = new QObject(&store);
    const auto finish = [watch, promise = ends.promise](Result<Secret> &&result) {
        if (watch)
            watch->deleteLater();
        promise.settle(std::move(result));
    };
    ends.promise.whenAbandoned([watch] {
        if (watch)
            watch->deleteLater();
    });
    QObject::connect(&store, &SecretStore::stateChanged, watch, [finish, key](KeychainState state) {
        if (state == KeychainState::Slow)
            finish(secretError(Cause::KeychainSlow, key));
    });
    store.read(key).then(watch, finish);
    return std::move(ends.pending);
}

} // namespace chancery

#include "moc_secretstore.cpp"
