// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testsecret.h"
#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"
#include "ui/panels/sections.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include "core/secrets/sessionstore.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

/// Asks the service for one page, as any section does.
class AskingSection : public Panel
{
public:
    explicit AskingSection(keystone::Client &client)
        : m_client(client)
        , m_reason(new QLineEdit(this))
    {
        (new QVBoxLayout(this))->addWidget(m_reason);
        refresh();
    }
    QString title() const override { return u"Asking"_s; }
    QString iconName() const override { return u"table"_s; }
    void refresh() override
    {
        m_client.listSettlements().then(this, [this](const auto &page) { answers += page.ok(); });
    }
    QLineEdit &reason() { return *m_reason; }

    int answers = 0;

private:
    keystone::Client &m_client;
    QLineEdit *m_reason;
};

/// A keychain that never answers, as one that waits to be unlocked.
class SilentKeychain : public SecretStore
{
public:
    Pending<Secret> read(const QString &) override
    {
        auto ends = Pending<Secret>::make();
        promise = std::make_unique<Promise<Secret>>(ends.promise);
        return std::move(ends.pending);
    }
    Pending<Nothing> write(const QString &, Secret) override { return Pending<Nothing>::ready({}); }
    Pending<Nothing> remove(const QString &) override { return Pending<Nothing>::ready({}); }
    KeychainState state() const override { return m_state; }
    bool keepsAcrossRestarts() const override { return true; }
    void beSlow()
    {
        m_state = KeychainState::Slow;
        Q_EMIT stateChanged(m_state);
    }

    std::unique_ptr<Promise<Secret>> promise;

private:
    KeychainState m_state = KeychainState::Unasked;
};

} // namespace

class TestSettlementDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aProfileWithoutSettlementsHasNoEntry();
    void theSecretOfTheKeychainOpensTheSections();
    void aMissingSecretIsAskedForInThePanelOnly();
    void aSecretForThisSessionIsNotGivenToTheKeychain();
    void aRefusedSecretIsToldInThePanelAndTheInputStays();
    void aMissingClientIdLeadsToTheConnections();
    void aSlowKeychainMayBeAnticipated();

private:
    void open(SecretStore &keychain);
    void type(const char *secret);
    CredentialSheet *sheet() const { return m_window->findChild<CredentialSheet *>(u"secretSheet"_s); }
    SectionsPanel *panel() const { return qobject_cast<SectionsPanel *>(m_window->panel(u"settlements"_s)); }
    AskingSection *section() const { return static_cast<AskingSection *>(panel()->section(u"asking"_s)); }

    QTemporaryDir m_folder;
    SandboxUnderTest m_sandbox;
    Profile m_profile;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<SessionStore> m_keychain; ///< plays the keychain
    std::unique_ptr<SessionStore> m_memory;
    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<SettlementDesk> m_desk;
    std::unique_ptr<MainWindow> m_window; ///< goes before the desk
};

void TestSettlementDesk::initTestCase()
{
    new Theme(*qApp);
    QVERIFY(m_sandbox.isRunning());
}

void TestSettlementDesk::init()
{
    m_profile = makeProfile(u"Desk"_s);
    m_profile.keystone =
        KeystoneService{m_sandbox.keystone(), m_sandbox.keystoneAuth(), m_sandbox.keystoneClientId(), {}};
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_keychain = std::make_unique<SessionStore>();
    m_memory = std::make_unique<SessionStore>();
    m_ledger = std::make_unique<Ledger>(m_folder.filePath(u"ledger.sqlite"_s));
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
}

void TestSettlementDesk::cleanup()
{
    m_window.reset();
    m_desk.reset();
    m_keyring.reset();
}

void TestSettlementDesk::open(SecretStore &keychain)
{
    m_keyring = std::make_unique<Keyring>(keychain, *m_memory);
    m_desk = std::make_unique<SettlementDesk>(
        SettlementDesk::Parts{
            *m_ledger,
            *m_keyring,
            *m_settings,
            nullptr,
            nullptr,
            {{u"asking"_s, [](const SettlementParts &parts) { return new AskingSection(parts.client); }}}},
        m_profile);
    m_desk->addTo(*m_window);
}

