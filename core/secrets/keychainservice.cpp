// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/keychainservice.h"

#ifdef CHANCERY_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace chancery {

#ifdef CHANCERY_HAS_DBUS

namespace {

using namespace Qt::StringLiterals;

bool namesAKeychain(const QStringList &names)
{
    static const QStringList keychains = {u"org.freedesktop.secrets"_s, u"org.kde.kwalletd"_s, u"org.kde.kwalletd5"_s,
                                          u"org.kde.kwalletd6"_s};
    return std::any_of(keychains.begin(), keychains.end(), [&](const QString &name) { return names.contains(name); });
}

/// Asks the bus itself for a list of service names; an unreachable bus has none.
Pending<QStringList> busNames(const QString &method)
{
    auto ends = Pending<QStringList>::make();
    const auto message = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                        u"org.freedesktop.DBus"_s, method);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [watcher, promise = ends.promise] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        promise.settle(reply.isValid() ? reply.value() : QStringList());
    });
    return std::move(ends.pending);
}

} // namespace

Pending<bool> keychainIsThere()
{
    if (!QDBusConnection::sessionBus().isConnected())
        return Pending<bool>::ready(false);
    return busNames(u"ListNames"_s).andThen([](const QStringList &running) {
        if (namesAKeychain(running))
            return Pending<bool>::ready(true);
        return busNames(u"ListActivatableNames"_s).transform(namesAKeychain);
    });
}

#else

Pending<bool> keychainIsThere()
{
    return Pending<bool>::ready(true);
}

#endif

} // namespace chancery
