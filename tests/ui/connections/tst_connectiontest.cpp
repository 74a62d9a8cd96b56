// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogtest.h"
#include "tests/support/sandboxundertest.h"

#include "ui/dialogs/connections/testview.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace chancery;
using namespace Qt::StringLiterals;

/// Test connection against the real sandbox.
class TestConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void theRightKeyIsProvenStepByStep();
    void aWrongKeyIsToldFromAWrongAddress();
    void aRefusedPortIsTold();
    void aWrongPathIsTold();
    void plainHttpToAnotherHostSendsNothing();
    void anApplicationIdIsNeverProven();
    void theWrongDialectIsTold();
    void anUndecidedDialectIsTold();
    void withoutAKeyNothingIsAsked();
    void theKeptKeyIsUsed();
    void whatTheServiceShowsAKeptKeyIsRememberedAtOnce();
    void aSlowKeychainIsTold();
    void whatTheServiceShowedIsRememberedWithTheNextSave();
    void aChangeMakesTheResultOld();
    void leavingAbandonsTheTest();

private:
    QString run();
    void typeRightKey() { m_desk->type("connectionKey", QString::fromLatin1(m_sandbox.apiKey())); }

    test::SandboxUnderTest m_sandbox{{u"--era"_s, u"2"_s}};
    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionTest::initTestCase()
{
    test::theme();
    QVERIFY(m_sandbox.isRunning());
}

void TestConnectionTest::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s, m_sandbox.keyban().toString());
    m_desk->open();
}

