// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profilestore.h"
#include "dialogtest.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace chancery;
using namespace Qt::StringLiterals;

/// The credential proxy of a connection: what goes through it and where its token comes from.
class TestConnectionProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::theme(); }
    void init();

    void oneQuietLineStandsForIt();
    void everythingIsStored();
    void whatIsStoredIsReadBack();
    void bracesAroundANameAreTakenOff();
    void aRealKeyInPlaceOfANameIsCaught_data();
    void aRealKeyInPlaceOfANameIsCaught();
    void aProgramIsAskedForOnlyWhereItPrintsTheToken();
    void argumentsWithBlanksAndQuotesStayWhole();
    void aServiceBehindTheProxyIsNotAskedForItsKey();
    void aKeyThatWasTypedBeforeIsNotKept();
    void aTestSaysThatTheProxyIsNotTested();
    void takingItOutLeavesTheRest();

private:
    QCheckBox *box(const char *name) const { return m_desk->find<QCheckBox>(name); }
    bool isSeen(const char *name) const { return m_desk->find(name)->isVisibleTo(m_desk->dialog.get()); }
    QString summary() const { return m_desk->find<QLabel>("proxyFoldSummary")->text(); }
    void turnOn() const;
    void takeTokenFrom(ProxyTokenFrom from) const;
    Profile stored() const { return *m_desk->store.find(m_profile.id); }
    void storeAndOpen(const KeychainsService &service);

    std::unique_ptr<test::Desk> m_desk;
    Profile m_profile;
};

void TestConnectionProxy::init()
{
    m_desk = std::make_unique<test::Desk>();
    m_profile = m_desk->add(u"Maison Aubrac"_s, u"https://passports.test"_s);
    m_desk->open();
}

void TestConnectionProxy::turnOn() const
{
    m_desk->find<QToolButton>("proxyFold")->setChecked(true);
    box("hasProxy")->setChecked(true);
}

void TestConnectionProxy::takeTokenFrom(ProxyTokenFrom from) const
{
    QComboBox *sources = m_desk->choice("proxyTokenFrom");
    sources->setCurrentIndex(sources->findData(int(from)));
}

void TestConnectionProxy::storeAndOpen(const KeychainsService &service)
{
    m_profile.keychains = service;
    QVERIFY(m_desk->store.change(m_profile));
    m_desk->open();
}

void TestConnectionProxy::oneQuietLineStandsForIt()
{
    QVERIFY(isSeen("proxyFold"));
    QCOMPARE(summary(), u"None"_s);
    QVERIFY(!isSeen("hasProxy"));

    turnOn();

    for (const char *name :
         {"proxyAddress", "proxyAccount", "proxyPassports", "proxySettlements", "proxyTrusted", "proxyTokenFrom"})
        QVERIFY2(isSeen(name), name);
    QVERIFY(!isSeen("proxyProgram"));
    QCOMPARE(m_desk->field("proxyAddress")->text(), u"https://keychains.dev"_s);
}

void TestConnectionProxy::everythingIsStored()
{
    turnOn();
    m_desk->type("proxyAddress", u"https://proxy.test/in"_s);
    m_desk->type("proxyAccount", u"loyalty"_s);
    m_desk->type("proxyPassports", u"KEYBAN_API_KEY"_s);
    m_desk->type("proxySettlements", u"OAUTH2_ACCESS_TOKEN"_s);
    m_desk->find<QPlainTextEdit>("proxyTrusted")->setPlainText(u"https://eu.proxy.test\n\n https://us.proxy.test \n"_s);
    takeTokenFrom(ProxyTokenFrom::Command);
    m_desk->type("proxyProgram", u"npx"_s);
    m_desk->type("proxyArguments", u"-y keychains token"_s);
    m_desk->shoot("proxy", m_desk->find("proxyFold")->parentWidget());

    m_desk->click("saveConnection");

    QVERIFY(stored().keychains);
    const KeychainsService now = *stored().keychains;
    QCOMPARE(now.base, QUrl(u"https://proxy.test/in"_s));
    QCOMPARE(now.account, u"loyalty"_s);
    QCOMPARE(now.passports, u"KEYBAN_API_KEY"_s);
    QCOMPARE(now.settlements, u"OAUTH2_ACCESS_TOKEN"_s);
    QCOMPARE(now.trusted, QStringList({u"https://eu.proxy.test"_s, u"https://us.proxy.test"_s}));
    QCOMPARE(now.tokenFrom, ProxyTokenFrom::Command);
    QCOMPARE(now.program, u"npx"_s);
    QCOMPARE(now.arguments, QStringList({u"-y"_s, u"keychains"_s, u"token"_s}));
    QCOMPARE(summary(), u"proxy.test for passports"_s);
}

