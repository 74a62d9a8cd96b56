// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/systemlook.h"

#ifdef CHANCERY_HAS_DBUS

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <tuple>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto settings = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearance = "org.freedesktop.appearance"_L1;
constexpr auto gnome = "org.gnome.desktop.interface"_L1;

/// The portal's Read wraps its answer twice, SettingChanged once.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemLook::SystemLook(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, settings, u"SettingChanged"_s, this, SLOT(learn(QString, QString, QDBusVariant)));
    ask(appearance, u"color-scheme"_s);
    ask(appearance, u"contrast"_s);
    ask(gnome, u"enable-animations"_s);
}

void SystemLook::ask(const QString &group, const QString &key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, settings, u"Read"_s);
    question << group << key;
    // A desktop without the portal is left as it is: nothing is started for the sake of a colour.
    question.setAutoStartService(false);
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, group, key, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid())
            learn(group, key, reply.value());
        answer->deleteLater();
    });
}

void SystemLook::learn(const QString &group, const QString &key, const QDBusVariant &value)
{
    const QVariant said = unwrapped(QVariant::fromValue(value));
    const auto before = std::tuple(m_dark, m_highContrast, m_noMotion);
    if (group == appearance && key == "color-scheme"_L1)
        m_dark = said.toUInt() == 0 ? std::nullopt : std::optional(said.toUInt() == 1);
    else if (group == appearance && key == "contrast"_L1)
        m_highContrast = said.toUInt() == 1;
    else if (group == gnome && key == "enable-animations"_L1)
        m_noMotion = !said.toBool();
    if (before != std::tuple(m_dark, m_highContrast, m_noMotion))
        Q_EMIT changed();
}

} // namespace chancery

#else

class QDBusVariant
{};

namespace chancery {

SystemLook::SystemLook(QObject *parent)
    : QObject(parent)
{}
void SystemLook::ask(const QString &, const QString &) {}
void SystemLook::learn(const QString &, const QString &, const QDBusVariant &) {}

} // namespace chancery

#endif
