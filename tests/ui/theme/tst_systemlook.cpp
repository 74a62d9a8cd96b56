// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/systemlook.h"

#include "ui/theme/theme.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QHash>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// A settings portal that says what the test tells it.
class FakePortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    QHash<QString, QVariant> settings;

public Q_SLOTS:
    /// As the real one: the value stands in a variant in a variant.
    QDBusVariant Read(const QString &group, const QString &key)
    {
        if (!settings.contains(group + u'/' + key))
            sendErrorReply(u"org.freedesktop.portal.Error.NotFound"_s, key);
        return QDBusVariant(QVariant::fromValue(QDBusVariant(settings.value(group + u'/' + key))));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class TestSystemLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void withoutAPortalNothingIsKnown();
    void readsWhatTheDesktopPrefers();
    void followsAChange();
    void noPreferenceIsNoPreference();
    void otherSettingsAreNoConcern();
    void theThemeFollowsTheDesktopUnlessChosen();

private:
    void startPortal();
    /// Asks the portal once more: what was asked before has been answered then.
    bool busHasAnswered();

    FakePortal m_portal;
    QDBusConnection m_bus{u"portal"_s};
};

void TestSystemLook::initTestCase()
{
    m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s);
    QVERIFY2(m_bus.isConnected(), "this test runs under dbus-run-session");
}

void TestSystemLook::withoutAPortalNothingIsKnown()
{
    const SystemLook look;

    QVERIFY(busHasAnswered());
    QVERIFY(!look.prefersDark());
    QVERIFY(!look.prefersHighContrast());
    QVERIFY(!look.wantsNoMotion());
}

void TestSystemLook::startPortal()
{
    m_bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    m_bus.registerService(u"org.freedesktop.portal.Desktop"_s);
}

bool TestSystemLook::busHasAnswered()
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
                                       u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    question << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
    question.setAutoStartService(false);
    const QDBusPendingCallWatcher answer(QDBusConnection::sessionBus().asyncCall(question));
    return QTest::qWaitFor([&answer] { return answer.isFinished(); });
}

void TestSystemLook::readsWhatTheDesktopPrefers()
{
    startPortal();
    m_portal.settings = {{u"org.freedesktop.appearance/color-scheme"_s, 1U},
                         {u"org.freedesktop.appearance/contrast"_s, 1U},
                         {u"org.gnome.desktop.interface/enable-animations"_s, false}};

    const SystemLook look;

    QTRY_COMPARE(look.prefersDark(), std::optional(true));
    QTRY_VERIFY(look.prefersHighContrast());
    QTRY_VERIFY(look.wantsNoMotion());
}

void TestSystemLook::followsAChange()
{
    m_portal.settings = {{u"org.freedesktop.appearance/color-scheme"_s, 2U}};
    const SystemLook look;
    QTRY_COMPARE(look.prefersDark(), std::optional(false));

    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(1U));

    QTRY_COMPARE(look.prefersDark(), std::optional(true));
}

void TestSystemLook::noPreferenceIsNoPreference()
{
    m_portal.settings = {{u"org.freedesktop.appearance/color-scheme"_s, 0U},
                         {u"org.freedesktop.appearance/contrast"_s, 1U}};
    const SystemLook look;

    QTRY_VERIFY(look.prefersHighContrast()); // which is asked last

    QVERIFY(!look.prefersDark());
}

void TestSystemLook::otherSettingsAreNoConcern()
{
    m_portal.settings = {{u"org.freedesktop.appearance/color-scheme"_s, 1U}};
    SystemLook look;
    QTRY_COMPARE(look.prefersDark(), std::optional(true));
    const QSignalSpy changes(&look, &SystemLook::changed);

    Q_EMIT m_portal.SettingChanged(u"org.gnome.desktop.interface"_s, u"cursor-size"_s, QDBusVariant(24));
    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));

    QTRY_COMPARE(look.prefersDark(), std::optional(false));
    QCOMPARE(changes.count(), 1);
}

void TestSystemLook::theThemeFollowsTheDesktopUnlessChosen()
{
    m_portal.settings = {{u"org.freedesktop.appearance/color-scheme"_s, 1U}};
    auto &theme = *new Theme(*qApp);
    QTRY_COMPARE(theme.scheme(), Scheme::Dark);

    theme.setAppearance(Appearance::Light);
    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
    QCOMPARE(theme.scheme(), Scheme::Light);
    theme.setAppearance(Appearance::System);

    QTRY_COMPARE(theme.scheme(), Scheme::Light);
}

QTEST_MAIN(TestSystemLook)
#include "tst_systemlook.moc"
