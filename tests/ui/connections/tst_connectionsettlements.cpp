// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profilestore.h"
#include "dialogtest.h"
#include "tests/support/sandboxundertest.h"

#include <QCheckBox>
#include <QFile>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *testSecret = "test-secret-77d0";

} // namespace

/// The settlement service of a connection: its fields, its secret, its test.
class TestConnectionSettlements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void aConnectionHasNoneUntilItIsSaidTo();
    void theProductionAddressesAreOffered();
    void everyFieldIsStoredAndTheSecretInTheKeychainOnly();
    void whatIsWrongIsSaidAtItsField_data();
    void whatIsWrongIsSaidAtItsField();
    void anAddressOfTokensNeedsNoScheme();
    void takingTheServiceOutLeavesTheRest();
    void aSecretThatWouldGoElsewhereIsSpokenOf();
    void theSecretsGoWithTheConnection();
    void theEnvironmentBringsThem();
    void theSandboxSetsThemByItself();
    void aTestAsksBothServices();
    void aTestTellsARefusedSecret();

private:
    QCheckBox *box(const char *name) const { return m_desk->find<QCheckBox>(name); }
    void turnOn() const { box("hasSettlements")->setChecked(true); }
    Profile stored() const { return *m_desk->store.find(m_profile.id); }
    QString kept(Service service) const;
    QString run() const;

    test::SandboxUnderTest m_sandbox;
    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionSettlements::initTestCase()
{
    test::theme();
    QVERIFY(m_sandbox.isRunning());
}

void TestConnectionSettlements::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s, m_sandbox.keyban().toString());
    m_desk->open();
}

QString TestConnectionSettlements::kept(Service service) const
{
    const auto secret = test::awaited(m_desk->keychain.read(secretKey(m_profile, service)));
    return secret ? secret->use([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }) : QString();
}

QString TestConnectionSettlements::run() const
{
    m_desk->click("testConnection");
    auto *button = m_desk->find<QPushButton>("testConnection");
    if (!QTest::qWaitFor([button] { return button->accessibleName() == u"Test connection"; }, 20'000))
        return u"did not end"_s;
    const auto *result = m_desk->find("testResult");
    return result->accessibleName() + u'\n' + result->accessibleDescription();
}

void TestConnectionSettlements::aConnectionHasNoneUntilItIsSaidTo()
{
    QVERIFY(!box("hasSettlements")->isChecked());
    for (const char *name : {"settlementAddress", "settlementTokens", "settlementClient", "connectionSecret",
                             "needsFourEyes", "fourEyesRemark"})
        QVERIFY2(!m_desk->find(name)->isVisibleTo(m_desk->dialog.get()), name);
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());

    turnOn();

    for (const char *name : {"settlementAddress", "settlementTokens", "settlementClient", "connectionSecret",
                             "needsFourEyes", "fourEyesRemark"}) {
        QVERIFY2(m_desk->find(name)->isVisibleTo(m_desk->dialog.get()), name);
        QVERIFY2(name == "fourEyesRemark"_ba || !m_desk->find(name)->accessibleName().isEmpty(), name);
    }
    QVERIFY(m_desk->find("saveConnection")->isEnabled());
    QVERIFY2(m_desk->note("settlementClientNote").isEmpty(), "nobody has been there yet");
    m_desk->shoot("settlements");
}

void TestConnectionSettlements::theProductionAddressesAreOffered()
{
    turnOn();

    QCOMPARE(m_desk->field("settlementAddress")->text(), u"https://api.keystoneos.xyz"_s);
    QCOMPARE(m_desk->field("settlementTokens")->text(), u"https://auth.keystoneos.xyz"_s);
    QCOMPARE(m_desk->find<QLabel>("connectionDanger")->isHidden(), false);
}

void TestConnectionSettlements::everyFieldIsStoredAndTheSecretInTheKeychainOnly()
{
    turnOn();
    m_desk->type("settlementAddress", u"https://book.test"_s);
    m_desk->type("settlementTokens", u"https://tokens.test/in"_s);
    m_desk->type("settlementClient", u"officer"_s);
    m_desk->type("connectionSecret", QLatin1StringView(testSecret));
    box("needsFourEyes")->setChecked(true);

    m_desk->click("saveConnection");

    QVERIFY(stored().keystone);
    QCOMPARE(stored().keystone->base, QUrl(u"https://book.test"_s));
    QCOMPARE(stored().keystone->auth, QUrl(u"https://tokens.test/in"_s));
    QCOMPARE(stored().keystone->clientId, u"officer"_s);
    QVERIFY(stored().needsFourEyes);
    QTRY_COMPARE(kept(Service::Keystone), QLatin1StringView(testSecret));
    QVERIFY(kept(Service::Keyban).isEmpty());
    QVERIFY(m_desk->field("connectionSecret")->text().isEmpty());
    QFile file(m_desk->store.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("officer"));
    QVERIFY(!written.contains(testSecret));
}

void TestConnectionSettlements::whatIsWrongIsSaidAtItsField_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no address") << QByteArray("settlementAddress") << QString()
                                << u"Enter the address of the settlement service"_s;
    QTest::newRow("plain http") << QByteArray("settlementAddress") << u"http://book.test"_s << u"Without encryption"_s;
    QTest::newRow("no tokens") << QByteArray("settlementTokens") << QString()
                               << u"Enter the address that gives tokens"_s;
    QTest::newRow("plain tokens") << QByteArray("settlementTokens") << u"http://tokens.test"_s
                                  << u"Without encryption"_s;
    QTest::newRow("no client") << QByteArray("settlementClient") << u" "_s << u"Enter the client id"_s;
}