void TestSettlementDesk::type(const char *secret)
{
    QTRY_VERIFY(sheet());
    auto *field = sheet()->findChild<QLineEdit *>(u"clientSecret"_s);
    field->setText(QString::fromLatin1(secret));
    sheet()->findChild<QPushButton *>(u"useKey"_s)->click();
}

void TestSettlementDesk::aProfileWithoutSettlementsHasNoEntry()
{
    m_profile.keystone.reset();

    open(*m_keychain);

    QVERIFY(!m_window->panel(u"settlements"_s));
}

void TestSettlementDesk::theSecretOfTheKeychainOpensTheSections()
{
    m_keychain->hold(secretKey(m_profile, Service::Keystone),
                     Secret::fromUtf8(QByteArray(m_sandbox.keystoneClientSecret())));

    open(*m_keychain);

    QTRY_VERIFY(panel()->hasSections());
    QVERIFY(!panel()->hasSheet());
    QTRY_COMPARE(section()->answers, 1);
}

void TestSettlementDesk::aMissingSecretIsAskedForInThePanelOnly()
{
    auto *other = new SectionsPanel({u"other"_s, u"Other"_s, u"table"_s}, *m_settings);
    m_window->addPanel(u"other"_s, other);

    open(*m_keychain);
    type(m_sandbox.keystoneClientSecret().constData());

    QVERIFY(other->isEnabled());
    QTRY_COMPARE(section()->answers, 1);
    QVERIFY(!panel()->hasSheet());
    QTRY_VERIFY(m_keychain->holds(secretKey(m_profile, Service::Keystone)));
}

void TestSettlementDesk::aSecretForThisSessionIsNotGivenToTheKeychain()
{
    open(*m_keychain);
    QTRY_VERIFY(sheet());
    sheet()->findChild<QAbstractButton *>(u"keepInKeychain"_s)->setChecked(false);

    type(m_sandbox.keystoneClientSecret().constData());

    QTRY_COMPARE(section()->answers, 1);
    QVERIFY(!m_keychain->holds(secretKey(m_profile, Service::Keystone)));
    QVERIFY(m_memory->holds(secretKey(m_profile, Service::Keystone)));
}

void TestSettlementDesk::aRefusedSecretIsToldInThePanelAndTheInputStays()
{
    m_keychain->hold(secretKey(m_profile, Service::Keystone),
                     Secret::fromUtf8(QByteArray(m_sandbox.keystoneClientSecret())));
    open(*m_keychain);
    QTRY_VERIFY(panel()->hasSections());
    QTRY_COMPARE(section()->answers, 1);
    section()->reason().setText(u"half a reason"_s);

    m_sandbox.setFaults(R"([{"method":"POST","path":"*/oauth/token","effect":"status","status":401},
                            {"method":"GET","path":"*/v1/settlements*","effect":"status","status":401}])");
    panel()->refresh();
    QTRY_VERIFY(sheet());
    QVERIFY(panel()->hasSheet());
    QTRY_VERIFY(!sheet()->findChild<Banner *>()->content().headline.isEmpty());
    m_sandbox.setFaults("[]");
    type(m_sandbox.keystoneClientSecret().constData());

    QTRY_COMPARE(section()->answers, 2);
    QVERIFY(!panel()->hasSheet());
    QCOMPARE(section()->reason().text(), u"half a reason"_s);
}

void TestSettlementDesk::aMissingClientIdLeadsToTheConnections()
{
    m_profile.keystone->clientId.clear();
    open(*m_keychain);
    QSignalSpy wanted(m_desk.get(), &SettlementDesk::connectionsWanted);

    QTRY_VERIFY(m_window->findChild<QPushButton *>(u"noticeAction"_s));
    m_window->findChild<QPushButton *>(u"noticeAction"_s)->click();

    QCOMPARE(wanted.size(), 1);
    QVERIFY(!sheet());
}

void TestSettlementDesk::aSlowKeychainMayBeAnticipated()
{
    SilentKeychain keychain;
    open(keychain);
    QVERIFY(!sheet());

    keychain.beSlow();
    QVERIFY(sheet());
    type(m_sandbox.keystoneClientSecret().constData());

    QTRY_COMPARE(section()->answers, 1);
    m_window.reset();
    m_desk.reset();
    m_keyring.reset();
}

QTEST_MAIN(TestSettlementDesk)
#include "tst_settlementdesk.moc"
