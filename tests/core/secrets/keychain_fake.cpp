// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A Secret Service that behaves badly: `keychain_fake mute` never answers, `keychain_fake refuse MS` says no after MS
// milliseconds. Prints "ready" once it owns its name.

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

class BadKeychain : public QDBusVirtualObject
{
public:
    explicit BadKeychain(std::optional<int> refuseAfter)
        : m_refuseAfter(refuseAfter)
    {}

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        message.setDelayedReply(true);
        if (!m_refuseAfter)
            return true;
        const auto reply = message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"No."_s);
        QTimer::singleShot(*m_refuseAfter, this, [connection, reply] { connection.send(reply); });
        return true;
    }

private:
    std::optional<int> m_refuseAfter;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    BadKeychain keychain(arguments.value(1) == u"refuse"_s ? std::optional(arguments.value(2).toInt()) : std::nullopt);
    auto bus = QDBusConnection::sessionBus();
    if (!bus.registerVirtualObject(u"/org/freedesktop/secrets"_s, &keychain, QDBusConnection::SubPath) ||
        !bus.registerService(u"org.freedesktop.secrets"_s))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    // The bus that started it ends with its session, and so does this.
    QObject::connect(new QTimer(&application), &QTimer::timeout, &application, [&bus] {
        if (!bus.isConnected())
            QCoreApplication::quit();
    });
    application.findChild<QTimer *>()->start(200);
    return application.exec();
}