void TestConnectionSettlements::whatIsWrongIsSaidAtItsField()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, text);
    QFETCH(QString, words);
    turnOn();
    m_desk->type("settlementClient", u"officer"_s);

    m_desk->type(field.constData(), text);
    m_desk->click("saveConnection");

    const QString note = m_desk->note(QByteArray(field + "Note").constData());
    QVERIFY2(note.contains(words), qPrintable(note));
    QVERIFY(!stored().keystone);
}

void TestConnectionSettlements::anAddressOfTokensNeedsNoScheme()
{
    turnOn();
    m_desk->type("settlementTokens", u"auth.keystoneos.xyz"_s);
    m_desk->type("settlementClient", u"officer"_s);

    m_desk->click("saveConnection");

    QCOMPARE(stored().keystone->auth, QUrl(u"https://auth.keystoneos.xyz"_s));
}

void TestConnectionSettlements::takingTheServiceOutLeavesTheRest()
{
    turnOn();
    m_desk->type("settlementClient", u"officer"_s);
    m_desk->click("saveConnection");
    QVERIFY(stored().keystone);

    box("hasSettlements")->setChecked(false);
    m_desk->click("saveConnection");

    QVERIFY(!stored().keystone);
    QCOMPARE(stored().keyban.base, m_profile.keyban.base);
}

void TestConnectionSettlements::aSecretThatWouldGoElsewhereIsSpokenOf()
{
    turnOn();
    m_desk->type("settlementClient", u"officer"_s);
    m_desk->click("saveConnection");

    m_desk->type("settlementTokens", u"https://elsewhere.test"_s);
    QVERIFY(m_desk->note("secretNote").startsWith(u"The secret kept so far was given for auth.keystoneos.xyz."_s));

    m_desk->type("connectionSecret", QLatin1StringView(testSecret));
    QVERIFY(m_desk->note("secretNote").isEmpty());
}

void TestConnectionSettlements::theSecretsGoWithTheConnection()
{
    m_desk->keychain.put(secretKey(m_profile, Service::Keyban), test::testKey);
    m_desk->keychain.put(secretKey(m_profile, Service::Keystone), testSecret);

    m_desk->click("deleteConnection");
    m_desk->find<QPushButton>("confirmDelete")->click();

    QTRY_VERIFY(kept(Service::Keyban).isEmpty());
    QTRY_VERIFY(kept(Service::Keystone).isEmpty());
}