void TestConnectionProxy::whatIsStoredIsReadBack()
{
    KeychainsService service = makeKeychainsService();
    service.passports = u"KEYBAN_API_KEY"_s;
    service.trusted = {u"https://eu.proxy.test"_s};
    service.tokenFrom = ProxyTokenFrom::EnvFile;
    storeAndOpen(service);

    QCOMPARE(summary(), u"keychains.dev for passports"_s);
    QVERIFY(!isSeen("proxyAddress"));
    QVERIFY(box("hasProxy")->isChecked());
    QCOMPARE(m_desk->field("proxyPassports")->text(), u"KEYBAN_API_KEY"_s);
    QCOMPARE(m_desk->find<QPlainTextEdit>("proxyTrusted")->toPlainText(), u"https://eu.proxy.test"_s);
    QCOMPARE(m_desk->choice("proxyTokenFrom")->currentData().toInt(), int(ProxyTokenFrom::EnvFile));
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionProxy::bracesAroundANameAreTakenOff()
{
    turnOn();
    m_desk->type("proxyPassports", u" {{KEYBAN_API_KEY}} "_s);

    m_desk->click("saveConnection");

    QCOMPARE(stored().keychains->passports, u"KEYBAN_API_KEY"_s);
    QCOMPARE(m_desk->field("proxyPassports")->text(), u"KEYBAN_API_KEY"_s);
}

void TestConnectionProxy::aRealKeyInPlaceOfANameIsCaught_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("passports") << QByteArray("proxyPassports");
    QTest::newRow("settlements") << QByteArray("proxySettlements");
}

void TestConnectionProxy::aRealKeyInPlaceOfANameIsCaught()
{
    QFETCH(QByteArray, field);
    box("hasSettlements")->setChecked(true);
    m_desk->type("settlementClient", u"officer"_s);
    turnOn();
    m_desk->type(field.constData(), u"test-key-8f21b6c0d4"_s);

    m_desk->click("saveConnection");

    const QString note = m_desk->note(QByteArray(field + "Note").constData());
    QVERIFY2(note.startsWith(u"This looks like a real key."_s), qPrintable(note));
    QVERIFY(!stored().keychains);
}

void TestConnectionProxy::aProgramIsAskedForOnlyWhereItPrintsTheToken()
{
    turnOn();
    takeTokenFrom(ProxyTokenFrom::Command);
    QVERIFY(isSeen("proxyProgram"));
    QVERIFY(isSeen("proxyArguments"));

    m_desk->click("saveConnection");
    QVERIFY(m_desk->note("proxyProgramNote").contains(u"Enter the program"_s));
    QVERIFY(!stored().keychains);

    takeTokenFrom(ProxyTokenFrom::Environment);
    QVERIFY(!isSeen("proxyProgram"));
    m_desk->click("saveConnection");
    QCOMPARE(stored().keychains->tokenFrom, ProxyTokenFrom::Environment);
}

void TestConnectionProxy::argumentsWithBlanksAndQuotesStayWhole()
{
    KeychainsService service = makeKeychainsService();
    service.tokenFrom = ProxyTokenFrom::Command;
    service.program = u"npx"_s;
    service.arguments = {u"--for"_s, u"two words"_s, u"a \"quoted\" one"_s};
    storeAndOpen(service);
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());

    m_desk->field("proxyArguments")->setText(m_desk->field("proxyArguments")->text() + u" last"_s);
    m_desk->click("saveConnection");

    QCOMPARE(stored().keychains->arguments, service.arguments + QStringList(u"last"_s));
}

void TestConnectionProxy::aServiceBehindTheProxyIsNotAskedForItsKey()
{
    QVERIFY(isSeen("connectionKey"));
    turnOn();
    QVERIFY2(isSeen("connectionKey"), "nothing goes through it yet");

    m_desk->type("proxyPassports", u"KEYBAN_API_KEY"_s);

    QVERIFY(!isSeen("connectionKey"));
    QVERIFY(!isSeen("keepKey"));
    QVERIFY2(isSeen("removeKey"), "one that is kept already has no use any more");
    QVERIFY(m_desk->note("keyNote").contains(u"KEYBAN_API_KEY"_s));

    box("hasSettlements")->setChecked(true);
    QVERIFY(isSeen("connectionSecret"));
    m_desk->type("proxySettlements", u"OAUTH2_ACCESS_TOKEN"_s);
    QVERIFY(!isSeen("connectionSecret"));
    m_desk->shoot("proxied");
}

void TestConnectionProxy::aKeyThatWasTypedBeforeIsNotKept()
{
    m_desk->type("connectionKey", QLatin1StringView(test::testKey));
    turnOn();
    m_desk->type("proxyPassports", u"KEYBAN_API_KEY"_s);

    m_desk->click("saveConnection");

    QVERIFY(stored().keychains);
    test::whatWasPostedHasArrived();
    const auto kept = test::awaited(m_desk->keyring.read(secretKey(m_profile, Service::Keyban)));
    QVERIFY(!kept || kept->isEmpty());
    QVERIFY(m_desk->field("connectionKey")->text().isEmpty());
    QVERIFY(!m_desk->find("saveConnection")->isEnabled());
}

void TestConnectionProxy::aTestSaysThatTheProxyIsNotTested()
{
    turnOn();
    m_desk->type("proxyPassports", u"KEYBAN_API_KEY"_s);

    m_desk->click("testConnection");

    const auto *result = m_desk->find("testResult");
    QTRY_VERIFY2(result->accessibleDescription().contains(u"credential proxy"_s),
                 qPrintable(result->accessibleDescription()));
    QVERIFY(!result->accessibleDescription().contains(u"Type the key"_s));
}

void TestConnectionProxy::takingItOutLeavesTheRest()
{
    KeychainsService service = makeKeychainsService();
    service.passports = u"KEYBAN_API_KEY"_s;
    storeAndOpen(service);

    box("hasProxy")->setChecked(false);
    QVERIFY(isSeen("connectionKey"));
    m_desk->click("saveConnection");

    QVERIFY(!stored().keychains);
    QCOMPARE(stored().keyban.base, m_profile.keyban.base);
}

QTEST_MAIN(TestConnectionProxy)
#include "tst_connectionproxy.moc"