/// The whole account of one test, as a screen reader has it.
QString TestConnectionTest::run()
{
    m_desk->click("testConnection");
    auto *button = m_desk->find<QPushButton>("testConnection");
    if (!QTest::qWaitFor([button] { return button->accessibleName() == u"Test connection"; }, 20'000))
        return u"did not end"_s;
    const auto *result = m_desk->find("testResult");
    return result->accessibleName() + u'\n' + result->accessibleDescription();
}

void TestConnectionTest::theRightKeyIsProvenStepByStep()
{
    typeRightKey();

    const QString account = run();

    QVERIFY2(account.startsWith(u"This connection works.\n"), qPrintable(account));
    QVERIFY2(account.contains(QRegularExpression(u"Address, right: 127\\.0\\.0\\.1:\\d+ answered after [\\d,]+ ms"_s)),
             qPrintable(account));
    QVERIFY2(account.contains(u"Key, right: The service accepts this key."), qPrintable(account));
    QVERIFY2(account.contains(u"There are 2,000."), qPrintable(account));
    QVERIFY2(account.contains(u"Dialect, right: The passports there are flat."), qPrintable(account));
    m_desk->shoot("test-works");
}

void TestConnectionTest::aWrongKeyIsToldFromAWrongAddress()
{
    m_desk->type("connectionKey", u"test-wrong"_s);

    const QString account = run();

    QVERIFY2(account.startsWith(u"This connection does not work.\n"), qPrintable(account));
    QVERIFY2(account.contains(u"Address, right: "), qPrintable(account));
    QVERIFY2(account.contains(u"Key, wrong: The service at 127.0.0.1:"), qPrintable(account));
    QVERIFY2(account.contains(u"answered, but refuses this key (401)."), qPrintable(account));
    QVERIFY2(account.contains(u"Reading, not proven: Not tested."), qPrintable(account));
    m_desk->shoot("test-wrong-key");
}

void TestConnectionTest::aRefusedPortIsTold()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    m_desk->type("connectionAddress", u"http://127.0.0.1:%1"_s.arg(port));
    typeRightKey();

    const QString account = run();

    QVERIFY2(account.contains(u"Address, wrong: http://127.0.0.1:%1 refuses connections."_s.arg(port)),
             qPrintable(account));
    QVERIFY2(account.contains(u"Key, not proven: Not tested."), qPrintable(account));
    m_desk->shoot("test-refused");
}

void TestConnectionTest::aWrongPathIsTold()
{
    m_desk->type("connectionAddress", m_sandbox.keyban().toString() + u"/nowhere"_s);
    typeRightKey();

    const QString account = run();

    QVERIFY2(account.contains(u"there is no passport service at /keyban/nowhere (404)"), qPrintable(account));
}

void TestConnectionTest::plainHttpToAnotherHostSendsNothing()
{
    m_desk->type("connectionAddress", u"http://example.org"_s);
    typeRightKey();

    const QString account = run();

    QVERIFY2(account.contains(u"Address, wrong: Nothing was sent. Without encryption"), qPrintable(account));
    QVERIFY2(m_desk->note("connectionAddressNote").startsWith(u"Without encryption"),
             qPrintable(m_desk->note("connectionAddressNote")));
    m_desk->shoot("plain-http");
}

void TestConnectionTest::anApplicationIdIsNeverProven()
{
    typeRightKey();
    QVERIFY(run().contains(u"Application, not proven: Reading cannot prove"));

    m_desk->type("connectionApplication", u"maison-aubrac"_s);

    QVERIFY(m_desk->note("connectionApplicationNote").contains(u"36 characters"));
    const QString account = run();
    QVERIFY2(account.contains(u"Application, wrong: An application id has 36 characters"), qPrintable(account));
    QVERIFY2(account.contains(u"Key, right"), qPrintable(account));
}

void TestConnectionTest::theWrongDialectIsTold()
{
    typeRightKey();
    m_desk->choice("connectionDialect")->setCurrentIndex(2);

    const QString account = run();

    QVERIFY2(account.startsWith(u"The service answers, but"), qPrintable(account));
    QVERIFY2(account.contains(u"Dialect, wrong: The passports there are flat. You chose product."),
             qPrintable(account));
    QVERIFY(m_desk->note("connectionDialectNote").startsWith(u"The network speaks the other dialect."));
    m_desk->shoot("test-dialect");

    m_desk->choice("connectionDialect")->setCurrentIndex(0);
    m_desk->choice("connectionNetwork")->setCurrentText(u"BaseSepolia"_s);
    const QString byNetwork = run();
    QVERIFY2(byNetwork.contains(u"The network BaseSepolia belongs to product."), qPrintable(byNetwork));
}

void TestConnectionTest::anUndecidedDialectIsTold()
{
    const test::SandboxUnderTest both({u"--era"_s, u"both"_s});
    QVERIFY(both.isRunning());
    m_desk->type("connectionAddress", both.keyban().toString());
    m_desk->choice("connectionNetwork")->setCurrentText({});
    typeRightKey();

    const QString account = run();

    QVERIFY2(account.contains(u"Dialect, needs a look: The passports there are both flat and product. Choose a network "
                              "or a dialect before you write."),
             qPrintable(account));
}

void TestConnectionTest::withoutAKeyNothingIsAsked()
{
    const QString kept = run();
    QVERIFY2(kept.contains(u"Key, wrong: The keychain shows no credential for Maison Aubrac."), qPrintable(kept));

    m_desk->click("newConnection");
    m_desk->type("connectionAddress", m_sandbox.keyban().toString());
    const QString fresh = run();
    QVERIFY2(fresh.startsWith(u"There is no key to test with.\n"), qPrintable(fresh));
    m_desk->shoot("test-no-key");
}

void TestConnectionTest::theKeptKeyIsUsed()
{
    m_desk->keychain.put(secretKey(m_profile, Service::Keyban), m_sandbox.apiKey().constData());

    QVERIFY(run().startsWith(u"This connection works."));

    QCOMPARE(m_desk->field("connectionKey")->placeholderText(), u"A key is kept in the keychain"_s);
    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
}

void TestConnectionTest::whatTheServiceShowsAKeptKeyIsRememberedAtOnce()
{
    m_desk->keychain.put(secretKey(m_profile, Service::Keyban), m_sandbox.apiKey().constData());

    QVERIFY(run().startsWith(u"This connection works."));

    const auto stored = m_desk->store.find(m_profile.id);
    QCOMPARE(stored->keyban.remembered.size(), 1);
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionTest::aSlowKeychainIsTold()
{
    m_desk->keychain.hang();

    m_desk->click("testConnection");
    m_desk->keychain.become(KeychainState::Slow);

    QVERIFY(m_desk->find("testResult")->accessibleName().startsWith(u"The keychain has not answered yet"));
    QCOMPARE(m_desk->find<QPushButton>("testConnection")->accessibleName(), u"Stop the test"_s);
    m_desk->shoot("test-slow-keychain");
    m_desk->click("testConnection");
    QVERIFY(m_desk->find("testResult")->isHidden());
    m_desk->keychain.become(KeychainState::Answering);
    QVERIFY(test::whatWasPostedHasArrived());
    QVERIFY(m_desk->find("testResult")->isHidden());
}

void TestConnectionTest::whatTheServiceShowedIsRememberedWithTheNextSave()
{
    typeRightKey();
    m_desk->choice("connectionNetwork")->setCurrentText({});
    run();

    m_desk->click("saveConnection");

    const auto stored = m_desk->store.find(m_profile.id);
    QCOMPARE(stored->keyban.remembered.size(), 1);
    QCOMPARE(stored->keyban.remembered.first().dialect, keyban::Dialect::Flat);
    QVERIFY(m_desk->note("dialectRemark").endsWith(u"has shown flat so far."));
}

void TestConnectionTest::aChangeMakesTheResultOld()
{
    typeRightKey();
    run();
    QVERIFY(m_desk->find("testStale")->isHidden());

    m_desk->type("connectionName", u"Another"_s);

    QVERIFY(!m_desk->find("testStale")->isHidden());
}

void TestConnectionTest::leavingAbandonsTheTest()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const Profile other = m_desk->add(u"Silent"_s, u"http://127.0.0.1:%1"_s.arg(silent.serverPort()));
    m_desk->keychain.put(secretKey(other, Service::Keyban), test::testKey);
    m_desk->dialog->select(other.id);
    m_desk->click("testConnection");
    QTRY_VERIFY(silent.hasPendingConnections());
    std::unique_ptr<QTcpSocket> connection(silent.nextPendingConnection());

    m_desk->dialog->select(m_profile.id);

    QTRY_COMPARE(connection->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(m_desk->find("testResult")->isHidden());
    QCOMPARE(m_desk->find<QPushButton>("testConnection")->accessibleName(), u"Test connection"_s);
}

QTEST_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