void TestConnectionSettlements::theEnvironmentBringsThem()
{
    m_desk->dialog->offerEnvironment({[] {
                                          Profile found = makeProfile(u"Environment"_s);
                                          found.keystone = makeKeystoneService();
                                          found.keystone->clientId = u"officer"_s;
                                          return found;
                                      }(),
                                      Secret::fromUtf8(QByteArray(test::testKey)),
                                      Secret::fromUtf8(QByteArray(testSecret))});

    m_desk->click("importEnvironment");
    m_desk->click("useEnvironment");
    QVERIFY(box("hasSettlements")->isChecked());
    QCOMPARE(m_desk->field("settlementClient")->text(), u"officer"_s);
    QVERIFY(m_desk->field("connectionSecret")->text().isEmpty());
    QVERIFY(m_desk->field("connectionSecret")->placeholderText().startsWith(u"Taken from the environment"));
    m_desk->click("saveConnection");

    m_profile = m_desk->store.profiles().last();
    QTRY_COMPARE(kept(Service::Keystone), QLatin1StringView(testSecret));
    QTRY_COMPARE(kept(Service::Keyban), QLatin1StringView(test::testKey));
}

void TestConnectionSettlements::theSandboxSetsThemByItself()
{
    Profile sandbox = makeProfile(u"Sandbox"_s);
    sandbox.isSandbox = true;
    sandbox.keystone = KeystoneService{m_sandbox.keystone(), m_sandbox.keystoneAuth(), u"test-client"_s, {}};
    QVERIFY(m_desk->store.add(sandbox));

    m_desk->go(1);

    QVERIFY(box("hasSettlements")->isChecked());
    for (const char *name :
         {"hasSettlements", "settlementAddress", "settlementTokens", "settlementClient", "connectionSecret"})
        QVERIFY2(!m_desk->find(name)->isEnabled(), name);
    QVERIFY(box("needsFourEyes")->isEnabled());
    QVERIFY(m_desk->note("secretNote").contains(u"by itself"_s));
}

void TestConnectionSettlements::aTestAsksBothServices()
{
    m_desk->type("connectionKey", QString::fromLatin1(m_sandbox.apiKey()));
    turnOn();
    m_desk->type("settlementAddress", m_sandbox.keystone().toString());
    m_desk->type("settlementTokens", m_sandbox.keystoneAuth().toString());
    m_desk->type("settlementClient", m_sandbox.keystoneClientId());
    m_desk->type("connectionSecret", QString::fromLatin1(m_sandbox.keystoneClientSecret()));

    const QString account = run();

    QVERIFY2(account.startsWith(u"This connection works.\n"), qPrintable(account));
    QVERIFY2(account.contains(u"Settlements, right: "_s), qPrintable(account));
}

void TestConnectionSettlements::aTestTellsARefusedSecret()
{
    m_desk->type("connectionKey", QString::fromLatin1(m_sandbox.apiKey()));
    turnOn();
    m_desk->type("settlementAddress", m_sandbox.keystone().toString());
    m_desk->type("settlementTokens", m_sandbox.keystoneAuth().toString());
    m_desk->type("settlementClient", m_sandbox.keystoneClientId());

    QString account = run();
    QVERIFY2(account.contains(u"There is no client secret to test with."_s), qPrintable(account));

    m_desk->type("connectionSecret", QLatin1StringView(testSecret));
    account = run();
    QVERIFY2(account.startsWith(u"Passports can be worked with, settlements not yet.\n"), qPrintable(account));
    QVERIFY2(account.contains(u"refuses this client id and secret"_s), qPrintable(account));
    QVERIFY(!account.contains(QLatin1StringView(testSecret)));
}

QTEST_MAIN(TestConnectionSettlements)
#include "tst_connectionsettlements.moc"
